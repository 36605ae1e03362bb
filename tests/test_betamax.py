"""Cassettes: what is recorded plays without a server, and holds no secret."""

import base64
import json
from pathlib import Path

from tests.conftest import ServerFactory
from tests.crawl import run_crawl
from tests.demo.record import TOKEN, USERNAME

SECRET = "secret-of-the-test"
CASSETTES = Path(__file__).resolve().parent.parent / "cassettes" / "demo"


def test_recorded_crawl_plays_without_the_server(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "6", "--public", "--token", SECRET)
    settings = {"DISCOGS_TOKEN": SECRET, "BETAMAX_CASSETTES": str(tmp_path / "cassettes")}
    recorded = run_crawl(tmp_path / "recorded", None, BETAMAX_RECORD="all", BETAMAX_UPSTREAM=process.url, **settings)
    process.stop()
    played = run_crawl(tmp_path / "played", None, **settings)
    assert (recorded.exit_code, played.exit_code) == (0, 0)
    assert played.report["services"] == recorded.report["services"]
    contents = [{path: text for path, (_, _, text) in crawl.files().items()} for crawl in (recorded, played)]
    assert len(contents[0]) > 12
    assert contents[0] == contents[1]
    for path in (tmp_path / "cassettes").iterdir():
        assert SECRET not in path.read_text("utf-8")


def test_secret_in_a_body_is_scrubbed(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "1", "--public", "--token", SECRET)
    process.collection(update={700000000: {"notes": [{"field_id": 3, "value": f"my token is {SECRET}"}]}})
    settings = {"DISCOGS_TOKEN": SECRET, "BETAMAX_CASSETTES": str(tmp_path / "cassettes")}
    run_crawl(tmp_path / "out", None, BETAMAX_RECORD="all", BETAMAX_UPSTREAM=process.url, **settings)
    cassette = json.loads((tmp_path / "cassettes" / "discogs.json").read_text("utf-8"))
    bodies = [each["response"]["body"] for each in cassette["http_interactions"]]
    decoded = b"".join(base64.b64decode(body["base64_string"]) for body in bodies)
    assert b"my token is" in decoded
    assert SECRET.encode() not in decoded


def test_what_is_not_on_a_cassette_is_a_failure(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "2", "--public")
    settings = {"BETAMAX_CASSETTES": str(tmp_path / "cassettes")}
    run_crawl(tmp_path / "one", None, BETAMAX_RECORD="all", BETAMAX_UPSTREAM=process.url, **settings)
    crawl = run_crawl(tmp_path / "two", None, DISCOGS_USERNAME="somebody-else", **settings)
    assert crawl.exit_code == 1
    assert "could not be read" in crawl.stderr


def test_demo_plays_from_its_cassettes(tmp_path: Path) -> None:
    settings = {"DISCOGS_USERNAME": USERNAME, "DISCOGS_TOKEN": TOKEN, "BETAMAX_CASSETTES": str(CASSETTES)}
    crawl = run_crawl(tmp_path / "out", None, **settings)
    assert crawl.exit_code == 0
    assert len(crawl.slugs()) == crawl.report["releases"]["new"] == 37
    statuses = [crawl.front_matter(slug)["status"] for slug in crawl.slugs()]
    assert (statuses.count("complete"), statuses.count("deleted")) == (36, 1)
    assert crawl.report["images"]["failed"] == 0
    assert sum(len(crawl.front_matter(slug)["copies"]) for slug in crawl.slugs()) == 38


def test_demo_cassettes_stay_quick_to_search() -> None:
    for path in CASSETTES.glob("*.json"):
        cassette = json.loads(path.read_text("utf-8"))
        assert len(cassette["http_interactions"]) < 200
        assert TOKEN not in path.read_text("utf-8")
