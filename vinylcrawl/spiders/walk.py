"""The walk over the collection's pages: every copy goes to SQLite as it came."""

import logging
from typing import TYPE_CHECKING

from scrapy.exceptions import CloseSpider, DownloadCancelledError

from vinylcrawl.services.discogs import page_artists
from vinylcrawl.spiders.base import VinylSpider, again, reason_of, status_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from vinylcrawl.database import NameKind
    from vinylcrawl.frontier import Frontier
    from vinylcrawl.services.discogs import CollectionPage

logger = logging.getLogger(__name__)


class CollectionWalk(VinylSpider):
    """Folders, custom fields and all pages; `walked` when it is over, `complete` when no page was missing."""

    frontier: "Frontier"
    opening = 0
    walked = False
    complete = False
    pages: "set[str]"

    def walk_requests(self) -> "Iterator[Request]":
        self.pages = set()
        requests: dict[NameKind, Request] = {"folder": self.discogs.folders_request()}
        if self.discogs.token:  # the custom fields are told to their owner only
            requests["field"] = self.discogs.fields_request()
        self.opening = len(requests)
        for kind, request in requests.items():
            yield request.replace(callback=self.parse_names, errback=self.errback_names, cb_kwargs={"kind": kind})
        yield self._page_request(self.discogs.collection_request())

    def parse_names(self, response: "Response", kind: "NameKind") -> None:
        try:
            self.database.collection.save_names(kind, self.discogs.parse_names(response))
        except ValueError as error:
            logger.warning("The names of the collection's %ss could not be read: %s", kind, error)
        self.opened()

    def errback_names(self, failure: "Failure") -> None:
        logger.info("No names of folders or fields: %s", reason_of(failure))
        self.opened()

    def opened(self) -> None:
        self.opening -= 1
        self.frontier.wake()

    def _page_request(self, request: "Request") -> "Request":
        self.pages.add(request.url)
        return request.replace(callback=self.parse_page, errback=self.errback_page, priority=10)

    def parse_page(self, response: "Response") -> "Iterator[Request]":
        try:
            page = self.discogs.parse_page(response)
            next_request = self.discogs.next_page_request(page)
        except ValueError as error:
            retries = again(self, response, error)
            if not retries:
                self.break_walk(f"{response.url}: {error}"[:200])
            yield from retries
            return
        self._save_page(page)
        if not next_request:
            self.complete = True
            self._end_walk()
        elif next_request.url in self.pages:
            self.break_walk(f"{response.url} leads back to itself")
        else:
            yield self._page_request(next_request)

    def _save_page(self, page: "CollectionPage") -> None:
        collection, stats = self.database.collection, self.crawler.stats
        walked = collection.save_instances(page["releases"])
        fronts = [page_artists(instance["basic_information"]) for instance in page["releases"]]
        collection.see_artists(credit for front in fronts for credit in front)
        stats.inc_value("copies/walked", len(page["releases"]))
        stats.inc_value("releases/new", walked.new)
        stats.set_value("progress/stage", "Collection")
        stats.set_value("progress/total", page["pagination"].get("items", 0))
        stats.set_value("progress/done", stats.get_value("copies/walked"))

    def errback_page(self, failure: "Failure") -> None:
        if isinstance(failure.value, DownloadCancelledError):
            return  # the crawl stops
        refusal = self.discogs.refusal(status_of(failure))
        if refusal and not self._has_walked():
            raise CloseSpider(refusal)
        self.break_walk(reason_of(failure))

    def _has_walked(self) -> bool:
        return bool(self.crawler.stats.get_value("copies/walked"))

    def break_walk(self, reason: str) -> None:
        if self._has_walked():
            logger.warning("The walk broke off (%s): what it did not reach comes with the next run", reason)
            self._end_walk()
        else:
            self.frontier.stop(f"the collection could not be read: {reason.splitlines()[0]}; try again later")

    def _end_walk(self) -> None:
        self.crawler.stats.set_value("releases/walked", self.database.collection.count_releases())
        self.walked = True
        self.frontier.wake()
