"""The database as its users see it: what is due, what is kept, what a kill leaves."""

import sqlite3
from pathlib import Path

import pytest

from vinylcrawl.database import Database
from vinylcrawl.database.schema import MIGRATIONS
from vinylcrawl.exceptions import StartError


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "collection.db")


def copy(release_id: int, instance_id: int | None = None, added: str = "2024", **more: object) -> dict[str, object]:
    information = {"id": release_id, "title": f"Title {release_id}"}
    instance_id = instance_id or release_id * 10
    return {"instance_id": instance_id, "basic_information": information, "date_added": added, **more}


def test_opened_again_it_is_the_same(tmp_path: Path) -> None:
    Database(tmp_path / "collection.db").collection.save_instances([copy(1)])
    assert Database(tmp_path / "collection.db").collection.instances(1) == [copy(1)]
    connection = sqlite3.connect(tmp_path / "collection.db")
    assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


@pytest.mark.parametrize("content", [b"junk" * 1000, b"SQLite format 3\0" + b"\1" * 5000])
def test_broken_file_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "collection.db"
    path.write_bytes(content)
    with pytest.raises(StartError, match="DATABASE_PATH"):
        Database(path)
    assert path.read_bytes() == content


def test_walk_tells_new_from_changed_from_known(database: Database) -> None:
    assert database.collection.save_instances([copy(1), copy(2)]) == (2, 0)
    assert database.collection.save_instances([copy(1), copy(2)]) == (0, 0)
    assert database.collection.save_instances([copy(1, rating=5), copy(2), copy(3)]) == (1, 1)
    assert database.collection.save_instances([copy(1, 77)]) == (0, 1)


def test_newest_arrivals_are_due_first(database: Database) -> None:
    database.collection.save_instances([copy(1, added="2020"), copy(2, added="2022"), copy(3, added="2021")])
    assert database.answers.due(0, 1e12, 10) == [2, 3, 1]
    assert database.answers.due(0, 1e12, 2) == [2, 3]


def test_what_was_answered_or_tried_is_not_due(database: Database) -> None:
    database.collection.save_instances([copy(1), copy(2), copy(3)])
    database.answers.save_release(1, '{"id": 1}')
    database.answers.save_deleted(2)
    database.answers.attempted(3)
    assert database.answers.due(0, 0, 10) == []
    assert database.answers.due(0, 1e12, 10) == [3]  # a run that begins later tries again
    assert sorted(database.answers.due(1e12, 1e12, 10)) == [1, 2, 3]  # `all` asks for everything


def test_answer_forgets_the_failure(database: Database) -> None:
    database.collection.save_instances([copy(1)])
    for _ in range(2):
        database.answers.save_failure("release", 1, "discogs", "https://x/releases/1", "status 500")
    connection = sqlite3.connect(database.path)
    assert connection.execute("SELECT times, reason FROM failures").fetchall() == [(2, "status 500")]
    database.answers.save_release(1, '{"id": 1}')
    assert connection.execute("SELECT * FROM failures").fetchall() == []
    connection.close()


def test_renamed_folder_makes_every_page_due(database: Database) -> None:
    database.collection.save_instances([copy(1)])
    revision = database.pages.state("release", 1).revision
    database.collection.save_names("folder", {1: "Jazz"})
    assert database.pages.state("release", 1).revision == revision + 1
    database.collection.save_names("folder", {1: "Jazz"})
    assert database.pages.state("release", 1).revision == revision + 1


@pytest.mark.parametrize("order", [1, -1])
def test_namesakes_get_slugs_whatever_the_order(database: Database, order: int) -> None:
    artists = [{"id": 5, "name": "Nirvana"}, {"id": 900, "name": "Nirvana (2)"}, {"id": 7, "name": "!!!"}]
    database.collection.see_artists(artists[::order])
    database.collection.settle_artist_slugs()
    slugs = {5: "nirvana", 900: "nirvana-900", 7: "artist-7"}
    assert database.collection.artist_slugs([5, 900, 7]) == slugs
    database.collection.see_artists([{"id": 2, "name": "Nirvana (3)"}])
    database.collection.settle_artist_slugs()
    assert database.collection.artist_slugs([5, 900, 7, 2]) == {**slugs, 2: "nirvana-2"}


def test_interrupted_run_goes_on_until_it_is_through(database: Database) -> None:
    began = database.answers.begin("all", restart=False)
    assert database.answers.begin("all", restart=False) == began
    assert database.answers.begin("all", restart=True) > began
    database.answers.finish("all")
    assert database.answers.begin("all", restart=False) > began
