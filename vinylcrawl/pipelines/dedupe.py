import os

from scrapy.exceptions import DropItem

from vinylcrawl import items
from vinylcrawl.database import Database, State
from vinylcrawl.items import Item
from vinylcrawl.paths import output_dir
from vinylcrawl.pipelines.base import CrawlerPipeline
from vinylcrawl.publisher import Publisher, page_path


class DedupePipeline(CrawlerPipeline):
    """Stops what says nothing that the database and the page do not say already."""

    def open_spider(self) -> None:
        self.pages = Database.from_crawler(self.crawler).pages
        self.output = output_dir(self.crawler.settings)
        self.publisher = Publisher.from_crawler(self.crawler)

    def process_item(self, item: Item) -> Item:
        state = self.pages.state(item.kind, item.id)
        if state.digest == items.digest(item) and not state.image_due and self._is_shown(item, state):
            self.pages.published(item)
            raise DropItem(f"{item.kind} {item.id}: unchanged", log_level="DEBUG")
        return item

    def _is_shown(self, item: Item, state: State) -> bool:
        """Whether the page shows what was stored last: a kill may have come in between."""
        if self.publisher.overwrite or not state.published or state.published != state.stored:
            return False
        return os.path.exists(self.output / page_path(item))  # noqa: PTH110  # see files.py
