"""The Discogs API: requests and what their answers say. https://www.discogs.com/developers"""

import json
import logging
from typing import TYPE_CHECKING, Any, Self, cast
from urllib.parse import quote, urlencode

from scrapy import Request

from vinylcrawl import text
from vinylcrawl.services.base import Service
from vinylcrawl.services.discogs import parts
from vinylcrawl.services.discogs.api_types import CollectionPage, Release

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

PER_PAGE = 100


class DiscogsService(Service):
    name = "discogs"
    has_quota = True
    public_hosts = frozenset({"api.discogs.com", "i.discogs.com", "img.discogs.com", "api-img.discogs.com"})

    def __init__(self, api_url: str, username: str, token: str) -> None:
        super().__init__(api_url)
        self.username = username
        self.token = token

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        settings = crawler.settings
        return cls(settings["DISCOGS_API_URL"], settings["DISCOGS_USERNAME"], settings["DISCOGS_TOKEN"])

    def authorization(self) -> str | None:
        return f"Discogs token={self.token}" if self.token else None

    def refusal(self, status: int | None) -> str | None:
        """What to tell the user of a status that means: this collection, to you, never."""
        if status == 401 and self.token:
            return "Discogs does not accept the token: check DISCOGS_TOKEN"
        return {
            401: f"the collection of {self.username} is not public: set DISCOGS_TOKEN",
            403: f"the collection of {self.username} is private: set the DISCOGS_TOKEN of its owner",
            404: f"Discogs has no user {self.username}: check DISCOGS_USERNAME",
        }.get(status or 0)

    def folders_request(self) -> Request:
        return self._request(f"{self._collection}/folders", "parse_names")

    def fields_request(self) -> Request:
        return self._request(f"{self._collection}/fields", "parse_names")

    def collection_request(self) -> Request:
        # newest first: what is new is on the first page, and the default order is not stable
        query = {"per_page": PER_PAGE, "page": 1, "sort": "added", "sort_order": "desc"}
        return self._request(f"{self._collection}/folders/0/releases?{urlencode(query)}", "parse_page")

    def next_page_request(self, page: CollectionPage) -> Request | None:
        """The request for the page behind `page`, None behind the last."""
        urls = page["pagination"].get("urls")
        url = urls.get("next") if isinstance(urls, dict) else None
        if not url:
            return None
        if not isinstance(url, str) or not self.is_own(url):
            raise ValueError(f"the next page leads away from {self.api_url}: {url}")
        return self._request(url, "parse_page")

    def release_request(self, release_id: int) -> Request:
        return self._request(f"{self.api_url}/releases/{release_id}", "parse_release")

    @staticmethod
    def parse_names(response: "Response") -> dict[int, str]:
        """Names by id of the collection's folders, or of its custom fields such as Media Condition."""
        answer = _object(response)
        named = answer.get("folders", answer.get("fields"))
        if not isinstance(named, list):
            raise ValueError("neither folders nor fields")
        return {
            each["id"]: text.line(each["name"])
            for each in named
            if isinstance(each, dict) and parts.is_id(each.get("id")) and isinstance(each.get("name"), str)
        }

    @staticmethod
    def parse_page(response: "Response") -> CollectionPage:
        page = _object(response)
        if not isinstance(page.get("releases"), list) or "urls" not in _dict(page.get("pagination")):
            raise ValueError("not a collection page")
        usable = [instance for instance in page["releases"] if parts.is_instance(instance)]
        if len(usable) < len(page["releases"]):
            logger.warning("%s: %s unusable entries", response.url, len(page["releases"]) - len(usable))
        return cast("CollectionPage", {**page, "releases": usable})

    @staticmethod
    def parse_release(response: "Response", release_id: int) -> Release:
        release = _object(response)
        if release.get("id") != release_id or not isinstance(release.get("title"), str):
            raise ValueError(f"not release {release_id}")
        return cast("Release", release)

    @property
    def _collection(self) -> str:
        return f"{self.api_url}/users/{quote(self.username, safe='')}/collection"

    def _request(self, url: str, step: str) -> Request:
        # no redirect of the API is documented, and none may lead elsewhere
        meta = {"service": self.name, "step": step, "download_slot": self.name, "dont_redirect": True}
        return Request(url, meta=meta, dont_filter=True)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _object(response: "Response") -> dict[str, Any]:
    """The JSON object in an answer; ValueError where it is something else, such as a page of HTML."""
    try:
        answer = json.loads(response.body)
    except (RecursionError, ValueError) as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(answer, dict):
        raise ValueError("not a JSON object")
    return answer
