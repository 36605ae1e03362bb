"""The collection: copies by instance id, in the orders that Discogs offers, changed while the server runs."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from .bodies import Bodies
from .generate import Generator
from .synthetic import FIRST_INSTANCE, FIRST_RELEASE, added, folder_of

Item = dict[str, Any]

TEXT_KEYS: dict[str, Callable[[Item], Any]] = {
    "artist": lambda basic: basic["artists"][0]["name"].casefold(),
    "title": lambda basic: basic["title"].casefold(),
    "label": lambda basic: basic["labels"][0]["name"].casefold() if basic["labels"] else "",
    "catno": lambda basic: basic["labels"][0]["catno"].casefold() if basic["labels"] else "",
    "format": lambda basic: basic["formats"][0]["name"].casefold() if basic["formats"] else "",
    "year": lambda basic: basic["year"],
}
ORDERS = ("added", "rating", *TEXT_KEYS)


class Collection:
    """Synthetic copies are held by number only and computed when a page shows them."""

    def __init__(self, items: Iterable[Item] = (), generator: Generator | None = None) -> None:
        self._generator = generator
        self._items: dict[int, Item | None] = {item["instance_id"]: item for item in items}
        for release_id in generator.releases if generator else ():
            self._items[instance_of(release_id)] = None
        self._sorted: dict[tuple[int, str, bool], list[int]] = {}

    def page(self, folder: int, order: str, descending: bool, start: int, stop: int) -> list[Item]:
        return [self._item(instance) for instance in self._ordered(folder, order, descending)[start:stop]]

    def count(self, folder: int = 0) -> int:
        return len(self._ordered(folder, "", descending=False))

    def folder_ids(self) -> set[int]:
        return {self._folder(instance) for instance in self._items}

    def stored(self) -> list[Item]:
        """The copies that are not synthetic."""
        return [item for item in self._items.values() if item is not None]

    def change(
        self, add: Iterable[Item] = (), remove: Iterable[int] = (), update: dict[str, Item] | None = None
    ) -> None:
        self._sorted.clear()
        for item in add:
            self._items[item["instance_id"]] = item
        for instance in remove:
            del self._items[instance]
        for number, patch in (update or {}).items():
            self._items[int(number)] = merged(self._item(int(number)), patch)

    def next_instance(self) -> int:
        return max(self._items, default=FIRST_INSTANCE) + 1

    def _item(self, instance: int) -> Item:
        item = self._items[instance]
        if item is None:
            assert self._generator is not None
            return self._generator.item(release_of(instance))
        return item

    def _ordered(self, folder: int, order: str, descending: bool) -> list[int]:
        key = (folder, order, descending)
        if key not in self._sorted:
            self._sorted[key] = self._sort(*key)
        return self._sorted[key]

    def _sort(self, folder: int, order: str, descending: bool) -> list[int]:
        instances = [instance for instance in self._items if folder in (0, self._folder(instance))]
        if order:
            instances.sort(key=lambda instance: (self._key(instance, order), instance), reverse=descending)
        return instances

    def _key(self, instance: int, order: str) -> Any:
        if order == "added":
            return self._added(instance)
        item = self._item(instance)
        return item["rating"] if order == "rating" else TEXT_KEYS[order](item["basic_information"])

    def _folder(self, instance: int) -> int:
        item = self._items[instance]
        folder: int = folder_of(release_of(instance)) if item is None else item.get("folder_id", 1)
        return folder

    def _added(self, instance: int) -> datetime:
        item = self._items[instance]
        date: str = added(release_of(instance)) if item is None else item["date_added"]
        return datetime.fromisoformat(date)


def instance_of(release_id: int) -> int:
    return FIRST_INSTANCE + release_id - FIRST_RELEASE


def release_of(instance: int) -> int:
    return FIRST_RELEASE + instance - FIRST_INSTANCE


def merged(old: Item, patch: Item) -> Item:
    """`patch` over `old`, objects inside objects as well; lists are replaced."""
    result = dict(old)
    for key, value in patch.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = merged(result[key], value) if both else value
    return result


def copy_of(release: dict[str, Any], instance: int, date_added: str) -> Item:
    """A copy in the collection, made from a release body."""
    basic = {key: release.get(key, []) for key in ("formats", "labels", "artists", "genres", "styles")}
    basic |= {key: release[key] for key in ("id", "title", "year", "resource_url")}
    images = release.get("images") or [{"uri": "", "uri150": ""}]
    return {
        "id": release["id"],
        "instance_id": instance,
        "date_added": date_added,
        "rating": 0,
        "basic_information": basic
        | {
            "master_id": release.get("master_id", 0),
            "master_url": release.get("master_url"),
            "thumb": images[0]["uri150"],
            "cover_image": images[0]["uri"],
        },
        "folder_id": 1,
        "notes": [],
    }


def initial_items(bodies: Bodies, file: Path | None) -> list[Item]:
    """From the file, else collection.json of the bodies, else one copy of each release body."""
    stored = json.loads(file.read_bytes()) if file else bodies.optional("collection")
    if stored:
        items: list[Item] = stored["releases"]
        return items
    releases = enumerate(bodies.stored("releases"))
    return [copy_of(release, FIRST_INSTANCE + i, release["date_added"]) for i, release in releases]
