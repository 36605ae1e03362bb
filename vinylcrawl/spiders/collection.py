import asyncio
import gc
import logging
import sqlite3
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy import signals
from scrapy.exceptions import CloseSpider, DownloadCancelledError

from vinylcrawl.exceptions import StartError
from vinylcrawl.frontier import Frontier
from vinylcrawl.publisher import Publisher
from vinylcrawl.services.discogs import page_artists
from vinylcrawl.spiders.base import again, parse_bool, parse_count, parse_number, reason_of, status_of
from vinylcrawl.spiders.walk import CollectionWalk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from vinylcrawl.database import Page
    from vinylcrawl.items import Item, Kind

logger = logging.getLogger(__name__)

MODES = ("new", "all", "render")
ARGUMENTS = ("mode", "overwrite", "delay", "limit", "restart")
RENDER_BATCH = 50


class CollectionSpider(CollectionWalk):
    """Walks a Discogs collection, then asks for the releases that are due, and keeps their pages up to date.

    `mode`: `new` asks for what SQLite does not have, `all` for everything again, `render` asks nothing and rewrites
    the pages. `limit` bounds the releases asked for, `delay` (seconds) puts a floor under the pace, `restart` begins
    an interrupted `all` again, `overwrite` rewrites pages that were edited.
    """

    name = "collection"

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
        self.limit = parse_count("limit", limit)
        self.restart = parse_bool("restart", restart)

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        if spider.mode != "render" and not crawler.settings["DISCOGS_USERNAME"]:
            raise StartError("whose collection? Set DISCOGS_USERNAME, in .env or by -s DISCOGS_USERNAME=name")
        Publisher.from_crawler(crawler).overwrite = spider.overwrite
        crawler.signals.connect(spider.callback_failed, signal=signals.spider_error)
        return spider

    async def start(self) -> "AsyncIterator[Request | Item]":
        try:
            if self.mode == "render":
                await self._render()
                return
            async for thing in self._crawl():
                yield thing
        except sqlite3.Error as error:
            raise CloseSpider(f"the database failed: {error}") from error

    async def _crawl(self) -> "AsyncIterator[Request | Item]":
        since = self.database.answers.begin("all", restart=self.restart) if self.mode == "all" else 0.0
        self.frontier = Frontier(self.crawler, self.discogs, since=since, limit=self.limit)
        for request in self.walk_requests():
            yield request
        while self.opening or not self.walked:
            await self.frontier.changed()
        self.database.collection.settle_artist_slugs()
        self._set_total(since)
        async for thing in self._work_off():
            yield thing
        await self.frontier.drained()
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

    def _release_requests(self) -> "Iterator[Request]":
        for release_id in self.frontier.next_releases():
            yield self.discogs.release_request(release_id).replace(
                callback=self.parse_release, errback=self.errback_release, cb_kwargs={"release_id": release_id}
            )

    def parse_release(self, response: "Response", release_id: int) -> "Iterator[Request]":
        try:
            release = self.discogs.parse_release(response, release_id)
        except ValueError as error:
            retries = again(self, response, error)
            if not retries:
                self._give_up(release_id, response.url, str(error))
            yield from retries
            return
        # the artists first: a kill in between then loses nothing
        self.database.collection.see_artists(page_artists(release))
        self.database.collection.settle_artist_slugs()
        self.database.answers.save_release(release_id, response.body.decode())
        self._asked(release_id, "found")

    def errback_release(self, failure: "Failure") -> None:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy adds it
        release_id, status = request.cb_kwargs["release_id"], status_of(failure)
        if isinstance(failure.value, DownloadCancelledError):
            return  # the crawl stops: the release stays due
        if status == 404:
            self.database.answers.save_deleted(release_id)
            self._asked(release_id, "missed")
        elif status == 401:
            raise CloseSpider(self.discogs.refusal(status) or "")
        else:
            self._give_up(release_id, request.url, reason_of(failure))

    def _give_up(self, release_id: int, url: str, reason: str) -> None:
        self.database.answers.save_failure("release", release_id, "discogs", url, reason)
        logger.warning("Release %s could not be fetched (%s): the next run tries again", release_id, reason)
        self._asked(release_id, "failed")

    def _asked(self, release_id: int, outcome: str) -> None:
        stats = self.crawler.stats
        stats.inc_value("discogs/asked")
        stats.inc_value(f"discogs/{outcome}")
        stats.inc_value("progress/done")
        self.frontier.asked(release_id)

    def callback_failed(self, failure: "Failure", response: "Response | Failure") -> None:
        """A full disk, a bug of ours, or an answer that nobody thought of: the crawl ends or goes on, never hangs."""
        request = cast("Request", response.request)  # type: ignore[union-attr]  # a failure has it too
        reason = f"{type(failure.value).__name__}: {failure.getErrorMessage()}"
        if isinstance(failure.value, sqlite3.Error):
            self.frontier.stop(f"the database failed: {failure.value}")
        elif "release_id" in request.cb_kwargs:
            self._give_up(request.cb_kwargs["release_id"], request.url, reason)
        elif "kind" in request.cb_kwargs:
            logger.warning("%s: %s", request.url, reason)
            self.opened()
        else:
            self.break_walk(reason)

    async def _render(self) -> None:
        publisher, pages, stats = Publisher.from_crawler(self.crawler), self.database.pages, self.crawler.stats
        stats.set_value("progress/stage", "Rendering")
        stats.set_value("progress/total", pages.count("release") + pages.count("artist"))
        gc.freeze()  # Scrapy's objects are here to stay: looking through them for garbage took a tenth of the time
        kinds: tuple[Kind, Kind] = ("release", "artist")
        for kind in kinds:
            items = pages.items(kind)
            while batch := tuple(islice(items, RENDER_BATCH)):
                self._publish(publisher, batch)
                stats.inc_value("progress/done", len(batch))
                await asyncio.sleep(0)  # lets Ctrl-C and the progress bar through

    def _publish(self, publisher: Publisher, batch: "tuple[tuple[Item, list[str], Page | None], ...]") -> None:
        try:
            outcomes = publisher.publish_all(batch)
        except sqlite3.Error:
            raise
        except Exception as error:  # noqa: BLE001  # the one boundary here: no page may keep the others back
            if len(batch) > 1:  # find the one that does not work
                for one in batch:
                    self._publish(publisher, (one,))
                return
            self._not_published(batch[0][0], error)
            return
        for outcome in outcomes:
            self.crawler.stats.inc_value(f"pages/{outcome}")

    def _not_published(self, item: "Item", error: Exception) -> None:
        message = "%s %s has no page of this run (%r): see the log"
        logger.error(message, item.kind.title(), item.id, error, exc_info=error)
        self.crawler.stats.inc_value("items/failed")
        self.database.answers.save_failure(item.kind, item.id, "page", item["discogs_url"], repr(error)[:500])
