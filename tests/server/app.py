"""Which service a request is for, and what it gets: refused, spoilt on purpose, or answered."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from .discogs import DiscogsService
from .faults import Fault, Faults
from .images import ImageService
from .log import RequestLog
from .service import Answer, Call, Service, json_answer

SERVICES: tuple[type[Service], ...] = (DiscogsService, ImageService)


class App:
    """`origin` is this server's own; None leaves the public links in the bodies as they are."""

    def __init__(self, services: Sequence[Service], origin: str | None = None) -> None:
        self.services = {service.name: service for service in services}
        self.origin = origin
        self.log = RequestLog()
        self.faults = Faults()
        self._by_host = {host: service for service in services for host in service.hosts}
        hosts = "|".join(re.escape(host) for host in self._by_host)
        self._public_origin = re.compile(rf'https?://({hosts})(?=[/?"])'.encode())

    @classmethod
    def from_options(cls, options: argparse.Namespace) -> "App":
        return cls([service.from_options(options) for service in SERVICES])

    def route(self, host: str, path: str) -> tuple[Service | None, str]:
        """The service and the path inside it, by Host header or else by the first segment of the path."""
        service = self._by_host.get(host.partition(":")[0].lower())
        if service is not None:
            return service, path
        _, name, *rest = path.split("/", 2)
        return self.services.get(name), "/" + "".join(rest)

    def answer(self, service: Service | None, call: Call) -> tuple[Answer, Fault | None]:
        """The answer, and the fault to send it with if one is due."""
        if service is None:
            return json_answer({"message": f"No service under {call.path}"}, 404), None
        refusal = service.admit(call)
        if refusal is not None:
            return self._finished(refusal, call), None
        fault = self.faults.draw(service.name, f"{call.path}?{urlencode(call.query)}")
        answer = (fault and fault.answer(service)) or service.answer(call)
        return self._finished(answer, call), fault

    def _finished(self, answer: Answer, call: Call) -> Answer:
        body = self._localized(answer.body) if answer.content_type == "application/json" else answer.body
        return replace(answer, body=body, headers=call.answer_headers | answer.headers)

    def _localized(self, body: bytes) -> bytes:
        if self.origin is None:
            return body
        return self._public_origin.sub(self._own_origin, body)

    def _own_origin(self, match: re.Match[bytes]) -> bytes:
        return f"{self.origin}/{self._by_host[match[1].decode()].name}".encode()
