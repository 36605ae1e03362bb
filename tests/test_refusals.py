"""What cannot work is said in one clear line, with a non-zero exit, and before any request where that can be known."""

import os
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import ServerFactory
from tests.crawl import Crawl, run_crawl


def assert_one_line(crawl: Crawl, *words: str) -> None:
    assert crawl.exit_code == 1, crawl.stderr
    assert len(crawl.stderr.splitlines()) == 1, crawl.stderr
    assert crawl.stderr.startswith("vinylcrawl: ")
    for word in words:
        assert word in crawl.stderr


@pytest.mark.parametrize(
    ("arguments", "settings", "words"),
    [
        ((), {"DISCOGS_USERNAME": ""}, ["DISCOGS_USERNAME"]),
        (("mode=everything",), {}, ["mode=everything", "new, all, render"]),
        (("mod=all",), {}, ["mod", "mode, overwrite, delay, limit, restart"]),
        (("delay=soon",), {}, ["delay=soon", "number"]),
        (("delay=-1",), {}, ["delay=-1"]),
        (("limit=nan",), {}, ["limit=nan"]),
        (("overwrite=maybe",), {}, ["overwrite=maybe", "true or false"]),
        ((), {"MARKDOWN_TEMPLATES": "nowhere"}, ["album_template.md", "MARKDOWN_TEMPLATES"]),
        ((), {"DISCOGS_RATELIMIT_WINDOW": "a minute"}, ["DISCOGS_RATELIMIT_WINDOW", "a minute"]),
        ((), {"DISCOGS_API_URL": "api.discogs.com"}, ["DISCOGS_API_URL", "https://"]),
    ],
)
def test_wrong_input_makes_no_request(
    server: ServerFactory,
    tmp_path: Path,
    arguments: tuple[str, ...],
    settings: dict[str, str],
    words: list[str],
) -> None:
    process = server("--generate", "1")
    assert_one_line(run_crawl(tmp_path / "out", process, *arguments, **settings), *words)
    assert process.log() == []


def test_output_that_cannot_be_written(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "1")
    (tmp_path / "file").write_text("not a folder", "utf-8")
    assert_one_line(run_crawl(tmp_path / "file" / "out", process, LOG_DIR=str(tmp_path / "logs")), "OUTPUT_DIR")
    assert process.log() == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_output_without_permission(server: ServerFactory, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o500)
    assert_one_line(run_crawl(tmp_path / "out", server("--generate", "1")), "OUTPUT_DIR", "Permission denied")


def test_broken_database(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "1")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "collection.db").write_bytes(b"this is no database" * 1000)
    assert_one_line(run_crawl(tmp_path / "out", process), "collection.db", "not a database", "DATABASE_PATH")
    assert process.log() == []


def test_database_of_something_else(server: ServerFactory, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "music.db")
    connection.execute("CREATE TABLE releases (title TEXT)")
    connection.close()
    crawl = run_crawl(tmp_path / "out", server("--generate", "1"), DATABASE_PATH=str(tmp_path / "music.db"))
    assert_one_line(crawl, "music.db", "DATABASE_PATH")


def test_database_from_a_newer_version(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "1")
    run_crawl(tmp_path / "out", process)
    process.clear_log()
    connection = sqlite3.connect(tmp_path / "out" / "collection.db")
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    assert_one_line(run_crawl(tmp_path / "out", process), "newer vinylcrawl")
    assert process.log() == []


def test_wrong_token_stops_and_loses_nothing(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "3")
    before = run_crawl(tmp_path / "out", process).files()
    crawl = run_crawl(tmp_path / "out", process, DISCOGS_TOKEN="mistyped")
    assert_one_line(crawl, "DISCOGS_TOKEN")
    assert crawl.files() == before
    assert "mistyped" not in crawl.stdout + crawl.stderr


def test_token_that_is_revoked_in_the_middle(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "3")
    process.fault("401", path="^/releases/")
    assert_one_line(run_crawl(tmp_path / "out", process), "DISCOGS_TOKEN")
    process.clear_faults()
    crawl = run_crawl(tmp_path / "out", process)
    assert {crawl.front_matter(slug)["status"] for slug in crawl.slugs()} == {"complete"}


def test_unknown_user(server: ServerFactory, tmp_path: Path) -> None:
    crawl = run_crawl(tmp_path / "out", server("--generate", "3"), DISCOGS_USERNAME="nobody")
    assert_one_line(crawl, "no user nobody", "DISCOGS_USERNAME")


@pytest.mark.parametrize("token", ["", "test-token"])
def test_private_collection(server: ServerFactory, tmp_path: Path, token: str) -> None:
    process = server("--generate", "3", "--private", "--token-owner", "somebody-else")
    assert_one_line(run_crawl(tmp_path / "out", process, DISCOGS_TOKEN=token), "collector", "DISCOGS_TOKEN")


def test_discogs_that_does_not_answer(tmp_path: Path) -> None:
    crawl = run_crawl(tmp_path / "out", None, DISCOGS_API_URL="http://127.0.0.1:9")
    assert_one_line(crawl, "could not be read", "try again later")
