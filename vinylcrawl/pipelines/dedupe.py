from typing import TYPE_CHECKING, Self

from scrapy.exceptions import DropItem

from vinylcrawl import items
from vinylcrawl.database import Database
from vinylcrawl.items import Item
from vinylcrawl.publisher import Publisher

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class DedupePipeline:
    """Stops what says nothing that the database and the page do not say already."""

    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        self.pages = Database.from_crawler(self.crawler).pages
        self.publisher = Publisher.from_crawler(self.crawler)

    def process_item(self, item: Item) -> Item:
        state = self.pages.state(item.kind, item.id)
        if state.stored > item["revision"]:
            raise DropItem(f"{item.kind} {item.id}: a newer one was faster", log_level="DEBUG")
        if state.digest == items.digest(item) and not state.image_due and self._is_published(item, state.published):
            self.pages.published(item)
            self.crawler.stats.inc_value(f"{item.kind}s/unchanged")
            raise DropItem(f"{item.kind} {item.id}: unchanged", log_level="DEBUG")
        return item

    def _is_published(self, item: Item, published: int) -> bool:
        return published > 0 and not self.publisher.overwrite and self.publisher.has_page(item)
