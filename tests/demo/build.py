"""Expands the demo collection to a folder of Discogs' answers: ``python -m tests.demo.build DEST``."""

import json
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import yaml
from PIL import Image

from tests.demo import covers
from tests.demo.bodies import artist_body, master_body, release_body
from tests.demo.collection import collection_items, fields_body, folders_body, user_body
from tests.demo.links import IMAGE_LINK, pictured
from tests.demo.notation import Json, Names

HERE = Path(__file__).parent


class Demo:
    def __init__(self) -> None:
        self.records = [record for path in sorted((HERE / "records").glob("*.yaml")) for record in _load(path)]
        self.artists = _load(HERE / "artists.yaml")
        self.ids = Names({artist["name"]: artist["id"] for artist in self.artists})

    def bodies(self) -> Iterator[tuple[str, Json]]:
        """Each answer with its path below the destination."""
        for record in self.records:
            if "deleted" not in record:
                yield f"releases/{record['id']}.json", release_body(record, self.ids)
            if "master" in record:
                body = master_body(record, self.ids)
                yield f"masters/{body['id']}.json", body
        for artist in self.artists:
            yield f"artists/{artist['id']}.json", artist_body(artist, self.ids)
        items = collection_items(self.records, self.ids)
        yield "collection.json", {"releases": items}
        yield "folders.json", folders_body(items)
        yield "fields.json", fields_body()
        yield "user.json", user_body(items)

    def picture(self, key: str) -> Image.Image:
        """What ``R-900000002-1`` shows: the first picture of that release."""
        kind, number, position = key.split("-")
        if kind == "A":
            return covers.monogram(next(artist for artist in self.artists if artist["id"] == int(number)))
        record = next(record for record in self.records if record["id"] == int(number))
        if position == "1":
            return covers.front(record, self.ids.joined(record["artists"]))
        return covers.back(record, self.ids.tracklist(record["tracks"]))


def build(destination: Path) -> None:
    demo = Demo()
    paths: set[str] = set()
    for name, body in demo.bodies():
        text = json.dumps(body, ensure_ascii=False, indent=1)
        paths.update(IMAGE_LINK.findall(text))
        _write(destination / name, text.encode())
    for key, sizes in groupby(sorted(paths, key=pictured), key=lambda path: pictured(path)[0]):
        picture = demo.picture(key)
        for path in sizes:
            _write(destination / "images" / path, covers.jpeg(picture, pictured(path)[1]))


def _load(path: Path) -> list[Json]:
    records: list[Json] = yaml.safe_load(path.read_text("utf-8"))
    return records


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
