"""The server in a process of its own, as the tests see it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

ROOT = Path(__file__).resolve().parents[2]
# A proxy in the environment must not stand between a test and its own server.
OPENER = build_opener(ProxyHandler({}))


class ServerProcess:
    """`python -m tests.server` with these options, from construction to `stop()` or the end of a `with`."""

    def __init__(self, *options: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.server", *options],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        if not self.url:
            self.stop()
            raise RuntimeError(f"the test server did not start with {options}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.returncode

    @property
    def discogs_url(self) -> str:
        return f"{self.url}/discogs"

    def stop(self) -> None:
        try:
            self._process.communicate(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()

    def log(self, service: str | None = None) -> list[dict[str, Any]]:
        """Requests in order of arrival: service, method, path, query, status, time, headers."""
        query = f"?{urlencode({'service': service})}" if service else ""
        entries: list[dict[str, Any]] = self._control("GET", f"log{query}")
        return entries

    def clear_log(self) -> None:
        self._control("DELETE", "log")

    def fault(self, kind: str, *, service: str = "discogs", **fault: Any) -> None:
        """Further keys: path, times, share, seconds, retry_after, location (see `faults.Fault`)."""
        self._control("POST", "faults", {"service": service, "kind": kind, **fault})

    def clear_faults(self) -> None:
        self._control("DELETE", "faults")

    def collection(self, **changes: Any) -> None:
        """`add=[items]`, `remove=[instance ids]`, `update={instance id: patch}`."""
        self._control("POST", "collection", changes)

    def body(self, path: str, body: Any) -> None:
        """Serve this body under `releases/123`; None makes it a 404."""
        self._control("POST", "bodies", {"path": path, "body": body})

    def _control(self, method: str, what: str, content: Any = None) -> Any:
        data = None if content is None else json.dumps(content).encode()
        with OPENER.open(Request(f"{self.url}/_control/{what}", data, method=method), timeout=30) as answer:
            return json.load(answer)
