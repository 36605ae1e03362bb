import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals

from vinylcrawl.paths import project_path

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler


class Report:
    """At the end, what the crawl did: a few lines on the terminal and the same as `report.json` in LOG_DIR."""

    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        report = cls(crawler)
        crawler.signals.connect(report.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(report.spider_closed, signal=signals.spider_closed)
        return report

    def spider_opened(self) -> None:
        self.started = datetime.now(UTC)

    def spider_closed(self, spider: "Spider", reason: str) -> None:
        report = self._report(spider, reason)
        path = project_path(self.crawler.settings, "LOG_DIR") / "report.json"
        path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
        sys.stdout.write("\n".join(_lines(report)) + "\n")
        sys.stdout.flush()

    def _report(self, spider: "Spider", reason: str) -> dict[str, Any]:
        count = self._count
        walked, new, updated = count("releases/walked"), count("releases/new"), count("releases/updated")
        services = getattr(spider, "services", {})
        return {
            "mode": getattr(spider, "mode", spider.name),
            "finished": reason,
            "started_at": self.started.isoformat(timespec="seconds"),
            "seconds": round((datetime.now(UTC) - self.started).total_seconds(), 1),
            "releases": {
                "new": new,
                "updated": updated,
                "unchanged": max(0, walked - new - updated),
                "failed": count("discogs/failed") + count("items/failed"),
                "invalid": count("items/invalid"),
            },
            "pages": {outcome: count(f"pages/{outcome}") for outcome in ("written", "unchanged", "edited")},
            "images": {outcome: count(f"images/{outcome}") for outcome in ("fetched", "failed")},
            "services": {
                name: {outcome: count(f"{name}/{outcome}") for outcome in ("asked", "found", "missed", "failed", "429")}
                for name in services
            },
        }

    def _count(self, stat: str) -> int:
        return int(self.crawler.stats.get_value(stat, 0))


def _lines(report: dict[str, Any]) -> list[str]:
    sections = {
        "Releases": report["releases"],
        "Pages": report["pages"],
        "Images": report["images"],
        **{name.replace("_", " ").title(): counts for name, counts in report["services"].items()},
    }
    lines = [f"{name:<10} {_counts(counts)}" for name, counts in sections.items()]
    stopped = ["Stopped before the end: the next run goes on from there"] if report["finished"] == "shutdown" else []
    return [*lines, f"{'Took':<10} {report['seconds']} s", *stopped]


def _counts(counts: dict[str, int]) -> str:
    """Such as `3 new, 2 updated`, the zeros left out."""
    return ", ".join(f"{number:,} {what}" for what, number in counts.items() if number) or "none"
