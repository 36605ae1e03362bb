import sys
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.utils.asyncio import create_looping_call
from tqdm import tqdm

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

TERMINAL_INTERVAL = 0.5
PLAIN_INTERVAL = 30.0


class Progress:
    """A bar with counts, rate and time left on a terminal, a plain line now and then elsewhere.

    Shows what the spider counts in the stats `progress/stage`, `progress/done` and `progress/total`.
    """

    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler
        self.stage = ""
        self.bar: tqdm[Any] | None = None
        self.last_line = ""

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        progress = cls(crawler)
        crawler.signals.connect(progress.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(progress.spider_closed, signal=signals.spider_closed)
        return progress

    def spider_opened(self, spider: "Spider") -> None:  # noqa: ARG002  # Scrapy's signature
        terminal = sys.stderr.isatty()
        self.show = self._show_bar if terminal else self._print_line
        self.loop = create_looping_call(self.update)
        self.loop.start(TERMINAL_INTERVAL if terminal else PLAIN_INTERVAL, now=False)

    def spider_closed(self) -> None:
        self.loop.stop()
        if self.bar:
            self.update()
            self.bar.close()

    def update(self) -> None:
        stats = self.crawler.stats
        stage, total = stats.get_value("progress/stage"), stats.get_value("progress/total", 0)
        if stage and total:
            self.show(stage, stats.get_value("progress/done", 0), total)

    def _show_bar(self, stage: str, done: int, total: int) -> None:
        if stage != self.stage or not self.bar:
            if self.bar:
                self.bar.close()
            self.stage, self.bar = stage, tqdm(desc=stage, total=total, unit="", leave=False, dynamic_ncols=True)
        # not by update(): the clock and the average rate go on while Discogs' window is full
        self.bar.n, self.bar.total = done, total
        self.bar.refresh()

    def _print_line(self, stage: str, done: int, total: int) -> None:
        line = f"{stage}: {done} of {total}"
        if line != self.last_line:
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
        self.last_line = line
