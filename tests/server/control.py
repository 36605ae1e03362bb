"""`/_control/...`: what tests read from the server and change in it while it runs."""

import json
from typing import TYPE_CHECKING, Any

from .app import App
from .service import Answer, Call, RefusalError, json_answer

if TYPE_CHECKING:
    from collections.abc import Callable


class Control:
    def __init__(self, app: App) -> None:
        self._app = app
        self._routes: dict[tuple[str, str], Callable[[Call, Any], Any]] = {
            ("GET", "/log"): lambda call, _: app.log.entries(call.query.get("service")),
            ("DELETE", "/log"): lambda *_: app.log.clear(),
            ("POST", "/faults"): lambda _, fault: app.faults.add(fault),
            ("DELETE", "/faults"): lambda *_: app.faults.clear(),
            ("POST", "/collection"): self._collection,
            ("POST", "/bodies"): self._body,
        }

    def answer(self, call: Call, content: bytes) -> Answer:
        route = self._routes.get((call.method, call.path))
        if route is None:
            return json_answer({"message": f"No control {call.method} {call.path}"}, 404)
        try:
            return json_answer(route(call, json.loads(content or b"null")))
        except (RefusalError, KeyError, TypeError, ValueError) as error:
            return json_answer({"message": f"{type(error).__name__}: {error}"}, 400)

    def _collection(self, _: Call, changes: dict[str, Any]) -> None:
        self._app.services[changes.pop("service", "discogs")].change_collection(changes)

    def _body(self, _: Call, change: dict[str, Any]) -> None:
        self._app.services[change.get("service", "discogs")].change_body(change["path"], change["body"])
