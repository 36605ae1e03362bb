"""What goes wrong on request, for tests of what a client makes of it."""

import random
import re
from dataclasses import dataclass, field
from typing import Any

from .service import Answer, RefusalError, Service

KINDS = ("reset", "cut", "html", "junk", "empty", "slow", "hang")


@dataclass(slots=True)
class Fault:
    """`path` is searched in `/path?query` of the service; `times` None means for ever.

    `kind` is one of KINDS or a status such as "500". `share` picks that part of the matching requests, the
    same ones in every run with the same order of requests.
    """

    service: str
    kind: str
    path: str = ""
    times: int | None = None
    share: float = 1.0
    seconds: float = 1.0
    retry_after: float | None = None
    location: str | None = None
    _random: random.Random = field(default_factory=lambda: random.Random(0), init=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS and not re.fullmatch(r"[2-5]\d\d", self.kind):
            raise RefusalError(400, f"unknown kind of fault: {self.kind}")

    def takes(self, service: str, target: str) -> bool:
        if self.times == 0 or service != self.service or not re.search(self.path, target):
            return False
        if self.share < 1 and self._random.random() >= self.share:
            return False
        if self.times is not None:
            self.times -= 1
        return True

    def answer(self, service: Service) -> Answer | None:
        """The answer in place of the right one, or None where the fault is in how it is sent."""
        if self.kind.isdigit():
            failure = service.failure(int(self.kind))
            headers = {} if self.retry_after is None else {"Retry-After": f"{self.retry_after:g}"}
            if self.location:
                headers["Location"] = self.location
            return Answer(failure.status, failure.body, failure.content_type, failure.headers | headers)
        if self.kind == "html":
            return Answer(200, b"<!doctype html><title>Be right back</title>", "text/html; charset=utf-8")
        if self.kind == "junk":
            return Answer(200, b'{"id": 1, "title": "half an ans', service.content_type)
        if self.kind == "empty":
            return Answer(200, b"", service.content_type)
        return None


class Faults:
    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: dict[str, Any]) -> None:
        self._faults.append(Fault(**fault))

    def clear(self) -> None:
        self._faults.clear()

    def draw(self, service: str, target: str) -> Fault | None:
        return next((fault for fault in self._faults if fault.takes(service, target)), None)
