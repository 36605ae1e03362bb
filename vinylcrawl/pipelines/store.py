import time

from vinylcrawl.database import Database
from vinylcrawl.items import Item
from vinylcrawl.pipelines.base import CrawlerPipeline


class StorePipeline(CrawlerPipeline):
    """Keeps the item in SQLite, and the slugs that its page had before."""

    def open_spider(self) -> None:
        self.started = time.time()
        self.pages = Database.from_crawler(self.crawler).pages

    def process_item(self, item: Item) -> Item:
        state = self.pages.state(item.kind, item.id)
        former = [*state.aliases, *([state.slug] if state.slug else [])]
        self.pages.store(item, [slug for slug in dict.fromkeys(former) if slug != item["slug"]])
        if item.kind == "release" and state.digest and self.pages.is_older(item.id, self.started):
            self.crawler.stats.inc_value("releases/updated")
        return item
