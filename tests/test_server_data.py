"""What the test server serves: synthetic collections, folders, images, public addresses."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from PIL import Image

from tests.conftest import ServerFactory
from tests.server.client import NEWEST_FIRST, RELEASES, TOKEN, get
from tests.server.process import ServerProcess
from tests.server.synthetic import artist_name, barcode


@pytest.fixture(scope="module")
def many() -> Iterator[ServerProcess]:
    with ServerProcess("--generate", "230", "--limit", "999") as process:
        yield process


def test_images(many: ServerProcess) -> None:
    release = get(many, "/releases/1001").json()
    for key, size in (("uri", (600, 600)), ("uri150", (150, 150))):
        answer = requests.get(release["images"][0][key], timeout=5)
        with Image.open(io.BytesIO(answer.content)) as image:
            assert (image.format, image.size) == ("JPEG", size)
        assert answer.headers["Content-Type"] == "image/jpeg"


def test_generated_collections_are_the_same_in_every_run(many: ServerProcess, server: ServerFactory) -> None:
    again = server("--generate", "230")
    for path in ("/releases/1007", "/artists/200003", "/masters/400001", RELEASES):
        assert get(again, path).text == get(many, path).text.replace(many.url, again.url)


def test_generated_releases_are_of_real_size(many: ServerProcess) -> None:
    answers = [get(many, f"/releases/{number}") for number in range(1000, 1230, 10)]
    assert all(4_000 < len(answer.content) < 8_000 for answer in answers)
    assert all(10 <= len(answer.json()["tracklist"]) <= 14 for answer in answers)


def test_generated_artists_have_names_of_their_own() -> None:
    names = {artist_name(number) for number in range(200_000, 234_000)}
    assert len(names) == 34_000


def test_barcodes_have_a_check_digit() -> None:
    digits = [int(digit) for digit in barcode(1001)]
    assert len(digits) == 13
    assert (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10 == 0


@pytest.fixture
def bodies(tmp_path: Path) -> Path:
    for path, body in {
        "releases/11": {
            "id": 11,
            "title": "Eleven",
            "year": 2001,
            "resource_url": "",
            "date_added": "2020-01-01",
        },
        "releases/12__reissue": {
            "id": 12,
            "title": "Twelve",
            "year": 0,
            "resource_url": "",
            "date_added": "2021-01-01",
        },
        "artists/21": {"id": 21, "name": "Name (2)"},
        "user": {"username": "demo"},
        "folders": {"folders": [{"id": 5, "name": "Shelf", "count": 0}]},
    }.items():
        file = tmp_path / f"{path}.json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(body))
    (tmp_path / "images" / "a").mkdir(parents=True)
    (tmp_path / "images" / "a" / "b.jpeg").write_bytes(b"a file")
    return tmp_path


def test_bodies_of_a_folder(server: ServerFactory, bodies: Path) -> None:
    process = server("--bodies", str(bodies))
    assert get(process, "/releases/12").json()["title"] == "Twelve"
    assert get(process, "/users/demo").json()["num_collection"] == 2
    assert [folder["name"] for folder in get(process, "/users/demo/collection/folders").json()["folders"]] == [
        "All",
        "Uncategorized",
        "Shelf",
    ]
    copies = get(process, "/users/demo/collection/folders/0/releases", **NEWEST_FIRST).json()["releases"]
    assert [copy["basic_information"]["title"] for copy in copies] == ["Twelve", "Eleven"]
    assert get(process, "/database/search", q="name").json()["results"][0]["id"] == 21
    assert requests.get(f"{process.url}/discogs-images/a/b.jpeg", timeout=5).content == b"a file"


def test_image_paths_stay_inside_their_folder(server: ServerFactory, bodies: Path) -> None:
    process = server("--bodies", str(bodies))
    answer = requests.get(f"{process.url}/discogs-images/%2e%2e/user.json", timeout=5)
    assert answer.content.startswith(b"\xff\xd8")


def test_public_mode(server: ServerFactory) -> None:
    process = server("--generate", "3", "--public")
    answer = requests.get(f"{process.url}/releases/1001", headers=TOKEN | {"Host": "api.discogs.com"}, timeout=5)
    assert answer.json()["resource_url"] == "https://api.discogs.com/releases/1001"
    image = answer.json()["images"][0]["uri"]
    assert image.startswith("https://i.discogs.com/")
    path = image.removeprefix("https://i.discogs.com")
    picture = requests.get(process.url + path, headers={"Host": "i.discogs.com"}, timeout=5)
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert [entry["service"] for entry in process.log()] == ["discogs", "discogs-images"]


def test_gzip_and_latency(server: ServerFactory) -> None:
    process = server("--generate", "3", "--gzip", "--latency", "0.2")
    answer = get(process, "/releases/1001")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.json()["id"] == 1001
    assert answer.elapsed.total_seconds() >= 0.2


def test_the_server_ends_with_its_stdin() -> None:
    process = ServerProcess("--generate", "1")
    process.stop()
    assert process.returncode == 0


def test_recorded_bodies(server: ServerFactory, fixtures_dir: Path) -> None:
    recorded = fixtures_dir / "discogs"
    page = next((recorded / "collection_derived").glob("*.json"))
    process = server("--bodies", str(recorded), "--collection", str(page), "--limit", "500")
    copies = get(process, RELEASES, per_page=100).json()["releases"]
    assert len(copies) == 100
    for copy in copies:
        text = get(process, f"/releases/{copy['id']}").text
        assert json.loads(text)["id"] == copy["id"]
        assert "https://api.discogs.com" not in text
