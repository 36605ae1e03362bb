"""The pace of the services: a moving window where the service counts requests, AutoThrottle everywhere else."""

from collections import deque
from time import monotonic
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.core.downloader import Slot
from scrapy.exceptions import DownloadCancelledError
from scrapy.extensions.throttle import AutoThrottle
from scrapy.utils.asyncio import create_looping_call

from vinylcrawl.services.base import header_int

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy import Request, Spider
    from scrapy.http import Response

AUTHENTICATED_LIMIT = 60
ANONYMOUS_LIMIT = 25
# seconds; whatever the server says, it is then asked again
LONGEST_HOLD = 300


class _Transfers(set[Any]):
    """The downloader takes a request out of here the moment its answer, or its failure, has come."""

    def __init__(self, slot: "QuotaSlot") -> None:
        super().__init__()
        self._slot = slot

    def remove(self, request: Any) -> None:
        super().remove(request)
        self._slot.answered()


class QuotaSlot(Slot):
    """A download slot that sends no more than `limit` less `margin` requests in any `window` seconds.

    The first requests of an idle window go at once. A request counts until its answer is a window old: the server
    counts it when it arrives, which is later than we send it and earlier than we hear of it.
    """

    def __init__(
        self,
        concurrency: int,
        *,
        limit: int,
        margin: int,
        window: float,
        floor: float = 0.0,
        clock: "Callable[[], float]" = monotonic,
    ) -> None:
        self._lastseen = float("-inf")
        self._in_flight = 0
        # never idle to Scrapy's collector of slots, which would put a plain one in its place
        super().__init__(concurrency, delay=float("inf"), jitter=0.0)
        self.transferring = _Transfers(self)
        self.limit = limit
        self.margin = margin
        self.window = window
        self.floor = floor
        self.clock = clock
        self._answers: deque[float] = deque()
        self._held_until = 0.0
        self._others = 0
        self._others_until = 0.0
        self._heard = False

    @property
    def lastseen(self) -> float:
        return self._lastseen

    @lastseen.setter
    def lastseen(self, sent: float) -> None:
        # the downloader sets this once for each request it sends; `transferring` learns of it too late, in a task
        if sent:
            self._lastseen = sent
            self._in_flight += 1

    def answered(self) -> None:
        self._in_flight -= 1
        self._answers.append(self.clock())

    def heard(self, limit: int | None, used: int | None) -> None:
        """Believe what an answer's headers say of the quota; other programs may share it."""
        if limit is None or used is None or limit < 1:
            return
        self._heard = True
        self.limit = limit
        # beyond all of ours that may have reached the server, the others have sent these
        self._others = max(0, used - self._ours())
        # their requests leave the window bit by bit: it is time to ask again well before it is empty
        self._others_until = self.clock() + self.window / 6

    def hold(self, seconds: float) -> None:
        """Send nothing for so long: the server has said no."""
        self._held_until = max(self._held_until, self.clock() + seconds)

    def let_go(self) -> None:
        """Send nothing more: what waits here would hold a crawl that is to stop for a whole window."""
        while self.queue:
            _, answer = self.queue.popleft()
            answer.errback(DownloadCancelledError("the crawl stops"))

    def free_transfer_slots(self) -> int:
        # until the server has told its limit, and how much of it is used, one request at a time
        concurrency = self.concurrency if self._heard else 1
        return min(concurrency - self._in_flight, self._room())

    def download_delay(self) -> float:
        """Seconds from `lastseen` until the next request may go; 0 where several may go at once."""
        now = self.clock()
        wait = max(self._held_until - now, self._until_room(now))
        return max(self.floor, now - self.lastseen + wait) if wait > 0 else self.floor

    def _room(self) -> int:
        others = self._others if self.clock() < self._others_until else 0
        return max(1, self.limit - self.margin) - self._ours() - others

    def _until_room(self, now: float) -> float:
        if self._room() > 0:
            return 0.0
        expiries = [answered + self.window for answered in self._answers][:1]
        if self._others and now < self._others_until:
            expiries.append(self._others_until)
        # nothing of the window is answered yet: look again soon
        return max(0.005, min(expiries) - now) if expiries else 0.05

    def _ours(self) -> int:
        horizon = self.clock() - self.window
        while self._answers and self._answers[0] <= horizon:
            self._answers.popleft()
        return len(self._answers) + self._in_flight


class Pacing(AutoThrottle):
    """AutoThrottle for all slots but those with a quota, whose pace is known exactly."""

    def _spider_opened(self, spider: "Spider") -> None:
        super()._spider_opened(spider)
        settings = self.crawler.settings
        configured = settings.getdict("DOWNLOAD_SLOTS").get("discogs", {})
        self.crawler.engine.downloader.slots["discogs"] = self.slot = QuotaSlot(
            configured.get("concurrency", 16),
            limit=AUTHENTICATED_LIMIT if settings["DISCOGS_TOKEN"] else ANONYMOUS_LIMIT,
            margin=settings.getint("DISCOGS_RATELIMIT_MARGIN"),
            window=settings.getfloat("DISCOGS_RATELIMIT_WINDOW"),
            floor=max(configured.get("delay", 0), getattr(spider, "delay", 0.0)),
        )
        # no signal tells that a crawl begins to stop
        self.watch = create_looping_call(self._look_for_the_end)
        self.watch.start(0.5, now=False)
        self.crawler.signals.connect(self._spider_closed, signal=signals.spider_closed)

    def _look_for_the_end(self) -> None:
        if not self.crawler.crawling:
            self.slot.let_go()

    def _spider_closed(self) -> None:
        self.watch.stop()

    def _adjust_delay(self, slot: Slot, latency: float, response: "Response") -> None:
        if not isinstance(slot, QuotaSlot):
            super()._adjust_delay(slot, latency, response)

    def _response_downloaded(self, response: "Response", request: "Request", spider: "Spider") -> None:
        super()._response_downloaded(response, request, spider)
        _, slot = self._get_slot(request, spider)
        if not isinstance(slot, QuotaSlot):
            return
        used = header_int(response.headers, "X-Discogs-Ratelimit-Used")
        slot.heard(header_int(response.headers, "X-Discogs-Ratelimit"), used)
        if response.status == 429:
            self.crawler.stats.inc_value("discogs/429")
            retry_after = header_int(response.headers, "Retry-After") or 0
            slot.hold(min(retry_after, LONGEST_HOLD) if retry_after > 0 else slot.window / 6)
