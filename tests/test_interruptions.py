"""What comes in between: kills, outages, a second crawl, a copy that changes hands."""

import hashlib
import signal
import sqlite3
import time
from pathlib import Path

from tests.conftest import ServerFactory
from tests.crawl import Crawl, run_crawl, start_crawl
from tests.server.process import ServerProcess


def statuses(crawl: Crawl) -> set[str]:
    return {crawl.front_matter(slug)["status"] for slug in crawl.slugs()}


def asked(process: ServerProcess) -> int:
    return len([entry for entry in process.log("discogs") if entry["path"].startswith("/releases/")])


def test_kill_between_the_database_and_the_page(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "1", "--limit", "1000")
    process.fault("500", path="^/releases/")
    listed = run_crawl(tmp_path / "out", process)
    (slug,) = listed.slugs()
    page = listed.output / "content" / "albums" / slug / "index.md"
    before = page.read_bytes()
    process.clear_faults()
    run_crawl(tmp_path / "out", process)
    page.write_bytes(before)
    connection = sqlite3.connect(tmp_path / "out" / "collection.db")
    with connection:
        connection.execute("UPDATE releases SET published = published - 1")
        connection.execute("UPDATE pages SET digest = ? WHERE kind = 'release'", (hashlib.sha256(before).hexdigest(),))
    connection.close()
    assert statuses(run_crawl(tmp_path / "out", process)) == {"complete"}


def test_killed_crawl_is_carried_on(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "120", "--limit", "1000", "--latency", "0.05")
    reference = run_crawl(tmp_path / "reference", process)
    process.clear_log()
    for kill in (signal.SIGKILL, signal.SIGINT, signal.SIGKILL):
        crawl = start_crawl(tmp_path / "out", process)
        time.sleep(2)
        crawl.send_signal(kill)
        crawl.communicate(timeout=30)
    final = run_crawl(tmp_path / "out", process)
    assert final.exit_code == 0
    assert asked(process) < 120 + 3 * 20
    contents = [{path: text for path, (_, _, text) in crawl.files().items()} for crawl in (reference, final)]
    assert contents[0] == contents[1]
    assert final.rows("PRAGMA integrity_check") == [("ok",)]


def test_interrupt_does_not_wait_for_the_window(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "100", "--limit", "20", "--window", "30")
    crawl = start_crawl(tmp_path / "out", process, DISCOGS_RATELIMIT_WINDOW="30")
    time.sleep(4)
    crawl.send_signal(signal.SIGINT)
    stdout, stderr = crawl.communicate(timeout=8)
    assert (crawl.returncode, stderr) == (0, "")
    assert "the next run goes on from there" in stdout
    connection = sqlite3.connect(tmp_path / "out" / "collection.db")
    assert connection.execute("SELECT count(*) FROM failures").fetchone() == (0,)
    connection.close()


def test_second_crawl_on_one_database_refuses(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "50", "--limit", "1000", "--latency", "0.3")
    first = start_crawl(tmp_path / "out", process)
    time.sleep(2)
    second = run_crawl(tmp_path / "out", process)
    first.kill()
    first.communicate()
    assert second.exit_code == 1
    assert second.stderr.startswith("vinylcrawl: another crawl is using ")
    assert run_crawl(tmp_path / "out", process).exit_code == 0


def test_hanging_images_hold_neither_discogs_nor_the_pages_back(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "400", "--limit", "10000")
    process.fault("hang", service="discogs-images")
    crawl = start_crawl(tmp_path / "out", process)
    time.sleep(12)
    crawl.send_signal(signal.SIGKILL)
    crawl.communicate()
    assert asked(process) == 400
    pages = list((tmp_path / "out" / "content" / "albums").glob("*/index.md"))
    assert len(pages) > 360  # those that wait for their picture come last


def test_image_that_failed_comes_with_the_next_run(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "4", "--limit", "1000")
    process.fault("500", service="discogs-images")
    run_crawl(tmp_path / "out", process)
    process.clear_faults()
    crawl = run_crawl(tmp_path / "out", process)
    assert crawl.report["images"]["fetched"] == 4
    assert crawl.rows("SELECT * FROM failures") == []


def test_image_that_is_not_there_is_not_asked_for_again(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "4", "--limit", "1000")
    process.fault("404", service="discogs-images")
    run_crawl(tmp_path / "out", process)
    process.clear_log()
    run_crawl(tmp_path / "out", process)
    assert process.log("discogs-images") == []


def test_copy_that_goes_over_to_another_release(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "5", "--limit", "1000")
    crawl = run_crawl(tmp_path / "out", process)
    (instance,) = crawl.rows("SELECT instance_id FROM instances WHERE release_id = 1001")[0]
    process.collection(remove=[instance])
    process.collection(add=[{"id": 1003, "instance_id": instance}])
    for arguments in ((), ("mode=all",), ("mode=render",)):
        crawl = run_crawl(tmp_path / "out", process, *arguments)
        assert (crawl.exit_code, crawl.stderr) == (0, "")
    (slug,) = (slug for slug in crawl.slugs() if slug.endswith("-1003"))
    assert len(crawl.front_matter(slug)["copies"]) == 2


def test_template_that_fails_keeps_nothing_else_back(server: ServerFactory, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "artist_template.md").write_text("---\n{{ front_matter | yaml }}---\n", "utf-8")
    (templates / "album_template.md").write_text("{{ 1 // (release.release_id - 1001) }}", "utf-8")
    process = server("--generate", "3", "--limit", "1000")
    for arguments in ((), ("mode=render",)):
        crawl = run_crawl(tmp_path / "out", process, *arguments, MARKDOWN_TEMPLATES=str(templates))
        assert crawl.exit_code == 0
        assert len(crawl.slugs()) == 2
        assert "ZeroDivisionError" in crawl.stderr
        assert crawl.rows("SELECT DISTINCT id FROM failures WHERE service = 'page'") == [(1001,)]


def test_database_that_cannot_be_written_ends_the_crawl(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "3", "--limit", "1000")
    run_crawl(tmp_path / "out", process)
    for table in ("instances", "answers"):
        connection = sqlite3.connect(tmp_path / "out" / "collection.db")
        connection.execute(f"CREATE TRIGGER full BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'disk full'); END")
        connection.close()
        process.collection(add=[{"id": 2000 + len(table)}])
        crawl = run_crawl(tmp_path / "out", process, "mode=all")
        assert (crawl.exit_code, crawl.stderr) == (1, "vinylcrawl: the database failed: disk full\n")
        connection = sqlite3.connect(tmp_path / "out" / "collection.db")
        connection.execute("DROP TRIGGER full")
        connection.close()
    assert run_crawl(tmp_path / "out", process, "mode=all").exit_code == 0


def test_database_that_fails_under_the_last_item_ends_the_crawl(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "1", "--limit", "1000")
    crawl = run_crawl(tmp_path / "out", process)
    ((instance,),) = crawl.rows("SELECT instance_id FROM instances")
    connection = sqlite3.connect(tmp_path / "out" / "collection.db")
    connection.execute("CREATE TRIGGER full BEFORE INSERT ON pages BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    connection.close()
    process.collection(update={instance: {"rating": 1}})
    crawl = run_crawl(tmp_path / "out", process, timeout=20)
    assert (crawl.exit_code, crawl.stderr) == (1, "vinylcrawl: the database failed: disk full\n")
