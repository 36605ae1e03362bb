from typing import TYPE_CHECKING, Self

from vinylcrawl.database import Database
from vinylcrawl.items import Item
from vinylcrawl.publisher import Publisher

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class MarkdownPipeline:
    """Writes the item's page."""

    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        self.pages = Database.from_crawler(self.crawler).pages
        self.publisher = Publisher.from_crawler(self.crawler)

    def process_item(self, item: Item) -> Item:
        aliases = self.pages.state(item.kind, item.id).aliases
        outcome = self.publisher.publish(item, aliases, self.pages.page(item.kind, item.id))
        self.pages.published(item)
        self.crawler.stats.inc_value(f"pages/{outcome}")
        return item
