import copy
import logging
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import DropItem

from vinylcrawl.database import Database
from vinylcrawl.items import Item
from vinylcrawl.pipelines.base import CrawlerPipeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jsonschema import ValidationError

logger = logging.getLogger(__name__)

_EMPTY: dict[str, Any] = {"null": None, "string": "", "array": [], "object": {}, "integer": 0, "number": 0}


class ValidatePipeline(CrawlerPipeline):
    """Takes out of an item what does not fit its schema, writes that to the failures, and lets the rest go on."""

    def open_spider(self) -> None:
        self.failures = Database.from_crawler(self.crawler).answers

    def process_item(self, item: Item) -> Item:
        errors = list(item.validator.iter_errors(dict(item)))
        if not errors:
            self.failures.forget_failure(item.kind, item.id, "schema")
            return item
        self._report(item, errors)
        if not mend(item):
            raise DropItem(f"{item.kind} {item.id} cannot be mended", log_level="ERROR")
        return item

    def _report(self, item: Item, errors: "list[ValidationError]") -> None:
        reason = "; ".join(f"{error.json_path}: {error.message[:200]}" for error in errors[:5])
        logger.warning("%s %s does not fit its schema: %s", item.kind.title(), item.id, reason)
        self.crawler.stats.inc_value("items/invalid")
        self.failures.save_failure(item.kind, item.id, "schema", item["discogs_url"], reason)


def mend(item: Item) -> bool:
    """Empty what does not fit, else take its list's element out, else empty the field; whether that was enough."""
    for error in _errors(item):
        _empty_value(item, error.absolute_path, error.schema)
    # the last elements of a list go first, so that the others keep their places
    elements = {path for error in _errors(item) if (path := _element(error.absolute_path))}
    for path in sorted(elements, reverse=True):
        if not any(path[:length] in elements for length in range(1, len(path))):
            del _at(item, path[:-1])[path[-1]]
    for error in _errors(item):
        field = error.absolute_path[0]
        _empty_value(item, [field], item.jsonschema["properties"][field])
    return bool(item.validator.is_valid(dict(item)))


def _errors(item: Item) -> "list[ValidationError]":
    return [error for error in item.validator.iter_errors(dict(item)) if error.absolute_path]


def _empty_value(item: Item, path: "Sequence[Any]", schema: Any) -> None:
    types = schema.get("type")
    empty = "null" if isinstance(types, list) and "null" in types else types
    if empty in _EMPTY:
        *above, last = path
        _at(item, above)[last] = copy.copy(_EMPTY[empty])


def _element(path: "Sequence[Any]") -> tuple[Any, ...]:
    """The path of the innermost element of a list on the way; () where there is none."""
    length = max((depth for depth, part in enumerate(path, 1) if isinstance(part, int)), default=0)
    return tuple(path)[:length]


def _at(item: Item, path: "Iterable[Any]") -> Any:
    value: Any = item
    for part in path:
        value = value[part]
    return value
