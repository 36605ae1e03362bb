"""What the server's parts pass to each other, and what every served service looks like."""

import argparse
import json
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self


@dataclass(slots=True)
class Call:
    """A request as its service sees it: `path` has no service prefix, header names are lower-cased."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    client: str
    time: float
    answer_headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, frozen=True)
class Answer:
    status: int
    body: bytes
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


class RefusalError(Exception):
    """Raised by a route for the service's own kind of error answer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


class Service(ABC):
    """One service, under `/<name>/` and under its public hosts.

    `admit` refuses what the service refuses before it looks for anything (limits, credentials) and may set
    `call.answer_headers`, which go out with every answer, injected faults included.
    """

    name: ClassVar[str]
    hosts: ClassVar[tuple[str, ...]]
    content_type: ClassVar[str] = "application/json"

    @staticmethod
    def add_options(parser: argparse.ArgumentParser) -> None:
        """Declare the service's own command-line options, if it has any."""
        del parser

    @classmethod
    @abstractmethod
    def from_options(cls, options: argparse.Namespace) -> Self: ...

    def admit(self, call: Call) -> Answer | None:
        del call
        return None

    @abstractmethod
    def answer(self, call: Call) -> Answer: ...

    def failure(self, status: int) -> Answer:
        return json_answer({"message": f"Error {status}"}, status)

    def change_collection(self, changes: dict[str, Any]) -> None:
        raise RefusalError(400, f"{self.name} has no collection: {changes}")

    def change_body(self, path: str, body: Any) -> None:
        raise RefusalError(400, f"{self.name} has no body {path}: {body}")


def json_bytes(body: Any) -> bytes:
    return json.dumps(body, separators=(",", ":")).encode()


def json_answer(body: Any, status: int = 200, **headers: str) -> Answer:
    return Answer(status, json_bytes(body), headers=headers)
