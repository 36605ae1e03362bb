import asyncio
import logging
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy import signals
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import CloseSpider
from scrapy.spidermiddlewares.httperror import HttpError

from vinylcrawl.exceptions import StartError
from vinylcrawl.frontier import Frontier
from vinylcrawl.publisher import Publisher
from vinylcrawl.services.discogs import page_artists
from vinylcrawl.spiders.base import VinylSpider, parse_bool, parse_number

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from vinylcrawl.database import NameKind
    from vinylcrawl.items import Item
    from vinylcrawl.services.discogs import CollectionPage

logger = logging.getLogger(__name__)

MODES = ("new", "all", "render")
ARGUMENTS = ("mode", "overwrite", "delay", "limit", "restart")


class CollectionSpider(VinylSpider):
    """Walks a Discogs collection, then asks for the releases that are due, and keeps their pages up to date.

    `mode`: `new` asks for what SQLite does not have, `all` for everything again, `render` asks nothing and rewrites
    the pages. `limit` bounds the releases asked for, `delay` (seconds) puts a floor under the pace, `restart` begins
    an interrupted `all` again, `overwrite` rewrites pages that were edited.
    """

    name = "collection"
    frontier: Frontier

    def __init__(
        self,
        *args: Any,
        mode: str = "new",
        overwrite: str = "false",
        delay: str = "0",
        limit: str = "0",
        restart: str = "false",
        **unknown: Any,
    ) -> None:
        super().__init__(*args)
        if mode not in MODES:
            raise StartError(f"-a mode={mode}: there is no such mode, but {', '.join(MODES)}")
        if unknown:
            raise StartError(f"-a {next(iter(unknown))}: there is no such argument, but {', '.join(ARGUMENTS)}")
        self.mode = mode
        self.overwrite = parse_bool("overwrite", overwrite)
        self.delay = parse_number("delay", delay)
        self.limit = int(parse_number("limit", limit))
        self.restart = parse_bool("restart", restart)
        self.opening = 0
        self.walked = False
        self.complete = False

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        if spider.mode != "render" and not crawler.settings["DISCOGS_USERNAME"]:
            raise StartError("whose collection? Set DISCOGS_USERNAME, in .env or by -s DISCOGS_USERNAME=name")
        return spider

    async def start(self) -> "AsyncIterator[Request | Item]":
        if self.mode == "render":
            await self._render()
            return
        since = self.database.answers.begin("all", restart=self.restart) if self.mode == "all" else 0.0
        self.crawler.signals.connect(self._callback_failed, signal=signals.spider_error)
        self.frontier = Frontier(self.crawler, self.discogs, since=since, limit=self.limit)
        for request in self._opening_requests():
            yield request
        while self.opening or not self.walked:
            await self.frontier.changed()
        self.database.collection.settle_artist_slugs()
        self._set_total(since)
        async for thing in self._work_off():
            yield thing
        if self.mode == "all" and self.complete and self.frontier.left > 0:
            self.database.answers.finish("all")

    async def _work_off(self) -> "AsyncIterator[Request | Item]":
        """What is due, until nothing is."""
        while True:
            nothing_sent = True
            for thing in chain(self._release_requests(), self.frontier.next_items()):
                nothing_sent = False
                yield thing
            if nothing_sent:
                if self.frontier.idle():
                    return
                await self.frontier.changed()

    def _set_total(self, since: float) -> None:
        stats = self.crawler.stats
        stats.set_value("progress/stage", "Releases")
        stats.set_value("progress/total", min(self.database.answers.count_due(since), self.frontier.left))
        stats.set_value("progress/done", 0)

    async def _render(self) -> None:
        publisher, pages = Publisher.from_crawler(self.crawler), self.database.pages
        stats = self.crawler.stats
        stats.set_value("progress/stage", "Rendering")
        stats.set_value("progress/total", pages.count("release") + pages.count("artist"))
        for kind in ("release", "artist"):
            items = pages.items(kind)
            while batch := list(islice(items, 50)):
                for outcome in publisher.publish_all(batch):
                    stats.inc_value(f"pages/{outcome}")
                stats.inc_value("progress/done", len(batch))
                await asyncio.sleep(0)  # lets Ctrl-C and the progress bar through

    # The walk

    def _opening_requests(self) -> "Iterator[Request]":
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
        self._opened()

    def errback_names(self, failure: "Failure") -> None:
        logger.info("No names of folders or fields: %s", _reason(failure))
        self._opened()

    def _opened(self) -> None:
        self.opening -= 1
        self.frontier.wake()

    def _page_request(self, request: "Request") -> "Request":
        return request.replace(callback=self.parse_page, errback=self.errback_page, priority=10)

    def parse_page(self, response: "Response") -> "Iterator[Request]":
        try:
            page = self.discogs.parse_page(response)
            next_request = self.discogs.next_page_request(page)
            self._save_page(page)
        except ValueError as error:
            yield from self._again(response, error) or self._break_walk(f"{response.url}: {error!r}")
            return
        if next_request:
            yield self._page_request(next_request)
        else:
            self.complete = True
            self._end_walk()

    def _save_page(self, page: "CollectionPage") -> None:
        collection, stats = self.database.collection, self.crawler.stats
        walked = collection.save_instances(page["releases"])
        fronts = [page_artists(instance["basic_information"]) for instance in page["releases"]]
        collection.see_artists(credit for front in fronts for credit in front)
        stats.inc_value("copies/walked", len(page["releases"]))
        stats.inc_value("releases/walked", len({instance["basic_information"]["id"] for instance in page["releases"]}))
        stats.inc_value("releases/new", walked.new)
        stats.set_value("progress/stage", "Collection")
        stats.set_value("progress/total", page["pagination"].get("items", 0))
        stats.set_value("progress/done", stats.get_value("copies/walked"))

    def errback_page(self, failure: "Failure") -> None:
        refusal = self._refusal(_status(failure))
        if refusal and not self.crawler.stats.get_value("copies/walked"):
            raise CloseSpider(refusal)
        self._break_walk(_reason(failure))

    def _break_walk(self, reason: str) -> list["Request"]:
        if not self.crawler.stats.get_value("copies/walked"):
            raise CloseSpider(f"the collection could not be read: {reason}; try again later")
        logger.warning("The walk broke off (%s): what it did not reach comes with the next run", reason)
        self._end_walk()
        return []

    def _end_walk(self) -> None:
        self.walked = True
        self.frontier.wake()

    # The releases

    def _release_requests(self) -> "Iterator[Request]":
        for release_id in self.frontier.next_releases():
            yield self.discogs.release_request(release_id).replace(
                callback=self.parse_release, errback=self.errback_release, cb_kwargs={"release_id": release_id}
            )

    def parse_release(self, response: "Response", release_id: int) -> "Iterator[Request]":
        try:
            release = self.discogs.parse_release(response)
        except ValueError as error:
            retries = self._again(response, error)
            if not retries:
                self._give_up(release_id, response.url, str(error))
            yield from retries
            return
        self.database.answers.save_release(release_id, response.text)
        self.database.collection.see_artists(page_artists(release))
        self.database.collection.settle_artist_slugs()
        self._asked(release_id, "found")

    def errback_release(self, failure: "Failure") -> None:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy adds it
        release_id, status = request.cb_kwargs["release_id"], _status(failure)
        if status == 404:
            self.database.answers.save_deleted(release_id)
            self._asked(release_id, "missed")
            return
        if status == 401:
            raise CloseSpider(self._refusal(status) or "")
        self._give_up(release_id, request.url, _reason(failure))

    def _give_up(self, release_id: int, url: str, reason: str) -> None:
        self.database.answers.save_failure("release", release_id, "discogs", url, reason)
        logger.warning("Release %s could not be fetched (%s): the next run tries again", release_id, reason)
        self._asked(release_id, "failed")

    def _callback_failed(self, failure: "Failure", response: "Response | Failure") -> None:
        """A bug of ours, or an answer that nobody thought of: the crawl goes on, and says so."""
        request = cast("Request", response.request)  # type: ignore[union-attr]  # a failure has it too
        reason = f"{type(failure.value).__name__}: {failure.getErrorMessage()}"
        if request.callback == self.parse_page:
            self._break_walk(reason)
        elif "release_id" in request.cb_kwargs:
            self._give_up(request.cb_kwargs["release_id"], request.url, reason)
        else:
            logger.warning("%s: %s", request.url, reason)
            self._opened()

    def _asked(self, release_id: int, outcome: str) -> None:
        stats = self.crawler.stats
        stats.inc_value("discogs/asked")
        stats.inc_value(f"discogs/{outcome}")
        stats.inc_value("progress/done")
        self.frontier.asked(release_id)

    def _again(self, response: "Response", error: Exception) -> list["Request"]:
        """A retry of what was answered with junk; nothing where it was junk too often."""
        retry = get_retry_request(cast("Request", response.request), spider=self, reason=f"junk: {error}")
        return [retry] if retry else []

    def _refusal(self, status: int | None) -> str | None:
        """What to tell the user where Discogs will answer nothing of this kind."""
        user = self.discogs.username
        if status == 401 and self.discogs.token:
            return "Discogs does not accept the token: check DISCOGS_TOKEN"
        return {
            401: f"the collection of {user} is not public: set DISCOGS_TOKEN",
            403: f"the collection of {user} is private: set the DISCOGS_TOKEN of its owner",
            404: f"Discogs has no user {user}: check DISCOGS_USERNAME",
        }.get(status or 0)


def _status(failure: "Failure") -> int | None:
    """The status of an answer that was no success; None where there was no answer."""
    error = failure.value
    return error.response.status if isinstance(error, HttpError) else None


def _reason(failure: "Failure") -> str:
    status = _status(failure)
    return f"status {status}" if status else failure.getErrorMessage() or type(failure.value).__name__
