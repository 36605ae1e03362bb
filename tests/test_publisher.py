"""Pages and pictures below the output folder, and what happens to them when their owner or a kill gets in between."""

import hashlib
import shutil
from pathlib import Path

import pytest

from vinylcrawl.database import Database
from vinylcrawl.items import ReleaseItem
from vinylcrawl.publisher import Publisher
from vinylcrawl.rendering import Renderer
from vinylcrawl.services.discogs import release_item

ROOT = Path(__file__).resolve().parent.parent


def release(title: str = "Dub Plates", image: str | None = None) -> ReleaseItem:
    information = {"id": 7, "title": title, "artists": [{"id": 3, "name": "King Tubby"}], "labels": [], "formats": []}
    item = release_item(
        [{"id": 7, "instance_id": 1, "basic_information": information, "date_added": "2024-05-04T07:21:48-07:00"}],
        None,
        revision=1,
        folders={},
        fields={},
        artist_slugs={3: "king-tubby"},
        may_follow=bool,
    )
    if image:
        item["image"] = {
            "url": f"https://i.discogs.com/{image}",
            "service": "discogs",
            "path": f"artwork/{image}",
            "checksum": hashlib.sha256(image.encode()).hexdigest(),
            "width": 600,
            "height": 600,
        }
    return item


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    database = Database(tmp_path / "collection.db")
    database.collection.save_instances([{"instance_id": 1, "basic_information": {"id": 7}}])
    (tmp_path / "artwork").mkdir()
    for name in ("small.jpg", "large.jpg"):
        (tmp_path / "artwork" / name).write_bytes(name.encode())
    placeholder = ROOT / "templates" / "placeholder.jpg"
    return Publisher(database, Renderer(ROOT / "templates"), tmp_path, placeholder)


def publish(publisher: Publisher, item: ReleaseItem) -> str:
    return publisher.publish(item, [], publisher.database.pages.page("release", 7))


def page(publisher: Publisher, item: ReleaseItem) -> Path:
    return Path(publisher.output, "content", "albums", item["slug"], "index.md")


def picture(publisher: Publisher, item: ReleaseItem) -> Path:
    return page(publisher, item).with_name(f"{item['slug']}.jpg")


def test_unchanged_page_is_not_touched(publisher: Publisher) -> None:
    assert publish(publisher, release()) == "written"
    before = page(publisher, release()).stat()
    assert publish(publisher, release()) == "unchanged"
    assert page(publisher, release()).stat() == before


def test_placeholder_gives_way_to_a_picture_and_that_to_a_better_one(publisher: Publisher) -> None:
    publish(publisher, release())
    assert picture(publisher, release()).read_bytes() == publisher.placeholder
    for name in ("small.jpg", "large.jpg"):
        publish(publisher, release(image=name))
        assert picture(publisher, release()).read_bytes() == name.encode()


def test_picture_is_shared_with_the_artwork_but_the_placeholder_is_a_copy(publisher: Publisher) -> None:
    publish(publisher, release())
    assert not picture(publisher, release()).samefile(ROOT / "templates" / "placeholder.jpg")
    publish(publisher, release(image="small.jpg"))
    assert picture(publisher, release()).samefile(Path(publisher.output) / "artwork" / "small.jpg")


def test_new_slug_takes_the_old_page_away(publisher: Publisher) -> None:
    publish(publisher, release("Dub Plates"))
    publish(publisher, release("Dub Plates, Volume One"))
    assert [path.name for path in (Path(publisher.output) / "content" / "albums").iterdir()] == [
        "dub-plates-volume-one-7"
    ]


def test_new_slug_leaves_an_edited_page_where_it_is(publisher: Publisher) -> None:
    publish(publisher, release("Dub Plates"))
    page(publisher, release("Dub Plates")).write_text("mine", "utf-8")
    assert publish(publisher, release("Dub Plates, Volume One")) == "edited"
    assert page(publisher, release("Dub Plates")).read_text("utf-8") == "mine"
    assert not page(publisher, release("Dub Plates, Volume One")).exists()


def test_new_slug_leaves_the_owners_picture(publisher: Publisher) -> None:
    publish(publisher, release("Dub Plates"))
    picture(publisher, release("Dub Plates")).write_bytes(b"mine")
    publish(publisher, release("Dub Plates, Volume One"))
    assert picture(publisher, release("Dub Plates")).read_bytes() == b"mine"
    assert not page(publisher, release("Dub Plates")).exists()


def test_new_slug_after_the_content_was_deleted(publisher: Publisher) -> None:
    publish(publisher, release("Dub Plates"))
    shutil.rmtree(Path(publisher.output, "content"))
    assert publish(publisher, release("Dub Plates, Volume One")) == "written"


@pytest.mark.parametrize("step", ["write", "share"])
def test_kill_before_a_file_is_written_leaves_it_ours(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    publish(publisher, release(image="small.jpg"))
    changed = release(image="large.jpg")
    changed["country"] = "Jamaica"
    with monkeypatch.context() as patch:
        patch.setattr(f"vinylcrawl.files.{step}", kill)
        with pytest.raises(KeyboardInterrupt):
            publish(publisher, changed)
    publish(publisher, changed)
    assert "Jamaica" in page(publisher, changed).read_text("utf-8")
    assert picture(publisher, changed).read_bytes() == b"large.jpg"
    changed["country"] = "UK"
    assert publish(publisher, changed) == "written"


def kill(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_page_of_an_unknown_writer_is_left_alone(publisher: Publisher) -> None:
    page(publisher, release()).parent.mkdir(parents=True)
    page(publisher, release()).write_text("mine", "utf-8")
    assert publish(publisher, release()) == "edited"
    assert page(publisher, release()).read_text("utf-8") == "mine"
