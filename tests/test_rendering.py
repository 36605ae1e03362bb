"""What a page says of an item: the keys of its front matter and the parts of its body."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.server.generate import Generator
from vinylcrawl.exceptions import StartError
from vinylcrawl.items import ReleaseItem
from vinylcrawl.rendering import Renderer, front_matter, printed
from vinylcrawl.services.discogs import artist_item, release_item

TEMPLATES = Path(__file__).parents[1] / "templates"
GENERATOR = Generator(20)
Json = dict[str, Any]


def item(**changes: Any) -> ReleaseItem:
    instance: Any = GENERATOR.item(1001)
    release: Any = GENERATOR.release(1001) | changes
    return release_item(
        [instance],
        release,
        folders={1: "Uncategorized"},
        fields={1: "Media"},
        artist_slugs={200001: "alma-aoki"},
        may_follow=bool,
    )


@pytest.mark.parametrize(
    ("quantity", "descriptions", "text", "line"),
    [
        (1, [], "", "Vinyl"),
        (0, [], "", "Vinyl"),
        (1, ["LP", "Album"], "", "Vinyl, LP, Album"),
        (2, ["LP"], "Red", "2 × Vinyl, LP (Red)"),
        (10, [], "180 g", "10 × Vinyl (180 g)"),
    ],
)
def test_format_line(quantity: int, descriptions: list[str], text: str, line: str) -> None:
    made = {"name": "Vinyl", "quantity": quantity, "descriptions": descriptions, "text": text}
    assert printed.format_line(made) == line


def credit(role: str, display: str, tracks: str = "") -> Json:
    return {"role": role, "display": display, "tracks": tracks}


@pytest.mark.parametrize(
    ("credited", "expected"),
    [
        ([], []),
        ([credit("Bass", "A")], [("Bass", "A")]),
        ([credit("Bass", "A"), credit("Drums", "B"), credit("Bass", "C")], [("Bass", "A, C"), ("Drums", "B")]),
        ([credit("Bass", "A", "A1 to A3"), credit("Bass", "B")], [("Bass", "A (A1 to A3), B")]),
        ([credit("Bass", "A"), credit("Bass", "A"), credit("Bass", "A", "B2")], [("Bass", "A, A (B2)")]),
        ([credit("", "A")], [("", "A")]),
    ],
)
def test_credits_by_role(credited: list[Json], expected: list[tuple[str, str]]) -> None:
    assert printed.credits_by_role(credited) == expected


@pytest.mark.parametrize(
    ("companies", "expected"),
    [
        ([], []),
        ([("Pressed By", "MPO (2)", "")], [("Pressed By", "MPO")]),
        ([("Series", "Jazz", "12"), ("Series", "Jazz", "12"), ("Series", "Soul", "")], [("Series", "Jazz – 12, Soul")]),
    ],
)
def test_companies_by_role(companies: list[tuple[str, str, str]], expected: list[tuple[str, str]]) -> None:
    made = [{"role": role, "name": name, "catno": catno} for role, name, catno in companies]
    assert printed.companies_by_role(made) == expected


def track(title: str, kind: str = "track", *parts: Json) -> Json:
    rest = {"position": "", "duration": "", "artist_name": "", "credits": [credit("Mix", "X")]}
    return {"type": kind, "title": title, "sub_tracks": list(parts), **rest}


A, B, HEADING = track("A"), track("B"), track("Side 2", "heading")
SUITE = track("Suite", "index", A, B)


@pytest.mark.parametrize(
    ("tracklist", "sections", "count"),
    [
        ([], [], 0),
        ([A, B], [("", ["A", "B"])], 2),
        ([HEADING], [("Side 2", [])], 0),
        ([HEADING, A], [("Side 2", ["A"])], 1),
        ([A, HEADING, B], [("", ["A"]), ("Side 2", ["B"])], 2),
        ([HEADING, HEADING, A], [("Side 2", []), ("Side 2", ["A"])], 1),
        ([track("", "heading"), A], [("", ["A"])], 1),
        ([SUITE, A], [("", ["Suite", "– A", "– B", "A"])], 3),
        ([track("Suite", "index")], [("", ["Suite"])], 1),
        ([track("T", "track", A, B)], [("", ["T", "– A", "– B"])], 2),
    ],
)
def test_tracklist(tracklist: list[Json], sections: list[tuple[str, list[str]]], count: int) -> None:
    made = printed.track_sections(tracklist)
    shown = [(heading, ["– " * row.depth + row.title for row in rows]) for heading, rows in made]
    assert shown == sections
    assert front_matter.track_count(tracklist) == count
    assert all(row.credits == [("Mix", "X")] for _, rows in made for row in rows)


def test_front_matter_of_an_artist() -> None:
    item = artist_item({"name": "Nirvana (2)", "id": 8}, slug="nirvana-8", may_follow=bool)
    assert front_matter.artist(item, ["nirvana"]) == {
        "title": "Nirvana",
        "summary": "",
        "slug": "nirvana-8",
        "image": "nirvana-8.jpg",
        "apple_music_artist_url": "",
        "wikipedia_url": "",
        "discogs_url": "https://www.discogs.com/artist/8",
        "artist_id": "8",
        "aliases": ["/artist/nirvana/"],
    }


@pytest.mark.parametrize(
    ("changes", "key", "expected"),
    [
        ({}, "artist", "alma-aoki"),
        ({"artists": [{"name": "Various", "id": 194}]}, "artist", ""),
        ({"artists": [{"name": "Various", "id": 194}]}, "artists", []),
        ({"artists": [{"name": "A", "id": 200001}, {"name": "B", "id": 200001}]}, "artists", ["alma-aoki"]),
        ({"title": "A: B"}, "album_name", "A: B"),
        ({"id": 1001}, "release_id", "1001"),
        ({"released": "1959-08-17"}, "release_date", "1959-08-17"),
        ({"images": []}, "additional_images", []),
        ({"labels": [{"name": "A (2)", "catno": "1"}, {"name": "A"}]}, "labels", ["A", "A"]),
        ({"labels": [{"name": "A (2)", "catno": "1"}, {"name": "A"}]}, "catalog_numbers", ["1", ""]),
        ({"formats": [{"name": "CD", "qty": "2"}, {"name": "CD"}]}, "media", ["CD"]),
        ({}, "aliases", ["/albums/old-1001/"]),
    ],
)
def test_front_matter_of_an_album(changes: Json, key: str, expected: object) -> None:
    page = Renderer(TEMPLATES).render(item(**changes), ["old-1001"])
    assert yaml.safe_load(page.split("---\n")[1])[key] == expected


@pytest.mark.parametrize(
    ("text", "alive"),
    [
        ("---", "\n---\n"),
        ("a\n---\nb", "\n---\n"),
        ("{{< x >}}", "{{"),
        ("{{% x %}}", "{{"),
        ("<script>", "<"),
        ("[a](javascript:b)", "[a]("),
        ("![a](b)", "![a]("),
        ("a | b", "a | b"),
    ],
)
def test_strangers_text_is_inert(text: str, alive: str) -> None:
    track = {"title": text, "artists": [{"name": text, "id": 1}], "duration": text, "position": text}
    odd = {"title": text, "notes": text, "tracklist": [track], "identifiers": [{"type": text, "value": text}]}
    _, front, body = f"\n{Renderer(TEMPLATES).render(item(**odd), [])}".split("\n---\n", 2)
    assert yaml.safe_load(front)["album_name"] == " ".join(text.split())
    assert alive not in body


@pytest.mark.parametrize(
    ("template", "message"),
    [(None, r"no album_template\.md in .*MARKDOWN_TEMPLATES"), ("\n{% if %}", r"album_template\.md, line 2: ")],
)
def test_templates_that_cannot_be_used(tmp_path: Path, template: str | None, message: str) -> None:
    if template:
        (tmp_path / "album_template.md").write_text(template)
    with pytest.raises(StartError, match=message):
        Renderer(tmp_path)
