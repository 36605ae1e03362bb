import sys
from typing import TYPE_CHECKING, cast

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.exceptions import UsageError

from vinylcrawl.exceptions import StartError

if TYPE_CHECKING:
    import argparse

    from scrapy.crawler import AsyncCrawlerProcess

# Scrapy's own reasons to end; any other is a sentence of ours that says why the crawl had to stop
REASONS = {
    "finished": None,
    "shutdown": None,
    "start_error": "stopped by an error of its own: the log has it; what was reached is kept",
    None: "stopped in the middle: the next run goes on from there",
}


class Command(CrawlCommand):
    """Scrapy's `crawl`, with one clear line and exit code 1 where a crawl cannot start or has to stop."""

    def run(self, args: list[str], opts: "argparse.Namespace") -> None:
        if len(args) != 1:
            raise UsageError("which spider? `scrapy crawl collection`", print_help=False)
        process = cast("AsyncCrawlerProcess", self.crawler_process)
        crawler = self._create_crawler(args[0])
        crawl = process.crawl(crawler, **opts.spargs)
        process.start()
        error = crawl.exception() if crawl.done() and not crawl.cancelled() else None
        if isinstance(error, StartError):
            self._fail(str(error))
        elif error:
            raise error
        else:
            reason = crawler.stats.get_value("finish_reason")
            if line := REASONS.get(reason, reason):
                self._fail(line)

    def _fail(self, line: str) -> None:
        sys.stderr.write(f"vinylcrawl: {line}\n")
        self.exitcode = 1
