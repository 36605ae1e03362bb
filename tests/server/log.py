from dataclasses import asdict, dataclass
from typing import Any

from .service import Call


@dataclass(slots=True)
class Entry:
    """`status` stays None for what was never answered; `time` is the monotonic clock at arrival."""

    service: str
    method: str
    path: str
    query: dict[str, str]
    time: float
    headers: dict[str, str]
    status: int | None = None


class RequestLog:
    def __init__(self) -> None:
        self._entries: list[Entry] = []
        # A crawler sends the same headers again and again: keeping one copy keeps a long log small.
        self._headers: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}

    def add(self, service: str, call: Call) -> Entry:
        headers = self._headers.setdefault(tuple(call.headers.items()), call.headers)
        entry = Entry(service, call.method, call.path, call.query, call.time, headers)
        self._entries.append(entry)
        return entry

    def entries(self, service: str | None) -> list[dict[str, Any]]:
        return [asdict(entry) for entry in self._entries if service in (None, entry.service)]

    def clear(self) -> None:
        self._entries.clear()
