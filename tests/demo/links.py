"""Links to the demo's pictures, in the form of Discogs' own."""

import base64
import hashlib
import re

from tests.demo.notation import Json

IMAGE_LINK = re.compile(r"https://i\.discogs\.com/([^\"]+)")


def image_link(key: str, size: int) -> str:
    """Discogs' image links hold the picture's name (``R-1-1``) in base64, folded every 16 characters."""
    source = f"s3://discogs-database-images/{key}.jpeg".encode()
    name = base64.urlsafe_b64encode(source).decode().rstrip("=")
    quality = 40 if size == 150 else 90
    options = f"rs:fit/g:sm/q:{quality}/h:{size}/w:{size}"
    signature = base64.urlsafe_b64encode(hashlib.sha256(f"{options}/{name}".encode()).digest()).decode().rstrip("=")
    folded = "/".join(name[start : start + 16] for start in range(0, len(name), 16))
    return f"https://i.discogs.com/{signature}/{options}/{folded}.jpeg"


def pictured(path: str) -> tuple[str, int]:
    """The picture's name and size, from the path of its link."""
    _, _, _, _, height, _, *folded = path.removesuffix(".jpeg").split("/")
    name = "".join(folded)
    source = base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode()
    return source.rsplit("/", 1)[-1].removesuffix(".jpeg"), int(height.removeprefix("h:"))


def images(name: str, count: int, size: int = 600) -> list[Json]:
    return [
        _image(f"{name}-{number}", "secondary" if number > 1 else "primary", size) for number in range(1, count + 1)
    ]


def _image(key: str, type_: str, size: int) -> Json:
    link = image_link(key, size)
    thumb = image_link(key, 150)
    return {"type": type_, "uri": link, "resource_url": link, "uri150": thumb, "width": size, "height": size}
