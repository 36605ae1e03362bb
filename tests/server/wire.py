"""The server's end of HTTP: Twisted requests into calls, answers back, faults included."""

import gzip
import time
import traceback
from typing import Any
from urllib.parse import parse_qsl, unquote

from twisted.web.resource import Resource
from twisted.web.server import NOT_DONE_YET, Request

from .app import App
from .control import Control
from .faults import Fault
from .log import Entry
from .service import Answer, Call


class Wire(Resource):
    isLeaf = True  # noqa: N815 (Twisted's own)

    def __init__(self, app: App, reactor: Any, *, latency: float, compress: bool) -> None:
        super().__init__()
        self._app = app
        self._reactor = reactor
        self._control = Control(app)
        self._latency = latency
        self._compress = compress

    def render(self, request: Request) -> int:
        call = call_of(request)
        if call.path.startswith("/_control/"):
            call.path = call.path.removeprefix("/_control")
            send(request, self._control.answer(call, request.content.read()))
        else:
            self._serve(request, call)
        return NOT_DONE_YET

    def _serve(self, request: Request, call: Call) -> None:
        service, call.path = self._app.route(call.headers.get("host", ""), call.path)
        entry = self._app.log.add(service.name if service else "", call)
        try:
            answer, fault = self._app.answer(service, call)
        except Exception:  # noqa: BLE001 (a mistake of our own must not pass for one of the service's)
            traceback.print_exc()
            answer, fault = Answer(599, traceback.format_exc().encode(), "text/plain"), None
        if self._compress and "gzip" in call.headers.get("accept-encoding", ""):
            answer = compressed(answer)
        self._send_later(request, entry, answer, fault)

    def _send_later(self, request: Request, entry: Entry, answer: Answer, fault: Fault | None) -> None:
        kind = fault.kind if fault else ""
        if kind == "hang":
            return
        delay = self._latency + (fault.seconds if fault and kind == "slow" else 0)
        if not delay:
            dispatch(request, entry, answer, kind)
            return
        waiting = self._reactor.callLater(delay, dispatch, request, entry, answer, kind)
        request.notifyFinish().addErrback(lambda _: abandon(waiting))


def call_of(request: Request) -> Call:
    path, _, query = request.uri.decode("latin-1").partition("?")
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in request.requestHeaders.getAllRawHeaders()
    }
    return Call(
        request.method.decode("latin-1"),
        unquote(path),
        dict(parse_qsl(query, keep_blank_values=True)) if query else {},
        headers,
        request.getClientAddress().host,
        time.monotonic(),
    )


def abandon(waiting: Any) -> None:
    if waiting.active():
        waiting.cancel()


def dispatch(request: Request, entry: Entry, answer: Answer, kind: str) -> None:
    if kind == "reset":
        request.channel.transport.abortConnection()
        return
    entry.status = answer.status
    if kind == "cut":
        send_half(request, answer)
    else:
        send(request, answer)


def send(request: Request, answer: Answer) -> None:
    write_head(request, answer)
    request.write(answer.body)
    request.finish()


def send_half(request: Request, answer: Answer) -> None:
    write_head(request, answer)
    request.write(answer.body[: len(answer.body) // 2])
    request.channel.loseConnection()


def write_head(request: Request, answer: Answer) -> None:
    request.setResponseCode(answer.status)
    request.setHeader("Content-Type", answer.content_type)
    request.setHeader("Content-Length", str(len(answer.body)))
    for name, value in answer.headers.items():
        request.setHeader(name, value)


def compressed(answer: Answer) -> Answer:
    body = gzip.compress(answer.body, compresslevel=1, mtime=0)
    return Answer(answer.status, body, answer.content_type, answer.headers | {"Content-Encoding": "gzip"})
