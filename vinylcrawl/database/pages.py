"""Items as they were last stored, their images, and the pages made from them."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from vinylcrawl import items
from vinylcrawl.database.connection import Connection
from vinylcrawl.database.schema import HAS_COPY
from vinylcrawl.items import Item, Kind

_PAGE = "path, pages.digest, previous, image, previous_image"
_TABLES = {"release": ("releases", "release_id"), "artist": ("artists", "artist_id")}
_NEWEST_FIRST = {"release": "added DESC", "artist": "artist_id"}
_IS_THERE = {"release": HAS_COPY, "artist": "slug IS NOT NULL"}


class State(NamedTuple):
    """How far an item has come: `stored` and `published` are revisions, 0 before the first time."""

    digest: str | None
    revision: int
    stored: int
    published: int
    image_due: int
    slug: str | None
    aliases: list[str]


class Page(NamedTuple):
    """A page and its picture as we last wrote, or were about to write, them.

    `path` is below the output folder; `digest` and `image` are of the files' bytes, the `previous` ones of what
    they replaced: after a kill the files hold either.
    """

    path: str
    digest: str
    previous: str
    image: str
    previous_image: str


class Pages:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def unpublished(self, kind: Kind, limit: int) -> list[tuple[int, int]]:
        """Ids and revisions of what changed since its page was written, newest arrivals first."""
        return self._ids(kind, "published < revision", limit)

    def is_older(self, release_id: int, moment: float) -> bool:
        """Whether the release was in the collection before `moment` (seconds since the epoch)."""
        return bool(self._db.value("SELECT seen_at < ? FROM releases WHERE release_id = ?", moment, release_id))

    def image_due(self, kind: Kind, limit: int) -> list[tuple[int, int]]:
        """Ids and revisions of what has its page but not yet its image."""
        return self._ids(kind, "image_due", limit)

    def _ids(self, kind: Kind, condition: str, limit: int) -> list[tuple[int, int]]:
        table, key = _TABLES[kind]
        order, is_there = _NEWEST_FIRST[kind], _IS_THERE[kind]
        sql = f"SELECT {key}, revision FROM {table} WHERE {condition} AND {is_there} ORDER BY {order} LIMIT ?"
        return self._db.rows(sql, limit)

    def state(self, kind: Kind, id_: int) -> State:
        table, key = _TABLES[kind]
        sql = f"SELECT digest, revision, stored, published, image_due, slug, aliases FROM {table} WHERE {key} = ?"
        row = self._db.row(sql, id_)
        return State._make([*row[:-1], json.loads(row[-1])])

    def store(self, item: Item, aliases: list[str]) -> None:
        """Keep the item as its page is to show it, and the image it has."""
        table, key = _TABLES[item.kind]
        sql = f"""
            UPDATE {table} SET data = ?, digest = ?, stored = ?, slug = ?, aliases = ?, image_due = ? WHERE {key} = ?
        """
        values = (items.digest(item), item["revision"], item["slug"], json.dumps(aliases), item.get("image_due", False))
        with self._db.transaction():
            self._db.execute(sql, items.dump(item), *values, item.id)
            if item.get("image"):
                self._db.execute(
                    "INSERT OR REPLACE INTO images VALUES (?, ?, ?)", item.kind, item.id, json.dumps(item["image"])
                )

    def image(self, kind: Kind, id_: int) -> Any:
        """The best image fetched so far, in the form of the item's field; None where there is none."""
        data = self._db.value("SELECT data FROM images WHERE kind = ? AND id = ?", kind, id_)
        return json.loads(data) if data else None

    def page(self, kind: Kind, id_: int) -> Page | None:
        row = self._db.row(f"SELECT {_PAGE} FROM pages WHERE kind = ? AND id = ?", kind, id_)
        return Page(*row) if row else None

    def save_pages(self, pages: Iterable[tuple[Item, Page]]) -> None:
        """Keep what is about to be written: what is found in the files later is ours or the owner's by it."""
        rows = [(item.kind, item.id, *page) for item, page in pages]
        if not rows:
            return
        with self._db.transaction():
            for row in rows:
                self._db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?)", *row)

    def published(self, item: Item) -> None:
        """The page shows what the item says."""
        table, key = _TABLES[item.kind]
        sql = f"UPDATE {table} SET stored = ?, published = ? WHERE {key} = ?"
        with self._db.transaction():
            self._db.execute(sql, item["revision"], item["revision"], item.id)
            self._db.execute("DELETE FROM failures WHERE kind = ? AND id = ? AND service = 'page'", item.kind, item.id)

    def items(self, kind: Kind) -> Iterator[tuple[Item, list[str], Page | None]]:
        """Every stored item with its page's aliases and the page as last written, a row at a time."""
        table, key = _TABLES[kind]
        sql = f"""
            SELECT data, aliases, {_PAGE} FROM {table} LEFT JOIN pages ON kind = ? AND id = {key}
            WHERE data IS NOT NULL ORDER BY {key}
        """
        for data, aliases, *page in self._db.execute(sql, kind):
            former = json.loads(aliases) if aliases != "[]" else []
            yield items.load(kind, data), former, Page(*page) if page[0] else None

    def count(self, kind: Kind) -> int:
        table, _ = _TABLES[kind]
        return int(self._db.value(f"SELECT count(*) FROM {table} WHERE data IS NOT NULL"))
