import logging
from typing import TYPE_CHECKING, Any, Self

from scrapy.exceptions import DropItem

from vinylcrawl.database import Database
from vinylcrawl.items import Item

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

_EMPTY: dict[str, Any] = {"string": "", "array": [], "object": {}, "integer": 0, "number": 0, "boolean": False}


class ValidatePipeline:
    """Takes out of an item what does not fit its schema, writes it to the failures, and lets the rest go on."""

    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler)

    def process_item(self, item: Item) -> Item:
        errors = list(item.validator.iter_errors(dict(item)))
        if not errors:
            return item
        self._report(item, errors)
        for error in sorted(errors, key=_last_first):
            _take_out(item, error)
        if not item.validator.is_valid(dict(item)):
            raise DropItem(f"{item.kind} {item.id} cannot be mended", log_level="ERROR")
        return item

    def _report(self, item: Item, errors: list["ValidationError"]) -> None:
        reason = "; ".join(f"{error.json_path}: {error.message[:200]}" for error in errors[:5])
        logger.warning("%s %s does not fit its schema: %s", item.kind, item.id, reason)
        self.crawler.stats.inc_value("items/invalid")
        failures = Database.from_crawler(self.crawler).answers
        failures.save_failure(item.kind, item.id, "schema", item["discogs_url"], reason)


def _last_first(error: "ValidationError") -> list[tuple[bool, Any]]:
    """Elements at the end of a list are taken out before those in front of them."""
    return [(isinstance(part, int), -part if isinstance(part, int) else str(part)) for part in error.absolute_path]


def _take_out(item: Item, error: "ValidationError") -> None:
    if not error.absolute_path:
        return
    field, *inside = error.absolute_path
    value = item.get(field)
    if inside and isinstance(value, list) and isinstance(inside[0], int):
        if inside[0] < len(value):
            del value[inside[0]]
        return
    types = item.jsonschema["properties"][field].get("type", "string")
    item[field] = None if "null" in types else _EMPTY[types]
