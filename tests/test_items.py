"""Whatever an answer holds: it is refused, or it becomes an item that fits its schema."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scrapy.utils.test import get_crawler

from tests.server.generate import Generator
from vinylcrawl import items, schemas
from vinylcrawl.items import ArtistItem, Item, ReleaseItem
from vinylcrawl.pipelines.validate import ValidatePipeline
from vinylcrawl.services.discogs import DiscogsService, artist_item, page_artists, parts, release_item

DISCOGS = DiscogsService("https://api.discogs.com", "collector", "")
IMAGE = {"url": "u", "service": "discogs", "path": "p", "checksum": "c", "width": 1, "height": 1}

Json = Any


def short(value: Json) -> Json:
    """The same with no list longer than one, so that junk hits every part alike."""
    if isinstance(value, dict):
        return {key: short(part) for key, part in value.items()}
    return [short(part) for part in value[:1]] if isinstance(value, list) else value


GENERATOR = Generator(20)
TRACK = {"title": "T", "type_": "index", "position": "1", "duration": "1:00"}
RELEASE = short(GENERATOR.release(1001))
RELEASE["tracklist"] = [TRACK | {"artists": RELEASE["artists"], "sub_tracks": [TRACK]}]
COPY = short(GENERATOR.item(1001))

words = st.text(st.characters(), max_size=20) | st.sampled_from(
    [
        "x" * 100_000,
        "\ud800",
        "http://[",
        "https://i.discogs.com/\ud800",
        "-1",
        "²",
        "9" * 5000,
        "2020-01-01T00:00+24:00",
    ]
)
scalars = (
    st.none() | st.booleans() | st.integers() | st.sampled_from([10**400, -1]) | st.floats(allow_nan=False) | words
)
junk = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3))


def places(value: Json, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield (*path, key)
        yield from places(part, (*path, key))


@st.composite
def spoilt(draw: st.DrawFn, body: Json) -> Json:
    """The body with junk in some places and nothing in others."""
    body = json.loads(json.dumps(body))
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(sorted(places(body), key=repr)))
        inside = body
        for key in way:
            inside = inside[key]
        if draw(st.booleans()):
            inside[last] = draw(junk)
        else:
            del inside[last]
    return body


@pytest.fixture(scope="module")
def validate(tmp_path_factory: pytest.TempPathFactory) -> ValidatePipeline:
    folder = str(tmp_path_factory.mktemp("validate"))
    crawler = get_crawler(settings_dict={"PROJECT_DIR": folder, "DATABASE_PATH": "collection.db"})
    pipeline = ValidatePipeline.from_crawler(crawler)
    pipeline.open_spider()
    return pipeline


def check(validate: ValidatePipeline, make: Callable[[], Item | None]) -> None:
    item = make()
    if not item:
        return
    mended = validate.process_item(item)
    assert mended.validator.is_valid(dict(mended))
    assert items.load(mended.kind, items.dump(mended).encode().decode()) == mended
    assert items.digest(mended)


def release(copy: Json, body: Json) -> ReleaseItem:
    return release_item([copy], body, folders={}, fields={1: "Media"}, artist_slugs={}, may_follow=DISCOGS.may_follow)


def artist(credit: Json) -> ArtistItem | None:
    """None where the credit is nobody's."""
    fronts = page_artists({"id": 1, "title": "", "artists": [credit]})
    return artist_item(fronts[0], slug="x", may_follow=DISCOGS.may_follow) if fronts else None


@pytest.mark.parametrize(
    "part",
    [
        {"artists": [{"id": "12", "name": "Name"}]},
        {"artists": [{"id": True, "name": "Name"}]},
        {"artists": [{"id": 10**400, "name": "Name"}]},
        {"images": [{"uri": "https://i.discogs.com/\ud800"}]},
        {"title": "\ud800", "notes": "\ud800", "genres": ["\ud800"]},
        {"tracklist": [{"type_": "suite", "title": "T"}, {"type_": "suite"}, {"title": "T"}]},
        {"year": -1, "videos": [{"uri": "https://a.b", "duration": "1:00"}]},
        {"community": {"rating": {"average": 9}}},
    ],
)
def test_an_odd_part_of_an_answer_is_mended(validate: ValidatePipeline, part: Json) -> None:
    check(validate, lambda: release(COPY, RELEASE | part))


@pytest.mark.parametrize(
    "part",
    [
        {"rating": 6},
        {"rating": "5"},
        {"folder_id": "1"},
        {"notes": [{"field_id": "\ud800", "value": "Mint"}]},
        {"notes": ["Mint"]},
        {"basic_information": {"id": 5, "title": None}},
        {"basic_information": {"id": 5, "title": "T", "cover_image": "https://i.discogs.com/\ud800"}},
    ],
)
def test_an_odd_part_of_a_copy_is_mended(validate: ValidatePipeline, part: Json) -> None:
    check(validate, lambda: release(COPY | part, None))


@pytest.mark.parametrize("id_", [0, -1, "12", True, 1.5, 10**400, [], {}])
def test_an_odd_artist_is_mended(validate: ValidatePipeline, id_: Json) -> None:
    check(validate, lambda: artist({"name": "Name", "id": id_}))


@settings(deadline=None)
@given(spoilt(RELEASE))
def test_a_junk_answer_is_mended(validate: ValidatePipeline, body: Json) -> None:
    check(validate, lambda: release(COPY, body))


@settings(deadline=None)
@given(spoilt(COPY))
def test_a_junk_copy_is_mended(validate: ValidatePipeline, copy: Json) -> None:
    assume(parts.is_instance(copy))  # the others are no part of a collection page
    check(validate, lambda: release(copy, None))


@settings(deadline=None)
@given(spoilt(RELEASE["artists"][0] | {"thumbnail_url": "https://i.discogs.com/x.jpeg"}))
def test_a_junk_credit_is_mended(validate: ValidatePipeline, credit: Json) -> None:
    check(validate, lambda: artist(credit))


def objects(schema: Json) -> Iterator[Json]:
    """Every part of the schema that describes an object with fields of its own."""
    if isinstance(schema, dict) and "properties" in schema:
        yield schema
    for part in schema.values() if isinstance(schema, dict) else ():
        yield from objects(part)


@pytest.mark.parametrize(("name", "kind"), [("release", ReleaseItem), ("artist", ArtistItem)])
def test_schemas(name: str, kind: type[Item]) -> None:
    schema = schemas.load(name)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(schema)
    assert isinstance(kind().validator, jsonschema.Draft7Validator)
    assert set(kind.fields) == set(schema["properties"])
    for each in objects(schema):
        assert each["additionalProperties"] is False
        assert set(each.get("required", ())) <= set(each["properties"])


@pytest.mark.parametrize(
    ("field", "value", "counts"),
    [
        ("revision", 7, False),
        ("image", IMAGE, False),
        ("image_due", True, False),
        ("title", "Other", True),
        ("slug", "other", True),
    ],
)
def test_digest(field: str, value: object, counts: bool) -> None:
    item, other = release(COPY, RELEASE), release(COPY, RELEASE)
    other[field] = value
    assert (items.digest(item) != items.digest(other)) == counts


def test_digest_knows_no_order() -> None:
    item = release(COPY, RELEASE)
    assert items.digest(ReleaseItem(dict(reversed(list(item.items()))))) == items.digest(item)


def test_dumped_items_load() -> None:
    for item in (release(COPY, RELEASE), artist_item({"name": "É", "id": 1}, slug="e", may_follow=DISCOGS.may_follow)):
        loaded = items.load(item.kind, items.dump(item))
        assert (type(loaded), loaded, list(loaded)) == (type(item), item, list(item))
        assert "\\u" not in items.dump(item)
