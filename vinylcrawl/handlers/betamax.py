"""Records a crawl's HTTP traffic to cassettes, and crawls from cassettes without a network."""

import asyncio
import base64
import json
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests
from betamax import Betamax
from requests.adapters import HTTPAdapter
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError, NotConfigured
from scrapy.http import Headers
from scrapy.responsetypes import responsetypes

from vinylcrawl.paths import project_path

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

# Settings whose values must never be in a cassette
SECRETS = ("DISCOGS_TOKEN",)


class BetamaxDownloadHandler(BaseDownloadHandler):
    """Plays http and https requests from the cassettes in BETAMAX_CASSETTES, one cassette for each download slot.

    BETAMAX_RECORD is Betamax's record mode: "none" plays only (what is not on a cassette fails), "all" records anew.
    BETAMAX_UPSTREAM sends what is recorded to that server instead, under the name of the host that was asked for.
    """

    def __init__(self, crawler: "Crawler") -> None:
        settings = crawler.settings
        if not settings["BETAMAX_CASSETTES"]:
            raise NotConfigured("BETAMAX_CASSETTES is not set")
        super().__init__(crawler)
        self.directory = project_path(settings, "BETAMAX_CASSETTES")
        self.mode = settings["BETAMAX_RECORD"]
        self.secrets = [settings[name] for name in SECRETS if settings[name]]
        self.upstream = settings["BETAMAX_UPSTREAM"]
        self.recorders: dict[str, Betamax] = {}
        self.locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)  # a cassette is not thread-safe
        with Betamax.configure() as config:
            config.before_record(callback=self._scrub)

    async def download_request(self, request: "Request") -> "Response":
        started = time.monotonic()
        try:
            slot = str(request.meta["download_slot"])
            # the lock is looked up here: two threads would each make one
            answer = await asyncio.to_thread(self._send, request, slot, self.locks[slot])
        except requests.Timeout as error:
            raise DownloadTimeoutError(type(error).__name__) from None
        except requests.RequestException as error:
            # the message may quote a header
            raise DownloadFailedError(type(error).__name__) from None
        request.meta["download_latency"] = time.monotonic() - started
        return answer

    def _send(self, request: "Request", slot: str, lock: threading.Lock) -> "Response":
        with lock:
            answer = self._session(slot).request(
                request.method,
                request.url,
                headers={str(name): str(value) for name, value in request.headers.to_unicode_dict().items()},
                data=request.body,
                timeout=request.meta["download_timeout"],
                allow_redirects=False,
                stream=True,
            )
            body = answer.raw.read(decode_content=False)
        headers = Headers(dict(answer.headers))
        response_type = responsetypes.from_args(headers=headers, url=request.url, body=body)
        return response_type(url=request.url, status=answer.status_code, headers=headers, body=body)

    def _session(self, slot: str) -> requests.Session:
        """The session whose adapter is the slot's cassette."""
        if slot not in self.recorders:
            if self.mode != "none":
                self.directory.mkdir(parents=True, exist_ok=True)
            self.recorders[slot] = Betamax(self._live_session(), cassette_library_dir=str(self.directory))
            self.recorders[slot].use_cassette(
                slot, record=self.mode, match_requests_on=["method", "uri"], preserve_exact_body_bytes=True
            )
            self.recorders[slot].start()
        session: requests.Session = self.recorders[slot].session
        return session

    def _live_session(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        if self.upstream:
            for scheme in ("http://", "https://"):
                session.mount(scheme, _UpstreamAdapter(self.upstream))
        return session

    def _scrub(self, interaction: Any, cassette: Any) -> None:  # noqa: ARG002  # Betamax's signature
        """Keep credentials out of what is recorded."""
        request, response = interaction.data["request"], interaction.data["response"]
        for message in (request, response):
            for name in ("Authorization", "Cookie", "Set-Cookie"):
                message["headers"].pop(name, None)
        for secret in self.secrets:
            request["uri"] = request["uri"].replace(secret, "<secret>")
            for message in (request, response):
                _scrub_body(message["body"], secret)

    async def close(self) -> None:
        for slot, recorder in self.recorders.items():
            recorder.stop()
            if self.mode != "none":
                self._assert_clean(self.directory / f"{slot}.json")

    def _assert_clean(self, cassette: Path) -> None:
        if any(secret in _readable(cassette) for secret in self.secrets):
            cassette.unlink()
            raise RuntimeError(f"a token got into {cassette}: the cassette was deleted")


def _readable(path: Path) -> str:
    """The cassette's text, the encoded bodies too."""
    text = path.read_text("utf-8")
    messages = [each[side] for each in json.loads(text)["http_interactions"] for side in ("request", "response")]
    bodies = [base64.b64decode(message["body"].get("base64_string") or "") for message in messages]
    return "\n".join([text, *(body.decode("latin-1") for body in bodies)])


class _UpstreamAdapter(HTTPAdapter):
    """Sends every request to one server, which finds the host that was meant in the Host header."""

    def __init__(self, upstream: str) -> None:
        super().__init__()
        self.upstream = upstream.rstrip("/")

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        sent = request.copy()
        parts = urlsplit(str(request.url))
        sent.headers["Host"] = parts.netloc
        sent.url = f"{self.upstream}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        return super().send(sent, *args, **kwargs)


def _scrub_body(body: dict[str, Any], secret: str) -> None:
    if "base64_string" in body:
        content = base64.b64decode(body["base64_string"]).replace(secret.encode(), b"<secret>")
        body["base64_string"] = base64.b64encode(content).decode()
    elif body.get("string"):
        body["string"] = body["string"].replace(secret, "<secret>")
