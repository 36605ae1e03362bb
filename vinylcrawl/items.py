"""What a crawl yields: one item for each release in the collection and one for each of their artists."""

import hashlib
from typing import Literal

import orjson
from scrapy_jsonschema import JsonSchemaItem

from vinylcrawl import schemas

Kind = Literal["release", "artist"]

# What says where an item stands in a crawl rather than what it holds
_TRANSIENT = frozenset({"revision", "image", "image_due"})


class ReleaseItem(JsonSchemaItem):  # type: ignore[misc]  # scrapy-jsonschema ships no types
    """A release with all its copies in the collection; its texts are Discogs' own, markup and all."""

    jsonschema = schemas.load("release")
    kind: Kind = "release"

    @property
    def id(self) -> int:
        return int(self["release_id"])


class ArtistItem(JsonSchemaItem):  # type: ignore[misc]  # scrapy-jsonschema ships no types
    """An artist who stands on the front of a release in the collection."""

    jsonschema = schemas.load("artist")
    kind: Kind = "artist"

    @property
    def id(self) -> int:
        return int(self["artist_id"])


Item = ReleaseItem | ArtistItem


def dump(item: Item) -> str:
    """The item as JSON text; `load` brings it back, the order of its keys too."""
    return orjson.dumps(dict(item)).decode()


def load(kind: Kind, data: str) -> Item:
    values = orjson.loads(data)
    return ReleaseItem(values) if kind == "release" else ArtistItem(values)


def digest(item: Item) -> str:
    """A fingerprint of what the item says, whichever crawl brought it."""
    content = {key: value for key, value in item.items() if key not in _TRANSIENT}
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
