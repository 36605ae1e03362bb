import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.demo.build import build
from tests.demo.collection import FOLDERS
from tests.demo.links import IMAGE_LINK, pictured
from tests.demo.notation import FICTITIOUS, VARIOUS, Json, names

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    destination = tmp_path_factory.mktemp("demo")
    build(destination)
    return destination


@pytest.fixture(scope="module")
def releases(demo: Path) -> dict[int, Json]:
    return {body["id"]: body for body in map(_read, (demo / "releases").glob("*.json"))}


@pytest.fixture(scope="module")
def items(demo: Path) -> list[Json]:
    collection: list[Json] = _read(demo / "collection.json")["releases"]
    return collection


def test_collection_covers_every_decade_and_many_genres(items: list[Json]) -> None:
    basics = {item["id"]: item["basic_information"] for item in items}.values()
    assert len(basics) >= 28
    assert {basic["year"] // 10 * 10 for basic in basics} == set(range(1950, 2030, 10))
    assert len({genre for basic in basics for genre in basic["genres"]}) >= 10


def test_collection_is_newest_first_and_each_copy_has_its_own_instance(items: list[Json]) -> None:
    added = [item["date_added"] for item in items]
    assert added == sorted(added, reverse=True)
    assert len({item["instance_id"] for item in items}) == len(items)


def test_one_release_is_owned_twice_in_two_folders_and_conditions(items: list[Json]) -> None:
    copies = [item for item in items if item["id"] == 900000003]
    assert len(copies) == 2
    assert len({copy["folder_id"] for copy in copies}) == 2
    assert copies[0]["notes"] != copies[1]["notes"]


def test_one_release_of_the_collection_is_deleted(items: list[Json], releases: dict[int, Json]) -> None:
    assert {item["id"] for item in items} - set(releases) == {900000026}


def test_compilation_has_artists_for_each_track(releases: dict[int, Json]) -> None:
    (compilation,) = (body for body in releases.values() if body["artists"][0]["id"] == VARIOUS)
    assert all(track["artists"][0]["name"] != "Various" for track in compilation["tracklist"])


@pytest.mark.parametrize(
    ("release_id", "printed"),
    [
        (900000004, "Duke Ellington & John Coltrane"),
        (900000005, "Beethoven - Berliner Philharmoniker · Herbert von Karajan"),
        (900000006, "Stan Getz / João Gilberto Featuring Antonio Carlos Jobim"),
        (900000014, "Fela And Afrika 70"),
        (900000035, "Daft Punk Feat. Pharrell Williams"),
        (900000037, "Floating Points, Pharoah Sanders & The London Symphony Orchestra"),
    ],
)
def test_joint_credits(releases: dict[int, Json], release_id: int, printed: str) -> None:
    assert names(releases[release_id]["artists"]) == printed


@pytest.mark.parametrize(
    ("release_id", "key", "value"),
    [
        (900000001, "title", "Johnny B. Goode / Around And Around"),
        (900000017, "title", "千のナイフ"),
        (900000022, "title", "1984"),
        (900000025, "title", "Группа крови"),
        (900000031, "title", "( )"),
        (900000033, "artists_sort", "!!!"),
        (900000034, "artists_sort", "Jack White (2)"),
        (900000019, "artists_sort", "Clash, The"),
        (900000027, "released_formatted", "04 Nov 1991"),
        (900000006, "released_formatted", "Mar 1964"),
        (900000004, "released_formatted", "1963"),
        (900000005, "format_quantity", 8),
    ],
)
def test_special_cases(releases: dict[int, Json], release_id: int, key: str, value: object) -> None:
    assert releases[release_id][key] == value


def test_name_variation_keeps_the_artists_own_name(releases: dict[int, Json]) -> None:
    (credit,) = releases[900000017]["artists"]
    assert (credit["name"], credit["anv"]) == ("Ryuichi Sakamoto", "坂本龍一")


def test_box_set_has_headings_and_index_tracks_with_parts(releases: dict[int, Json]) -> None:
    box = releases[900000005]
    indexes = [track for track in box["tracklist"] if track["type_"] == "index"]
    assert box["formats"][0] == {"name": "Box Set", "qty": "1"}
    assert [len(index["sub_tracks"]) for index in indexes] == [4, 4, 4, 4, 4, 5, 4, 4, 4]
    assert "heading" in {track["type_"] for track in box["tracklist"]}


def test_coloured_vinyl_says_so(releases: dict[int, Json]) -> None:
    assert releases[900000032]["formats"][0]["text"] == "Red / White"


def test_release_without_images_lacks_the_key(releases: dict[int, Json], items: list[Json]) -> None:
    (bare,) = (body for body in releases.values() if "images" not in body)
    (item,) = (item for item in items if item["id"] == bare["id"])
    assert bare["thumb"] == item["basic_information"]["cover_image"] == ""


def test_collection_item_without_a_master_says_zero(releases: dict[int, Json], items: list[Json]) -> None:
    (item,) = (item for item in items if item["id"] == 900000035)
    assert "master_id" not in releases[900000035]
    assert item["basic_information"]["master_id"] == 0


def test_notes_use_the_markup(releases: dict[int, Json]) -> None:
    notes = releases[900000002]["notes"]
    assert all(mark in notes for mark in ("[a9", "[l=", "[url=", "[b]", "[r9", "\r\n", "[sic]"))


def test_every_credited_artist_and_master_has_a_body(demo: Path, items: list[Json]) -> None:
    basics = [item["basic_information"] for item in items]
    credited = {artist["id"] for basic in basics for artist in basic["artists"]} - {VARIOUS}
    masters = {basic["master_id"] for basic in basics} - {0}
    assert credited == {int(path.stem) for path in (demo / "artists").iterdir()}
    assert masters == {int(path.stem) for path in (demo / "masters").iterdir()}


def test_master_has_the_year_of_the_first_release(demo: Path, releases: dict[int, Json]) -> None:
    reissue = releases[900000008]
    assert (reissue["year"], _read(demo / "masters" / f"{reissue['master_id']}.json")["year"]) == (2010, 1969)


def test_markup_refers_to_what_exists(demo: Path, releases: dict[int, Json]) -> None:
    text = "".join(path.read_text("utf-8") for path in demo.rglob("*.json"))
    assert {int(number) for number in re.findall(r"\[r(\d+)\]", text)} <= set(releases)
    for number in re.findall(r"\[a(\d+)\]", text):
        assert (demo / "artists" / f"{number}.json").exists()


def test_every_id_is_fictitious_and_stands_for_one_name(demo: Path) -> None:
    known: dict[tuple[str, int], str] = {}
    for path in demo.rglob("*.json"):
        for body in _objects(_read(path)):
            if "resource_url" not in body or "/folders/" in body["resource_url"] or "name" not in body:
                continue
            assert body["id"] >= FICTITIOUS or body["id"] == VARIOUS
            kind = body["resource_url"].split("/")[-2]
            assert known.setdefault((kind, body["id"]), body["name"]) == body["name"]
    assert len(known) == len({(kind, name) for (kind, _), name in known.items()})


def test_no_link_leads_to_a_real_record(demo: Path) -> None:
    text = "".join(path.read_text("utf-8") for path in demo.rglob("*.json"))
    numbers = {int(number) for number in re.findall(r"/(?:releases?|masters?|artists?|labels?)/(\d+)", text)}
    assert min(numbers - {VARIOUS}) >= FICTITIOUS


def test_barcodes_have_a_valid_check_digit(releases: dict[int, Json]) -> None:
    found = [each["value"] for body in releases.values() for each in body["identifiers"] if each["type"] == "Barcode"]
    assert found
    for value in found:
        digits = [int(digit) for digit in re.sub(r"\D", "", value).zfill(13)]
        assert sum(digits[::2]) % 10 == -3 * sum(digits[1::2]) % 10


def test_folders_count_the_copies(demo: Path, items: list[Json]) -> None:
    folders = _read(demo / "folders.json")["folders"]
    assert [folder["name"] for folder in folders] == FOLDERS
    assert folders[0]["count"] == sum(folder["count"] for folder in folders[1:]) == len(items)
    assert _read(demo / "user.json")["num_collection"] == len(items)


def test_conditions_are_options_of_their_fields(demo: Path, items: list[Json]) -> None:
    fields = {field["id"]: field.get("options") for field in _read(demo / "fields.json")["fields"]}
    for note in (note for item in items for note in item["notes"]):
        options = fields[note["field_id"]]
        assert options is None or note["value"] in options


def test_every_linked_image_is_a_jpeg_of_its_stated_size(demo: Path) -> None:
    text = "".join(path.read_text("utf-8") for path in demo.rglob("*.json"))
    links = set(IMAGE_LINK.findall(text))
    files = {str(path.relative_to(demo / "images")) for path in (demo / "images").rglob("*.jpeg")}
    assert links == files
    for link in links:
        with Image.open(demo / "images" / link) as image:
            assert (image.format, image.size) == ("JPEG", (pictured(link)[1],) * 2)


def test_images_state_the_size_they_have(demo: Path) -> None:
    stated = [body for path in demo.rglob("*.json") for body in _objects(_read(path)) if "uri150" in body]
    for image in stated:
        assert image["width"] == image["height"] == pictured(image["uri"].split("/", 3)[3])[1]


def test_images_are_light_enough_to_travel_with_the_project(demo: Path) -> None:
    weights = [path.stat().st_size for path in (demo / "images").rglob("*.jpeg")]
    assert sum(weights) * 4 / 3 < 1_750_000


def test_build_is_deterministic(demo: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-m", "tests.demo.build", tmp_path], cwd=ROOT, env=environment, check=True)
    assert _contents(tmp_path) == _contents(demo)


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _objects(value: object) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        yield from _objects(part)


def _contents(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
