"""Whatever one answer holds: the crawl ends, the others are delivered, and what was wrong is written down."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ServerFactory
from tests.crawl import Crawl, run_crawl
from tests.server.client import RELEASES, get
from tests.server.process import ServerProcess

ODD_ANSWERS: list[dict[str, Any]] = [
    {"artists": ["x"]},
    {"artists": [{"id": 5}]},
    {"artists": [{"id": "abc", "name": "n"}]},
    {"artists": [{"id": 2**70, "name": "n"}]},
    {"artists": [{"id": 5, "name": None}]},
    {"artists": []},
    {"artists": None, "labels": 3, "formats": "LP", "tracklist": {"a": 1}, "images": [1], "videos": [None]},
    {"labels": [{"id": 5}], "title": 7},
    {"images": [{"uri": "http://["}, {"uri": "https://i.discogs.com/\ud800"}]},
    {"year": "soon", "country": ["UK"], "notes": 5, "community": {"rating": "good", "have": -3}},
    {"tracklist": [{"title": None, "position": 1, "sub_tracks": [3, {"title": "a"}]}]},
]


def one_page_each(crawl: Crawl, count: int) -> None:
    assert crawl.exit_code == 0, crawl.stderr
    assert "Traceback" not in crawl.stderr + crawl.stdout
    assert len(crawl.slugs()) == count
    for slug in crawl.slugs():
        assert crawl.front_matter(slug)["slug"] == slug


def test_odd_releases(server: ServerFactory, tmp_path: Path) -> None:
    count = len(ODD_ANSWERS) + 2
    process = server("--generate", str(count), "--limit", "1000")
    for number, odd in enumerate(ODD_ANSWERS, 1000):
        body = get(process, f"/releases/{number}").json()
        process.body(f"releases/{number}", {**body, **odd})
    crawl = run_crawl(tmp_path / "out", process)
    one_page_each(crawl, count)
    # a title that is no text is no release; the others are used as far as they go
    listed = [slug for slug in crawl.slugs() if crawl.front_matter(slug)["status"] == "listed"]
    assert [slug.rpartition("-")[2] for slug in listed] == ["1007"]
    reasons = dict(crawl.rows("SELECT id, reason FROM failures WHERE service = 'schema' AND kind = 'release'"))
    assert "$.year: 'soon' is not of type 'integer'" in reasons[1009]


@pytest.mark.parametrize(
    "odd",
    [
        {"basic_information": {"artists": ["x"]}},
        {"basic_information": {"labels": [{"id": 5}], "title": 7, "artists": [{"id": 5}]}},
        {"basic_information": None},
        {"basic_information": {"id": "5"}},
        {"instance_id": None},
        {"rating": 6, "notes": ["x"], "folder_id": "1"},
    ],
)
def test_odd_copies(server: ServerFactory, tmp_path: Path, odd: dict[str, Any]) -> None:
    process = server("--generate", "4", "--limit", "1000")
    spoil(process, odd)
    for path in ("", "^/releases/"):  # with the releases' own answers, and from the list alone
        if path:
            process.fault("500", path=path)
        crawl = run_crawl(tmp_path / f"out{path != ''}", process)
        unusable = (
            odd.get("basic_information", {}) is None
            or "id" in odd.get("basic_information", {})
            or ("instance_id" in odd)
        )
        one_page_each(crawl, 3 if unusable else 4)


def spoil(process: ServerProcess, odd: dict[str, Any]) -> None:
    page = get(process, RELEASES, per_page="100").json()
    item = page["releases"][1]
    information = odd.get("basic_information", {})
    patch = odd if information is None else {**odd, "basic_information": item["basic_information"] | information}
    process.collection(update={item["instance_id"]: patch})
