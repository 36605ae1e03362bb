"""The collection in SQLite: the one truth that everything else is derived from, and the only place with SQL.

Each method is a transaction of its own: what a method has returned from survives a kill.
"""

from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from scrapy import signals

from vinylcrawl.database.answers import Answers
from vinylcrawl.database.collection import Collection, NameKind
from vinylcrawl.database.connection import Connection
from vinylcrawl.database.pages import Page, Pages, State
from vinylcrawl.paths import database_path

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = ["Database", "NameKind", "Page", "State"]

_of_crawler: "WeakKeyDictionary[Crawler, Database]" = WeakKeyDictionary()


class Database:
    """One connection, its tables in three groups; StartError where the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = Connection(path)
        self.collection = Collection(self._connection)
        self.answers = Answers(self._connection)
        self.pages = Pages(self._connection)

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "Database":
        """The one database of a crawl, opened by whoever needs it first."""
        if crawler not in _of_crawler:
            _of_crawler[crawler] = database = cls(database_path(crawler.settings))
            crawler.signals.connect(database.close, signal=signals.engine_stopped, weak=False)
        return _of_crawler[crawler]

    def close(self) -> None:
        self._connection.close()
