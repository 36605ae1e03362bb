"""What is due, fed from SQLite in small portions: releases to ask Discogs for, and items to bring up to date."""

import asyncio
import json
import logging
import sqlite3
import time
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.utils.asyncio import call_later
from scrapy.utils.defer import deferred_from_coro

from vinylcrawl.database import Database
from vinylcrawl.services.discogs import DiscogsService, artist_item, page_artists, release_item

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

    from vinylcrawl.items import ArtistItem, Item, Kind, ReleaseItem
    from vinylcrawl.services.discogs import Release

logger = logging.getLogger(__name__)

# Enough at the ready for a window's burst, few enough to leave the downloader to the others
REQUESTS_AHEAD = 24
SOME_ITEMS = 50
SLICE = 500


class Frontier:
    """Asking Discogs and making pages are two loops over SQLite, each with a bounded number of things in flight.

    Neither waits for the other: a release leaves the first loop when its answer is stored, and the second one takes
    whatever changed since its page was written, be it by this run or by one that was killed.
    """

    def __init__(self, crawler: "Crawler", discogs: DiscogsService, *, since: float = 0.0, limit: int = 0) -> None:
        self.database = Database.from_crawler(crawler)
        self.discogs = discogs
        self.images_waiting = crawler.settings.getint("IMAGES_WAITING")
        self.since = since
        self.left = limit or float("inf")
        self.started = time.time()
        self.due: deque[int] = deque()
        self.asking: set[int] = set()
        self.in_flight: dict[tuple[Kind, int], bool] = {}
        # by revision, what is not to be sent again in this run: its page, or its image, could not be had
        self.no_page: dict[tuple[Kind, int], int] = {}
        self.no_image: dict[tuple[Kind, int], int] = {}
        self.exhausted = False
        self._changed = asyncio.Event()
        self.crawler = crawler
        for signal in (signals.item_scraped, signals.item_dropped):
            crawler.signals.connect(self._item_left, signal=signal)
        crawler.signals.connect(self._item_failed, signal=signals.item_error)

    async def changed(self) -> None:
        """Wait until something has left the crawl, so that there may be room for more."""
        await self._changed.wait()
        self._changed.clear()

    def wake(self) -> None:
        self._changed.set()

    def idle(self) -> bool:
        return not self.asking and not self.in_flight

    def next_releases(self) -> Iterator[int]:
        """Releases to ask Discogs for, as many as there is room for."""
        while len(self.asking) < REQUESTS_AHEAD and self.left > 0:
            if not self.due and not self.exhausted:
                found = self.database.answers.due(self.since, self.started, SLICE)
                self.due.extend(release_id for release_id in found if release_id not in self.asking)
                self.exhausted = not self.due  # after the walk nothing becomes due
            if not self.due:
                return
            release_id = self.due.popleft()
            self.asking.add(release_id)
            self.left -= 1
            yield release_id

    def asked(self, release_id: int) -> None:
        """The release has left the first loop, whatever came of it."""
        self.database.answers.attempted(release_id)
        self.asking.discard(release_id)
        self.wake()

    def next_items(self) -> Iterator["Item"]:
        """Items whose page is not up to date, as many as there is room for."""
        if len(self.in_flight) > self.images_waiting + SOME_ITEMS:
            return
        kinds: tuple[Kind, Kind] = ("release", "artist")
        for kind in kinds:
            room = self.images_waiting + 2 * SOME_ITEMS
            due = self.database.pages.unpublished(kind, room + len(self.no_page))
            yield from self._send(kind, due, room, self.no_page)
        for kind in () if self.crawler.stats.get_value("images/off") else kinds:
            due = self.database.pages.image_due(kind, self.images_waiting + len(self.no_image))
            yield from self._send(kind, due, self.images_waiting, self.no_image)

    def _send(
        self, kind: "Kind", due: list[tuple[int, int]], room: int, given_up: "dict[tuple[Kind, int], int]"
    ) -> Iterator["Item"]:
        for id_, revision in due:
            if len(self.in_flight) >= room:
                return
            if (kind, id_) in self.in_flight or given_up.get((kind, id_)) == revision:
                continue
            item = self._build(kind, id_, revision)
            if item:
                self.in_flight[kind, id_] = given_up is self.no_image
                yield item

    def _build(self, kind: "Kind", id_: int, revision: int) -> "Item | None":
        try:
            return self.release(id_) if kind == "release" else self.artist(id_)
        except sqlite3.Error:
            raise
        except Exception as error:
            # the one boundary here: no row, whatever strangers wrote into it, ends the crawl
            logger.exception("%s %s has no page of this run: see the log", kind.title(), id_)
            self.no_page[kind, id_] = self.no_image[kind, id_] = revision
            self._save_failure(kind, id_, "", repr(error))
            return None

    def stop(self, reason: str) -> None:
        """End the crawl, from wherever, with this line for the user."""
        deferred_from_coro(self.crawler.engine.close_spider_async(reason=reason))

    async def drained(self) -> None:
        """Wait until Scrapy is done with every item too: it looks only every 5 s whether it may end."""
        slot = self.crawler.engine.scraper.slot
        while slot and not slot.is_idle():  # noqa: ASYNC110  # Scrapy tells nobody
            await asyncio.sleep(0.01)

    def _item_failed(self, item: "Item", failure: "Failure") -> None:
        if isinstance(failure.value, sqlite3.Error):
            self.stop(f"the database failed: {failure.value}")
            call_later(0, self._let_close)
            return
        reason = f"{failure.type.__name__ if failure.type else 'failure'}: {failure.getErrorMessage()}"
        logger.error("%s %s has no page of this run (%s): see the log", item.kind.title(), item.id, reason)
        self._save_failure(item.kind, item.id, item["discogs_url"], reason)
        self._item_left(item)

    def _save_failure(self, kind: "Kind", id_: int, url: str, reason: str) -> None:
        self.crawler.stats.inc_value("items/failed")
        self.database.answers.save_failure(kind, id_, "page", url, reason[:500])

    def _item_left(self, item: "Item") -> None:
        for_image = self.in_flight.pop((item.kind, item.id), False)
        state = self.database.pages.state(item.kind, item.id)
        if state.published < item["revision"]:
            self.no_page[item.kind, item.id] = item["revision"]
        if for_image and state.image_due:
            self.no_image[item.kind, item.id] = item["revision"]
        self.wake()
        call_later(0, self._let_close)

    def _let_close(self) -> None:
        """Scrapy 2.19 asks whether all is done when a response is done, not when an item of start() is."""
        scraper = self.crawler.engine.scraper
        if not scraper.slot or not scraper.slot.closing or scraper.slot.closing.called:
            return
        if scraper.slot.is_idle():
            scraper._check_if_closing()  # noqa: SLF001  # there is no public way, and without it closing hangs
        else:
            call_later(0.05, self._let_close)  # this item's other listeners are still being told

    def release(self, release_id: int) -> "ReleaseItem":
        """The release as SQLite knows it."""
        body, deleted, revision = self.database.answers.release(release_id)
        answer: Release | None = json.loads(body) if body else None
        collection = self.database.collection
        instances = collection.instances(release_id)
        front = page_artists(answer or instances[0]["basic_information"])
        return release_item(
            instances,
            answer,
            deleted=deleted,
            revision=revision,
            folders=collection.names("folder"),
            fields=collection.names("field"),
            artist_slugs=collection.artist_slugs(int(credit["id"] or 0) for credit in front),
            may_follow=self.discogs.may_follow,
        )

    def artist(self, artist_id: int) -> "ArtistItem":
        """The artist as the credits on releases tell of them."""
        state = self.database.pages.state("artist", artist_id)
        credit = self.database.collection.artist_credit(artist_id)
        return artist_item(credit, slug=state.slug or "", revision=state.revision, may_follow=self.discogs.may_follow)
