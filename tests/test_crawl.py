"""Whole crawls over a synthetic collection."""

from pathlib import Path

import pytest

from tests.conftest import ServerFactory
from tests.crawl import Crawl, run_crawl

QUICK = ("--limit", "10000", "--window", "5")


def test_every_release_and_artist_gets_a_page_with_a_picture(server: ServerFactory, tmp_path: Path) -> None:
    crawl = run_crawl(tmp_path / "out", server("--generate", "130", *QUICK))
    assert (crawl.exit_code, crawl.stderr.count("Traceback")) == (0, 0)
    assert crawl.report["releases"]["new"] == 130
    assert len(crawl.slugs()) == 130
    assert {crawl.front_matter(slug)["status"] for slug in crawl.slugs()} == {"complete"}
    artists = {slug for slugs in (crawl.front_matter(slug)["artists"] for slug in crawl.slugs()) for slug in slugs}
    assert artists == crawl.slugs("artist")
    for section in ("albums", "artist"):
        for slug in crawl.slugs(section):
            assert (crawl.output / "content" / section / slug / f"{slug}.jpg").stat().st_size > 1000


def test_second_run_makes_only_the_page_requests_and_touches_no_file(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "130", *QUICK)
    first = run_crawl(tmp_path / "out", process)
    before = first.files()
    process.clear_log()
    second = run_crawl(tmp_path / "out", process)
    assert [entry["path"].rsplit("/", 2)[-2:] for entry in process.log()] == [
        ["collection", "folders"],
        ["collection", "fields"],
        ["0", "releases"],
        ["0", "releases"],
    ]
    assert second.files() == before
    assert second.report["releases"] == {"new": 0, "updated": 0, "unchanged": 130, "failed": 0, "invalid": 0}


def test_pages_come_from_the_list_before_the_releases_are_asked_for(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "30", *QUICK)
    process.fault("500", path="^/releases/")
    crawl = run_crawl(tmp_path / "out", process)
    assert crawl.exit_code == 0
    assert {crawl.front_matter(slug)["status"] for slug in crawl.slugs()} == {"listed"}
    assert "known from the collection list only" in crawl.page(min(crawl.slugs()))
    assert crawl.report["releases"]["failed"] == 30
    assert {row[0] for row in crawl.rows("SELECT reason FROM failures WHERE service = 'discogs'")} == {"status 500"}
    process.clear_faults()
    crawl = run_crawl(tmp_path / "out", process)
    assert {crawl.front_matter(slug)["status"] for slug in crawl.slugs()} == {"complete"}
    assert crawl.rows("SELECT * FROM failures") == []


def test_deleted_release_keeps_the_page_from_the_list(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "5", *QUICK)
    process.body("releases/1002", None)
    crawl = run_crawl(tmp_path / "out", process)
    (slug,) = (slug for slug in crawl.slugs() if slug.endswith("-1002"))
    assert crawl.front_matter(slug)["status"] == "deleted"
    assert "Discogs no longer has this release" in crawl.page(slug)
    process.clear_log()
    run_crawl(tmp_path / "out", process)
    assert not [entry for entry in process.log() if entry["path"].startswith("/releases/")]


@pytest.mark.parametrize("kind", ["html", "junk", "empty", "cut", "reset"])
def test_one_bad_answer_is_asked_for_again(server: ServerFactory, tmp_path: Path, kind: str) -> None:
    process = server("--generate", "3", *QUICK)
    process.fault(kind, path="releases", times=2)
    crawl = run_crawl(tmp_path / "out", process)
    assert crawl.exit_code == 0
    assert [crawl.front_matter(slug)["status"] for slug in crawl.slugs()] == ["complete"] * 3


def test_broken_walk_leaves_what_was_walked(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "250", *QUICK)
    process.fault("500", path="page=2")
    crawl = run_crawl(tmp_path / "out", process)
    assert crawl.exit_code == 0
    assert "The walk broke off (status 500)" in crawl.stderr
    assert len(crawl.slugs()) == 100
    process.clear_faults()
    assert len(run_crawl(tmp_path / "out", process).slugs()) == 250


def test_changes_in_the_collection_come_with_the_walk(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "12", *QUICK)
    before = run_crawl(tmp_path / "out", process)
    slug = min(before.slugs())
    (instance,) = before.rows(
        "SELECT instance_id FROM instances WHERE release_id = ?", before.front_matter(slug)["release_id"]
    )[0]
    process.collection(update={instance: {"rating": 3, "notes": [{"field_id": 3, "value": "from | grandma"}]}})
    process.clear_log()
    after = run_crawl(tmp_path / "out", process)
    assert not [entry for entry in process.log() if entry["path"].startswith("/releases/")]
    assert after.front_matter(slug)["copies"][0]["rating"] == 3
    assert after.front_matter(slug)["copies"][0]["notes"]["Notes"] == "from | grandma"
    assert after.report["releases"]["updated"] == 1
    assert after.report["pages"] == {"written": 1, "unchanged": 0, "edited": 0}


def test_second_copy_stands_on_the_same_page(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "4", *QUICK)
    run_crawl(tmp_path / "out", process)
    process.collection(add=[{"id": 1001, "instance_id": 5, "rating": 2, "date_added": "2030-01-02T03:04:05-07:00"}])
    crawl = run_crawl(tmp_path / "out", process)
    (slug,) = (slug for slug in crawl.slugs() if slug.endswith("-1001"))
    assert [copy["rating"] for copy in crawl.front_matter(slug)["copies"]][-1] == 2
    assert len(crawl.front_matter(slug)["copies"]) == 2


def test_all_asks_for_everything_again(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "8", *QUICK)
    first = run_crawl(tmp_path / "out", process)
    before = first.files()
    process.clear_log()
    second = run_crawl(tmp_path / "out", process, "mode=all")
    assert len([entry for entry in process.log() if entry["path"].startswith("/releases/")]) == 8
    assert second.files() == before
    assert second.report["releases"]["unchanged"] == 8


def test_interrupted_all_goes_on_where_it_was(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "10", *QUICK)
    run_crawl(tmp_path / "out", process)
    asked = []
    for arguments in (("mode=all", "limit=4"), ("mode=all",), ("mode=all",)):
        process.clear_log()
        run_crawl(tmp_path / "out", process, *arguments)
        asked.append({entry["path"] for entry in process.log() if entry["path"].startswith("/releases/")})
    assert [len(paths) for paths in asked] == [4, 6, 10]
    assert asked[0].isdisjoint(asked[1])


def test_render_brings_every_page_back_without_a_request(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "9", *QUICK)
    crawl = run_crawl(tmp_path / "out", process)
    before = {path: content for path, (_, _, content) in crawl.files().items()}
    for path in before:
        (crawl.output / path).unlink()
    process.clear_log()
    crawl = run_crawl(tmp_path / "out", process, "mode=render")
    assert process.log() == []
    assert {path: content for path, (_, _, content) in crawl.files().items()} == before


def edit(crawl: Crawl) -> str:
    slug = min(crawl.slugs())
    path = crawl.output / "content" / "albums" / slug / "index.md"
    path.write_text(path.read_text("utf-8") + "\nMy own words.\n", "utf-8")
    return slug


def test_edited_page_is_left_alone_unless_told_otherwise(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "3", *QUICK)
    crawl = run_crawl(tmp_path / "out", process)
    slug = edit(crawl)
    crawl = run_crawl(tmp_path / "out", process, "mode=render")
    assert "My own words." in crawl.page(slug)
    assert crawl.report["pages"]["edited"] == 1
    crawl = run_crawl(tmp_path / "out", process, "mode=render", "overwrite=true")
    assert "My own words." not in crawl.page(slug)


def test_picture_of_the_owner_is_left_alone(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "3", *QUICK)
    crawl = run_crawl(tmp_path / "out", process)
    slug = min(crawl.slugs())
    picture = crawl.output / "content" / "albums" / slug / f"{slug}.jpg"
    picture.unlink()
    picture.write_bytes(b"my own picture")
    for arguments in (("mode=render",), ("mode=all", "overwrite=true")):
        run_crawl(tmp_path / "out", process, *arguments)
        assert picture.read_bytes() == b"my own picture"


def test_site_is_laid_once(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "1", *QUICK)
    crawl = run_crawl(tmp_path / "out", process)
    layout = crawl.output / "layouts" / "baseof.html"
    assert layout.exists()
    layout.write_text("mine", "utf-8")
    (crawl.output / "layouts" / "home.html").unlink()
    run_crawl(tmp_path / "out", process)
    assert layout.read_text("utf-8") == "mine"
    assert not (crawl.output / "layouts" / "home.html").exists()
