"""The token goes to Discogs' own origin and nowhere else: to no image, behind no redirect, into no file."""

from pathlib import Path

from tests.conftest import ServerFactory
from tests.crawl import run_crawl

TOKEN = "secret-of-the-test"


def test_token_reaches_the_api_only(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "20", "--limit", "1000", "--token", TOKEN)
    run_crawl(tmp_path / "out", process, DISCOGS_TOKEN=TOKEN)
    sent = {(entry["service"], "authorization" in entry["headers"]) for entry in process.log()}
    assert sent == {("discogs", True), ("discogs-images", False)}


def test_token_is_in_no_file_and_no_output(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "20", "--limit", "1000", "--token", TOKEN)
    process.fault("500", path="^/releases/1003", times=1)
    process.fault("reset", path="^/releases/1004", times=1)
    crawl = run_crawl(tmp_path / "out", process, DISCOGS_TOKEN=TOKEN)
    assert crawl.exit_code == 0
    assert TOKEN not in crawl.stdout + crawl.stderr
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.suffix == ".log" and path.stat().st_size > 10_000 for path in files)
    assert [path for path in files if TOKEN.encode() in path.read_bytes()] == []


def test_token_is_not_carried_to_another_origin(server: ServerFactory, tmp_path: Path) -> None:
    stranger = server("--generate", "9")
    process = server("--generate", "3", "--limit", "1000", "--token", TOKEN)
    process.fault("302", path="^/releases/1001", location=f"{stranger.discogs_url}/releases/1001")
    crawl = run_crawl(tmp_path / "out", process, DISCOGS_TOKEN=TOKEN)
    assert stranger.log() == []
    assert crawl.rows("SELECT id, reason FROM failures") == [(1001, "status 302")]


def test_without_a_token_the_public_collection_is_read(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "5", "--anonymous-limit", "1000")
    crawl = run_crawl(tmp_path / "out", process, DISCOGS_TOKEN="")
    assert crawl.exit_code == 0
    assert {crawl.front_matter(slug)["status"] for slug in crawl.slugs()} == {"complete"}
    assert not [entry for entry in process.log() if entry["path"].endswith("/fields")]
    assert all("vinylcrawl/" in entry["headers"]["user-agent"] for entry in process.log())
