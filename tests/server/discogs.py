"""Discogs' API, as its recorded answers show it (https://www.discogs.com/developers)."""

import argparse
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from .bodies import Bodies
from .collection import ORDERS, Collection, copy_of, initial_items
from .defaults import FIELDS, artist_result, folder, folder_name, profile
from .generate import Generator
from .pages import paginated
from .ratelimit import MovingWindow
from .service import Answer, Call, RefusalError, Service, json_answer
from .synthetic import API

UNKNOWN = {"releases": "Release", "masters": "Master Release", "artists": "Artist", "labels": "Label"}
MESSAGES = {
    401: "You must authenticate to access this resource.",
    403: "You don't have permission to access this resource.",
    404: "The requested resource was not found.",
    405: "The method is not allowed for the requested URL.",
    429: "You are making requests too quickly.",
    500: "An internal server error occurred. (Malformed query?)",
}
IMAGE_LINK = re.compile(rb'"https?://(?:(?:i|img|api-img)\.discogs\.com|api\.discogs\.com/image)/[^"]*"')


class DiscogsService(Service):
    """One collector and one token, which is the collector's own unless `token_owner` says otherwise."""

    name = "discogs"
    hosts = ("api.discogs.com",)

    def __init__(self, options: argparse.Namespace) -> None:
        generator = Generator(options.generate) if options.generate is not None else None
        self._generator = generator
        self._bodies = Bodies(options.bodies, generator)
        self._collection = Collection(initial_items(self._bodies, options.collection), generator)
        self._profile = self._bodies.optional("user") or profile(options.username or "collector")
        self._username: str = options.username or self._profile["username"]
        self._token: str = options.token
        self._token_owner: str = options.token_owner or self._username
        self._private: bool = options.private
        self._limits = {True: options.limit, False: options.anonymous_limit}
        self._windows: dict[str, MovingWindow] = defaultdict(lambda: MovingWindow(options.window))
        self._retry_after = {"Retry-After": str(math.ceil(options.window))} if options.retry_after == "yes" else {}
        self._routes = (
            (re.compile(r"/(releases|masters|artists|labels)/(\d+)"), self._body),
            (re.compile(r"/users/([^/]+)"), self._user),
            (re.compile(r"/users/([^/]+)/collection/fields"), self._fields),
            (re.compile(r"/users/([^/]+)/collection/folders"), self._folders),
            (re.compile(r"/users/([^/]+)/collection/folders/(\d+)/releases"), self._releases),
            (re.compile(r"/database/search"), self._search),
            (re.compile(r"/oauth/identity"), self._identity),
        )

    @staticmethod
    def add_options(parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Discogs")
        group.add_argument("--bodies", type=Path, metavar="DIR", help="serve releases/<id>.json ... from here")
        group.add_argument("--collection", type=Path, metavar="FILE", help='{"releases": [collection items]}')
        group.add_argument("--generate", type=int, metavar="N", help="a synthetic collection of N releases")
        group.add_argument("--username", help="whose collection it is (that of user.json, or collector)")
        group.add_argument("--token", default="test-token")
        group.add_argument("--token-owner", metavar="NAME", help="whose token it is (the collector's)")
        group.add_argument("--private", action="store_true", help="the collection is visible to its owner only")
        group.add_argument("--limit", type=int, default=60, help="requests in a window with the token")
        group.add_argument("--anonymous-limit", type=int, default=25, help="requests in a window without")
        group.add_argument("--window", type=float, default=60.0, metavar="SECONDS")
        group.add_argument("--retry-after", choices=("yes", "no"), default="yes", help="in 429 answers")

    @classmethod
    def from_options(cls, options: argparse.Namespace) -> Self:
        return cls(options)

    def admit(self, call: Call) -> Answer | None:
        if not call.headers.get("user-agent"):
            return self.failure(403)
        token = token_of(call)
        known = token == self._token
        client = self._token if known else call.client
        limit = self._limits[known]
        used = self._windows[client].arrive(call.time)
        call.answer_headers |= ratelimit_headers(limit, used)
        if used > limit:
            return json_answer({"message": MESSAGES[429]}, 429, **self._retry_after)
        if token and not known:
            return json_answer({"message": "Invalid token."}, 401)
        return None if call.method == "GET" else self.failure(405)

    def answer(self, call: Call) -> Answer:
        for pattern, route in self._routes:
            match = pattern.fullmatch(call.path)
            if match:
                return self._answered(route, call, *match.groups())
        return self.failure(404)

    def failure(self, status: int) -> Answer:
        return json_answer({"message": MESSAGES.get(status, f"Error {status}")}, status)

    def change_collection(self, changes: dict[str, Any]) -> None:
        added = [self._completed(item) for item in changes.pop("add", ())]
        self._collection.change(added, **changes)

    def change_body(self, path: str, body: Any) -> None:
        self._bodies.set(path, body)

    def _answered(self, route: Any, call: Call, *found: str) -> Answer:
        try:
            body = route(call, *found)
        except RefusalError as refusal:
            return json_answer({"message": str(refusal)}, refusal.status)
        answer = Answer(200, body) if isinstance(body, bytes) else json_answer(body)
        return answer if token_of(call) else Answer(200, IMAGE_LINK.sub(b'""', answer.body))

    def _body(self, _: Call, kind: str, number: str) -> bytes:
        body = self._bodies.get(f"{kind}/{number}")
        if body is None:
            raise RefusalError(404, f"{UNKNOWN[kind]} not found.")
        return body

    def _user(self, _: Call, username: str) -> Any:
        self._require_user(username)
        return self._profile | {"num_collection": self._collection.count()}

    def _identity(self, call: Call) -> Any:
        self._require_token(call)
        url = f"{API}/users/{self._token_owner}"
        return {"id": 1, "username": self._token_owner, "resource_url": url, "consumer_name": "tests"}

    def _fields(self, call: Call, username: str) -> Any:
        self._require_user(username)
        self._require_owner(call)
        return self._bodies.optional("fields") or FIELDS

    def _folders(self, call: Call, username: str) -> Any:
        self._require_collection(call, username)
        return {"folders": list(self._visible_folders(call))}

    def _visible_folders(self, call: Call) -> Iterator[dict[str, Any]]:
        stored = self._bodies.optional("folders") or {"folders": []}
        names = {entry["id"]: entry["name"] for entry in stored["folders"]}
        numbers = {0, 1, *names, *self._collection.folder_ids()} if self._is_owner(call) else {0}
        for each in sorted(numbers):
            name = names.get(each) or folder_name(each)
            yield folder(self._username, each, name, self._collection.count(each))

    def _releases(self, call: Call, username: str, folder_id: str) -> Any:
        self._require_collection(call, username)
        if folder_id != "0":
            self._require_owner(call)
        order, direction = call.query.get("sort", ""), call.query.get("sort_order", "asc")
        if (order and order not in ORDERS) or direction not in ("asc", "desc"):
            raise RefusalError(422, "Invalid sort or sort_order.")
        url = f"{API}{call.path}"
        found = paginated(url, call.query, self._collection.count(int(folder_id)))
        items = self._collection.page(int(folder_id), order, direction == "desc", found.start, found.stop)
        if not self._is_owner(call):
            items = [{key: item[key] for key in item if key not in ("folder_id", "notes")} for item in items]
        return {"pagination": found.pagination, "releases": items}

    def _search(self, call: Call) -> Any:
        self._require_token(call)
        wanted = call.query.get("q", "").casefold()
        names = self._artist_names() if call.query.get("type", "artist") == "artist" else {}
        results = [artist_result(*entry) for entry in names.items() if wanted in entry[1].casefold()]
        found = paginated(f"{API}{call.path}", call.query, len(results))
        return {"pagination": found.pagination, "results": results[found.start : found.stop]}

    def _artist_names(self) -> dict[int, str]:
        names = dict(self._generator.names()) if self._generator else {}
        for item in self._collection.stored():
            names |= {artist["id"]: artist["name"] for artist in item["basic_information"]["artists"]}
        return names | {artist["id"]: artist["name"] for artist in self._bodies.stored("artists")}

    def _completed(self, item: dict[str, Any]) -> dict[str, Any]:
        """A copy as it came, or a whole one where no more than `{"id": 123}` came."""
        if "basic_information" in item:
            return item
        if self._generator:
            self._generator.include(item["id"])
        release = self._bodies.load(f"releases/{item['id']}")
        if release is None:
            raise RefusalError(400, f"no body for release {item['id']}")
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return copy_of(release, self._collection.next_instance(), now) | item

    def _is_owner(self, call: Call) -> bool:
        return token_of(call) is not None and self._token_owner.casefold() == self._username.casefold()

    def _require_token(self, call: Call) -> None:
        if token_of(call) is None:
            raise RefusalError(401, MESSAGES[401])

    def _require_owner(self, call: Call) -> None:
        self._require_token(call)
        if not self._is_owner(call):
            raise RefusalError(403, MESSAGES[403])

    def _require_user(self, username: str) -> None:
        if username.casefold() != self._username.casefold():
            raise RefusalError(404, "User does not exist or may have been deleted.")

    def _require_collection(self, call: Call, username: str) -> None:
        self._require_user(username)
        if self._private and not self._is_owner(call):
            raise RefusalError(403, MESSAGES[403])


def token_of(call: Call) -> str | None:
    """The token of the request; past `admit` it is the right one or there is none."""
    scheme, _, token = call.headers.get("authorization", "").partition("token=")
    return token.strip() if scheme.strip() == "Discogs" else call.query.get("token")


def ratelimit_headers(limit: int, used: int) -> dict[str, str]:
    return {
        "X-Discogs-Ratelimit": str(limit),
        "X-Discogs-Ratelimit-Used": str(used),
        "X-Discogs-Ratelimit-Remaining": str(max(0, limit - used)),
    }
