import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin

import pytest
import yaml
from parsel import Selector
from PIL import Image

SITE = Path(__file__).parents[1] / "templates" / "site"
HUGO = shutil.which("hugo", path=str(Path(sys.executable).parent)) or shutil.which("hugo")
AFFILIATION = (
    "This application uses Discogs' API but is not affiliated with, sponsored or endorsed by Discogs. "
    "'Discogs' is a trademark of Zink Media, LLC."
)
HOSTILE_TITLE = "</title><script>alert(1)</script>"
# Real names first; the others try to leave public/, or to take the place of another page.
GENRES = ["Funk / Soul", "Folk, World, & Country", "AC/DC", "Ça va", "日本", "C++", "a?b#c", "50% off"]
HOSTILE = ["../../x", "../../../albums/kind-of-blue-1", "..", "/etc/passwd", "???", "<script>", "index.html"]

pytestmark = pytest.mark.skipif(HUGO is None, reason="hugo is not installed")


def jpeg(width: int, height: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(data, "JPEG")
    return data.getvalue()


def write_page(path: Path, front_matter: dict[str, Any], body: str = "") -> None:
    path.parent.mkdir(parents=True)
    path.write_text(f"---\n{yaml.safe_dump(front_matter, allow_unicode=True)}---\n{body}", encoding="utf-8")


def add_album(root: Path, slug: str, picture: bytes, body: str = "", **changes: Any) -> None:
    front_matter = {
        "title": "Miles Davis - Kind Of Blue",
        "artist_name": "Miles Davis",
        "artists": ["miles-davis"],
        "album_name": "Kind Of Blue",
        "date": "2024-05-04T07:21:48-07:00",
        "slug": slug,
        "cover": {"image": f"{slug}.jpg", "alt": "Kind Of Blue by Miles Davis"},
        "additional_images": ["https://i.discogs.com/1.jpg"],
        "genres": ["Jazz"],
        "status": "complete",
        "discogs_url": "https://www.discogs.com/release/1",
    }
    folder = root / "content" / "albums" / slug
    write_page(folder / "index.md", front_matter | changes, body)
    (folder / f"{slug}.jpg").write_bytes(picture)


def add_artist(root: Path, slug: str, name: str) -> None:
    folder = root / "content" / "artist" / slug
    front_matter = {
        "title": name,
        "slug": slug,
        "image": f"{slug}.jpg",
        "discogs_url": f"https://www.discogs.com/artist/{slug}",
    }
    write_page(folder / "_index.md", front_matter)
    (folder / f"{slug}.jpg").write_bytes(jpeg(300, 200))


def build(root: Path, *options: str) -> Path:
    shutil.copytree(SITE, root, dirs_exist_ok=True)
    command = [str(HUGO), "--source", str(root), "--destination", str(root / "public"), *options]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return root / "public"


def read(path: Path) -> Selector:
    return Selector(path.read_text(encoding="utf-8"))


def titles(page: Selector) -> list[str]:
    return page.css(".card h2 a::text").getall()


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    add_artist(root, "miles-davis", "Miles Davis")
    add_artist(root, "can", "Can")
    body = "![cover](https://evil.example/x.png)\n\n<b>raw</b>\n"
    add_album(root, "kind-of-blue-1", jpeg(1600, 1500), body)
    add_album(
        root,
        "hostile-2",
        b"no picture",
        title=HOSTILE_TITLE,
        album_name=HOSTILE_TITLE,
        artists=[],
        genres=GENRES + HOSTILE,
        date="2090-01-01T00:00:00Z",
        videos=[{"title": "Video", "url": "javascript:alert(1)"}],
    )
    add_album(root, "tago-mago-3", jpeg(600, 600), album_name="Tago Mago", artists=["can"])
    add_album(root, "both-4", jpeg(90, 90), artists=["can", "miles-davis"])
    return build(root)


@pytest.fixture(scope="module")
def pages(public: Path) -> dict[Path, Selector]:
    return {path: read(path) for path in public.rglob("*.html")}


def targets(pages: dict[Path, Selector], public: Path) -> Iterator[tuple[Path, str]]:
    """Every link and source of every page, as a browser resolves it on a server at /sub/."""
    for path, page in pages.items():
        base = f"http://site/sub/{quote(str(path.parent.relative_to(public)))}/"
        links = page.xpath("//@href | //@src").getall()
        links += [part.split()[0] for part in ",".join(page.xpath("//@srcset").getall()).split(",") if part]
        for link in links:
            yield path, urljoin(base, link)


@pytest.mark.parametrize(
    "path",
    ["", "albums", "albums/both-4", "artist", "artist/can", "genres", "genre/jazz", "genre/funk-soul"],
)
def test_page_exists(public: Path, path: str) -> None:
    assert (public / path / "index.html").is_file()


def test_every_page_carries_the_notices(pages: dict[Path, Selector]) -> None:
    for path, page in pages.items():
        assert page.xpath(f'//footer//p[normalize-space()="{AFFILIATION}"]'), path
        link = page.xpath('//footer//a[.="Data provided by Discogs."]')
        assert link.attrib["href"].startswith("https://www.discogs.com/"), path
        assert "rel" not in link.attrib, path


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("", "https://www.discogs.com/"),
        ("albums/kind-of-blue-1", "https://www.discogs.com/release/1"),
        ("artist/can", "https://www.discogs.com/artist/can"),
    ],
)
def test_notice_links_to_the_source(public: Path, path: str, source: str) -> None:
    assert read(public / path / "index.html").css("footer a::attr(href)").get() == source


def test_nothing_is_loaded_from_elsewhere(pages: dict[Path, Selector]) -> None:
    for path, page in pages.items():
        loaded = page.xpath("//link/@href | //@src | //@srcset").getall()
        assert loaded, path
        assert not [url for url in loaded if "//" in url], path
        assert not page.css("script, iframe, object, style"), path


def check_local_links(pages: dict[Path, Selector], public: Path) -> None:
    for path, url in targets(pages, public):
        if not url.startswith("http://site"):
            continue
        assert url.startswith("http://site/sub/"), (path, url)
        target = public / unquote(url.removeprefix("http://site/sub/").partition("#")[0])
        assert (target / "index.html" if target.is_dir() else target).is_file(), (path, url)


def test_every_local_link_leads_to_a_file_in_public(pages: dict[Path, Selector], public: Path) -> None:
    check_local_links(pages, public)


def test_site_works_below_a_base_url(tmp_path: Path) -> None:
    add_album(tmp_path, "kind-of-blue-1", jpeg(90, 90), "[Can](/albums/)")
    public = build(tmp_path, "--baseURL", "https://example.org/sub/")
    pages = {path: read(path) for path in public.rglob("*.html")}
    check_local_links(pages, public)


def test_home_lists_the_newest_first(public: Path) -> None:
    home = read(public / "index.html")
    assert titles(home)[0] == HOSTILE_TITLE
    assert len(titles(home)) == 4


def test_artist_page_lists_its_albums(public: Path) -> None:
    assert sorted(titles(read(public / "artist/can/index.html"))) == ["Kind Of Blue", "Tago Mago"]
    assert sorted(titles(read(public / "artist/miles-davis/index.html"))) == ["Kind Of Blue", "Kind Of Blue"]


def test_artist_without_albums_has_a_page(tmp_path: Path) -> None:
    add_artist(tmp_path, "can", "Can")
    public = build(tmp_path)
    assert read(public / "artist/can/index.html").css("h1::text").get() == "Can"
    assert read(public / "artist/index.html").css(".index .count::text").get() == "0"


def test_hostile_text_stays_text(public: Path) -> None:
    page = read(public / "albums/hostile-2/index.html")
    assert page.css("h1::text").get() == HOSTILE_TITLE
    assert not page.xpath('//a[starts-with(@href, "javascript")]')
    facts = " ".join(page.css(".facts ::text").getall())
    assert [name for name in GENRES + HOSTILE if name not in facts] == []


def test_markdown_brings_neither_html_nor_remote_images(public: Path) -> None:
    content = read(public / "albums/kind-of-blue-1/index.html").css(".content")
    assert not content.css("b, img")
    assert content.css('a[href="https://evil.example/x.png"]::text').get() == "cover"


def test_hostile_genres_replace_no_page(public: Path) -> None:
    assert read(public / "albums/kind-of-blue-1/index.html").css("h1::text").get() == "Kind Of Blue"
    assert read(public / "index.html").css("h1::text").get() == "Newest arrivals"
    assert read(public / "genres/index.html").css("h1::text").get() == "Genres"
    assert {path.name for path in public.parent.iterdir()} >= {"content", "public"}
    assert not (public / "x").exists()


def test_cover_is_scaled_and_a_broken_one_shown_as_it_is(public: Path) -> None:
    cover = read(public / "albums/kind-of-blue-1/index.html").css("img.cover")
    assert (cover.attrib["width"], cover.attrib["alt"]) == ("1000", "Kind Of Blue by Miles Davis")
    assert not (public / "albums/kind-of-blue-1/kind-of-blue-1.jpg").exists()
    assert (public / "albums/hostile-2/hostile-2.jpg").read_bytes() == b"no picture"


def test_many_albums_come_in_pages(tmp_path: Path) -> None:
    for number in range(61):
        add_album(tmp_path, f"album-{number}", b"")
    public = build(tmp_path)
    assert read(public / "index.html").css("a[rel=next]::attr(href)").get() == "./page/2/"
    assert len(titles(read(public / "page/2/index.html"))) == 1


def test_empty_collection_builds(tmp_path: Path) -> None:
    home = read(build(tmp_path) / "index.html")
    assert "Nothing here yet" in str(home.css("main").get())
