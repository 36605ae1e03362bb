"""The image host: a file of the bodies folder, else a picture drawn in the size that the path asks for."""

import argparse
import io
import re
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Self

from PIL import Image, ImageDraw

from .service import Answer, Call, Service

# Today's paths say h:600/w:593, older ones 593x600.
SIZE = re.compile(r"/h:(?P<h>\d+)/w:(?P<w>\d+)/|/(?P<old_w>\d+)x(?P<old_h>\d+)/")
LARGEST = 4000


class ImageService(Service):
    name = "discogs-images"
    hosts = ("i.discogs.com", "img.discogs.com", "api-img.discogs.com")
    content_type = "image/jpeg"

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @classmethod
    def from_options(cls, options: argparse.Namespace) -> Self:
        return cls(options.bodies / "images" if options.bodies else None)

    def answer(self, call: Call) -> Answer:
        stored = self._stored(call.path)
        return Answer(200, stored or drawn(call.path), self.content_type)

    def failure(self, status: int) -> Answer:
        return Answer(status, b"", "text/plain")

    def _stored(self, path: str) -> bytes | None:
        if self._folder is None:
            return None
        file = (self._folder / path.lstrip("/")).resolve()
        if not file.is_relative_to(self._folder.resolve()) or not file.is_file():
            return None
        return file.read_bytes()


def drawn(path: str) -> bytes:
    width, height = size_of(path)
    return jpeg(width, height, zlib.crc32(path.encode()) % 12)


def size_of(path: str) -> tuple[int, int]:
    match = SIZE.search(path)
    if match is None:
        return 150, 150
    width, height = int(match["w"] or match["old_w"]), int(match["h"] or match["old_h"])
    return min(max(width, 1), LARGEST), min(max(height, 1), LARGEST)


@lru_cache(maxsize=256)
def jpeg(width: int, height: int, variant: int) -> bytes:
    image = Image.new("RGB", (width, height), f"hsl({variant * 30}, 45%, 40%)")
    box = (width // 6, height // 6, width - width // 6, height - height // 6)
    ImageDraw.Draw(image).ellipse(box, fill=f"hsl({variant * 30 + 180}, 35%, 75%)")
    file = io.BytesIO()
    image.save(file, "JPEG", quality=80)
    return file.getvalue()
