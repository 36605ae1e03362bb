"""Pages and their pictures below the output folder: written when they change, left alone where edited by hand."""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple
from weakref import WeakKeyDictionary

from vinylcrawl import files
from vinylcrawl.database import Database, Page
from vinylcrawl.exceptions import StartError
from vinylcrawl.items import Item
from vinylcrawl.paths import output_dir, project_path
from vinylcrawl.rendering import Renderer

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

Outcome = Literal["written", "unchanged", "edited"]

_FOLDERS = {"release": ("content/albums", "index.md"), "artist": ("content/artist", "_index.md")}
_of_crawler: "WeakKeyDictionary[Crawler, Publisher]" = WeakKeyDictionary()
_NEVER_WRITTEN = Page(path="", digest="", previous="", image="", previous_image="")


class _Change(NamedTuple):
    """What publishing an item comes to: what to keep of its page, and what to do to which files."""

    outcome: Outcome
    item: Item
    page: Page | None = None
    text: tuple[str, bytes] | None = None
    picture: tuple[str, str] | None = None
    former: Page | None = None


class Publisher:
    def __init__(self, database: Database, renderer: Renderer, output: Path, placeholder: Path) -> None:
        self.database = database
        self.renderer = renderer
        self.output = str(output)
        self.placeholder = placeholder.read_bytes()
        self.placeholder_digest = files.digest(self.placeholder)
        self.overwrite = False

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "Publisher":
        """The one publisher of a crawl; StartError where the templates are not there."""
        if crawler not in _of_crawler:
            _of_crawler[crawler] = cls._make(crawler)
        return _of_crawler[crawler]

    @classmethod
    def _make(cls, crawler: "Crawler") -> "Publisher":
        settings = crawler.settings
        placeholder = Path(settings["PROJECT_DIR"], "templates", "placeholder.jpg")
        if not placeholder.is_file():
            raise StartError(f"{placeholder} is missing: put it back")
        return cls(
            Database.from_crawler(crawler),
            Renderer(project_path(settings, "MARKDOWN_TEMPLATES")),
            output_dir(settings),
            placeholder,
        )

    def publish(self, item: Item, aliases: Sequence[str], last: Page | None) -> Outcome:
        """Bring the item's page and picture up to date; `last` is what was last written of them."""
        return self.publish_all([(item, aliases, last)])[0]

    def publish_all(self, items: Iterable[tuple[Item, Sequence[str], Page | None]]) -> list[Outcome]:
        """`publish` for each, in one transaction: all is kept as about to be written before the first file is."""
        changes = [self._change(*each) for each in items]
        self.database.pages.save_pages((change.item, change.page) for change in changes if change.page)
        for change in changes:
            self._carry_out(change)
        return [change.outcome for change in changes]

    def _change(self, item: Item, aliases: Sequence[str], last: Page | None) -> _Change:
        relative = page_path(item)
        former = last if last and last.path != relative else None
        if former and self._is_edited(former):
            return _Change("edited", item)  # its owner's page keeps its place
        last = last if last and not former else _NEVER_WRITTEN
        path = f"{self.output}/{relative}"
        folder = path.rpartition("/")[0]
        target = f"{folder}/{item['slug']}.jpg"
        source, image = self._picture(item)
        text = self.renderer.render(item, aliases).encode()
        digest, found, found_image = files.digest(text), "", ""
        if os.path.exists(folder):  # noqa: PTH110  # see files.py
            found = files.digest_of(path)
            found_image = image if files.is_same(source, target) else files.digest_of(target)
        outcome = _decide(found, digest, {last.digest, last.previous}, overwrite=self.overwrite)
        picture = _decide(found_image, image, {last.image, last.previous_image, self.placeholder_digest})
        page = Page(
            relative,
            *((digest, found) if outcome != "edited" else (last.digest, last.previous)),
            *((image, found_image) if picture != "edited" else (last.image, last.previous_image)),
        )
        return _Change(
            outcome,
            item,
            page if "written" in {outcome, picture} or not last.path else None,
            (path, text) if outcome == "written" else None,
            (source, target) if picture == "written" else None,
            former,
        )

    def _is_edited(self, page: Page) -> bool:
        found = files.digest_of(f"{self.output}/{page.path}")
        return not self.overwrite and found not in {"", page.digest, page.previous}

    def _picture(self, item: Item) -> tuple[str, str]:
        """The path of the best picture there is, "" for the placeholder, and the digest of its bytes."""
        image = item.get("image")
        if image:
            path = f"{self.output}/{image['path']}"
            if os.path.exists(path):  # noqa: PTH110  # see files.py
                return path, image["checksum"]
        return "", self.placeholder_digest

    def _carry_out(self, change: _Change) -> None:
        if change.text:
            os.makedirs(change.text[0].rpartition("/")[0], exist_ok=True)  # noqa: PTH103  # see files.py
            files.write(*change.text)
        if change.picture:
            source, target = change.picture
            if source:
                files.share(source, target)
            else:  # never shared: who edits one page's placeholder must not edit all
                files.write(target, self.placeholder)
        if change.former:
            self._remove(change.former)

    def _remove(self, page: Page) -> None:
        """Take away the page of a slug that is no more, and the picture beside it where it is ours."""
        path = Path(self.output, page.path)
        path.unlink(missing_ok=True)
        picture = path.with_name(f"{path.parent.name}.jpg")
        if files.digest_of(str(picture)) in {page.image, page.previous_image, self.placeholder_digest}:
            picture.unlink(missing_ok=True)
        with suppress(OSError):  # something of the owner's is in there
            path.parent.rmdir()


def page_path(item: Item) -> str:
    """Of the item's page, below the output folder."""
    folder, name = _FOLDERS[item.kind]
    return f"{folder}/{item['slug']}/{name}"


def _decide(found: str, wanted: str, ours: set[str], *, overwrite: bool = False) -> Outcome:
    """What to do with a file, by the digests of what it holds ("" for no file), should hold, and held by us."""
    if found == wanted:
        return "unchanged"
    return "written" if not found or overwrite or found in ours else "edited"
