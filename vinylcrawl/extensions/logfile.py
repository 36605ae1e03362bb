"""Everything into a file of its own for each crawl; to the terminal only what the user should know."""

import logging
import sys
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.logformatter import LogFormatter, LogFormatterResult
from tqdm import tqdm

from vinylcrawl.paths import project_path

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

# Lines of one kind that the terminal shows
ALIKE = 5
FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


class TerminalHandler(logging.Handler):
    """One line for each warning of ours, around the progress bar; the rest and the tracebacks are in the file."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith("vinylcrawl"):
            return
        self.seen[record.msg] += 1
        if self.seen[record.msg] <= ALIKE:
            tqdm.write(record.getMessage().splitlines()[0], file=sys.stderr)
        elif self.seen[record.msg] == ALIKE + 1:
            tqdm.write("... and more of these: see the log", file=sys.stderr)


class LogFile:
    def __init__(self, crawler: "Crawler") -> None:
        directory = project_path(crawler.settings, "LOG_DIR")
        directory.mkdir(parents=True, exist_ok=True)
        self.path = directory / f"log_{datetime.now().astimezone():%Y%m%d_%H%M%S}.log"
        file = logging.FileHandler(self.path, encoding="utf-8", delay=True)
        file.setFormatter(logging.Formatter(FORMAT))
        self.handlers: list[logging.Handler] = [file]
        if not crawler.settings.getbool("LOG_ENABLED"):  # `-L DEBUG` asks for Scrapy's own on the terminal
            self.handlers.append(TerminalHandler())

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        extension = cls(crawler)
        for handler in extension.handlers:
            logging.root.addHandler(handler)
        crawler.signals.connect(extension.engine_stopped, signal=signals.engine_stopped)
        return extension

    def engine_stopped(self) -> None:
        for handler in self.handlers:
            logging.root.removeHandler(handler)
            handler.close()


class ShortLogFormatter(LogFormatter):
    """Names an item instead of printing all of it."""

    def scraped(self, item: Any, response: "Response | Failure | None", spider: "Spider") -> LogFormatterResult:  # noqa: ARG002
        return {"level": logging.DEBUG, "msg": "Published %(kind)s %(id)s", "args": {"kind": item.kind, "id": item.id}}

    def dropped(
        self,
        item: Any,  # noqa: ARG002
        exception: BaseException,
        response: "Response | Failure | None",  # noqa: ARG002
        spider: "Spider",  # noqa: ARG002
    ) -> LogFormatterResult:
        level = getattr(exception, "log_level", None) or "WARNING"
        return {"level": logging.getLevelName(level), "msg": "%(exception)s", "args": {"exception": exception}}

    def item_error(
        self,
        item: Any,
        exception: BaseException,
        response: "Response | Failure | None",  # noqa: ARG002
        spider: "Spider",  # noqa: ARG002
    ) -> LogFormatterResult:
        args = {"kind": item.kind, "id": item.id, "exception": exception}
        return {"level": logging.ERROR, "msg": "%(kind)s %(id)s: %(exception)s", "args": args}
