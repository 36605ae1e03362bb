"""Pages and their pictures below the output folder: written when they change, left alone where edited by hand."""

import hashlib
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from vinylcrawl.database import Database, Page
from vinylcrawl.exceptions import StartError
from vinylcrawl.items import Item
from vinylcrawl.paths import output_dir, project_path
from vinylcrawl.rendering import Renderer

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

Outcome = Literal["written", "unchanged", "edited"]

_FOLDERS = {"release": ("content/albums", "index.md"), "artist": ("content/artist", "_index.md")}
_NEVER_WRITTEN = Page(path="", digest="", previous="", image="", previous_image="")


class Publisher:
    def __init__(
        self, database: Database, renderer: Renderer, output: Path, placeholder: Path, *, overwrite: bool
    ) -> None:
        self.database = database
        self.renderer = renderer
        self.output = output
        self.placeholder = placeholder
        self.placeholder_digest = _digest(placeholder)
        self.overwrite = overwrite

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """StartError where the templates are not there."""
        settings = crawler.settings
        placeholder = Path(settings["PROJECT_DIR"], "templates", "placeholder.jpg")
        if not placeholder.is_file():
            raise StartError(f"{placeholder} is missing: put it back")
        return cls(
            Database.from_crawler(crawler),
            Renderer(project_path(settings, "MARKDOWN_TEMPLATES")),
            output_dir(settings),
            placeholder,
            overwrite=getattr(crawler.spider, "overwrite", False),
        )

    def path(self, item: Item) -> Path:
        folder, name = _FOLDERS[item.kind]
        return self.output / folder / str(item["slug"]) / name

    def publish(self, item: Item, aliases: Sequence[str], last: Page | None) -> Outcome:
        """Bring the item's page and picture up to date; `last` is what was last written of them."""
        path = self.path(item)
        last = last or _NEVER_WRITTEN
        if last.path and last.path != str(path.relative_to(self.output)):
            self._remove(last)
            last = _NEVER_WRITTEN
        text = self.renderer.render(item, aliases).encode()
        found, digest = _digest(path), hashlib.sha256(text).hexdigest()
        outcome = _decide(found, digest, {last.digest, last.previous}, overwrite=self.overwrite)
        source, image = self._picture(item)
        target = path.with_name(f"{item['slug']}.jpg")
        found_image = image if _same(source, target) else _digest(target)
        picture = _decide(found_image, image, {last.image, last.previous_image, self.placeholder_digest})
        page = Page(str(path.relative_to(self.output)), *last[1:])
        if outcome != "edited":
            page = page._replace(digest=digest, previous=found)
        if picture != "edited":
            page = page._replace(image=image, previous_image=found_image)
        if "written" in {outcome, picture} or not last.path:
            self.database.pages.save_page(item, page)
        if outcome == "written":
            _write_atomically(path, text)
        if picture == "written":
            _place_atomically(source, target, share=source != self.placeholder)
        return outcome

    def _picture(self, item: Item) -> tuple[Path, str]:
        """The best picture there is, and the digest of its bytes."""
        image = item.get("image")
        if image:
            path = self.output / image["path"]
            if path.exists():
                return path, image["checksum"]
        return self.placeholder, self.placeholder_digest

    def _remove(self, page: Page) -> None:
        """Take away the page of a slug that is no more, unless it was edited."""
        path = self.output / page.path
        if _digest(path) not in {page.digest, page.previous}:
            return
        path.unlink()
        path.with_name(f"{path.parent.name}.jpg").unlink(missing_ok=True)
        with suppress(OSError):  # something of the owner's is in there
            path.parent.rmdir()


def _decide(found: str, wanted: str, ours: set[str], *, overwrite: bool = False) -> Outcome:
    """What to do with a file, by the digests of what it holds ("" for no file), should hold, and held by us."""
    if found == wanted:
        return "unchanged"
    return "written" if not found or overwrite or found in ours else "edited"


def _same(source: Path, target: Path) -> bool:
    """Whether both are names of one file, which spares reading it."""
    try:
        return source.samefile(target)
    except FileNotFoundError:
        return False


def _digest(path: Path) -> str:
    """Of the file's bytes; "" where there is no file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def _write_atomically(path: Path, text: bytes) -> None:
    temporary = path.with_name(f".{path.name}.tmp")
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary.write_bytes(text)
    temporary.replace(path)


def _place_atomically(source: Path, target: Path, *, share: bool) -> None:
    """Put the picture beside its page: as a second name of the file where it may be shared, else as a copy."""
    temporary = target.with_name(f".{target.name}.tmp")
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary.unlink(missing_ok=True)
    if not (share and _link(source, temporary)):
        shutil.copyfile(source, temporary)
    temporary.replace(target)


def _link(source: Path, target: Path) -> bool:
    try:
        os.link(source, target)
    except OSError:  # the file system has no hard links
        return False
    return True
