from vinylcrawl.database import Database
from vinylcrawl.items import Item
from vinylcrawl.pipelines.base import CrawlerPipeline
from vinylcrawl.publisher import Publisher


class MarkdownPipeline(CrawlerPipeline):
    """Writes the item's page."""

    def open_spider(self) -> None:
        self.pages = Database.from_crawler(self.crawler).pages
        self.publisher = Publisher.from_crawler(self.crawler)

    def process_item(self, item: Item) -> Item:
        aliases = self.pages.state(item.kind, item.id).aliases
        outcome = self.publisher.publish(item, aliases, self.pages.page(item.kind, item.id))
        self.pages.published(item)
        self.crawler.stats.inc_value(f"pages/{outcome}")
        return item
