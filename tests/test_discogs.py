"""Discogs' answers as items: what may be missing, null or odd, one case a line."""

from typing import Any

import pytest

from vinylcrawl.items import ReleaseItem
from vinylcrawl.services.discogs import DiscogsService, artist_item, page_artists, release_item

DISCOGS = DiscogsService("https://api.discogs.com", "collector", "")
PRIMARY, SECOND, COVER, THUMB = (
    f"https://i.discogs.com/{name}.jpeg" for name in ("primary", "second", "cover", "thumb")
)
URLS = {"title": "Video", "description": None, "duration": 200, "uri": "https://www.youtube.com/watch?v=x"}

Json = dict[str, Any]


def copy(**changes: Any) -> Json:
    """The least that a collection page tells of a copy."""
    information = {"id": 5, "title": "Title", "artists": [credit("Name", 7)]}
    return {"id": 5, "instance_id": 1, "basic_information": information, **changes}


def credit(name: str, artist_id: int | None = 1, **more: Any) -> Json:
    return {"name": name, "id": artist_id, **more}


def listed(*copies: Any, **options: Any) -> ReleaseItem:
    instances: Any = copies or (copy(),)
    known: Json = {"folders": {1: "Uncategorized", 2: "Shelf"}, "fields": {1: "Media"}, "artist_slugs": {7: "name"}}
    answer = options.pop("release", None)
    return release_item(instances, answer, may_follow=DISCOGS.may_follow, **known | options)


def complete(**body: Any) -> ReleaseItem:
    return listed(release={"id": 5, "title": "Title", "artists": [credit("Name", 7)], **body})


def test_the_least_that_is_known_makes_a_whole_item() -> None:
    item = listed()
    assert list(item.validator.iter_errors(dict(item))) == []
    assert (item["title"], item["artist_name"], item["slug"]) == ("Title", "Name", "title-5")
    assert (item["year"], item["released"], item["country"], item["master_id"]) == (0, "", "", None)
    assert (item["tracklist"], item["labels"], item["image_candidates"]) == ([], [], [])
    assert item["copies"][0] == {
        "instance_id": 1,
        "folder_id": None,
        "folder": "",
        "added": "1970-01-01T00:00:00+00:00",
        "rating": 0,
        "notes": {},
    }


@pytest.mark.parametrize(
    ("release", "deleted", "status"),
    [
        (None, False, "listed"),
        (None, True, "deleted"),
        ({"id": 5, "title": "Title", "artists": []}, False, "complete"),
        ({"id": 5, "title": "Title", "artists": []}, True, "deleted"),
    ],
)
def test_status(release: Json | None, deleted: bool, status: str) -> None:
    assert listed(release=release, deleted=deleted)["status"] == status


@pytest.mark.parametrize(
    ("answered", "field", "expected"),
    [
        ({"title": " A \r\n B "}, "title", "A B"),
        ({"title": "\x00"}, "title", "Untitled"),
        ({"title": "!!!"}, "slug", "5"),
        ({"year": 0}, "year", 0),
        ({"year": None}, "year", 0),
        ({"master_id": 0}, "master_id", None),
        ({"master_id": 9}, "master_id", 9),
        ({"country": None}, "country", ""),
        ({"released": "1994"}, "released", "1994"),
        ({"released": "1994-03-00"}, "released", "1994-03"),
        ({"released": "1994-00-00"}, "released", "1994"),
        ({"released": "1994-03-10"}, "released", "1994-03-10"),
        ({"released": None}, "released", ""),
        ({"notes": "a\r\nb  "}, "notes", "a\nb"),
        ({"notes": None}, "notes", ""),
        ({"genres": None}, "genres", []),
        ({"styles": ["Dub", ""]}, "styles", ["Dub"]),
        ({"artists": []}, "artist_name", "Unknown Artist"),
        ({"artists": None}, "artist_name", "Unknown Artist"),
        ({"artists": [credit("A (2)", join="&"), credit("B", anv="Bee*", join="x")]}, "artist_name", "A & Bee"),
        ({"artists": [credit("A", join=","), credit("B", join="Feat."), credit("C")]}, "artist_name", "A, B Feat. C"),
        ({"community": None}, "community", {"rating": 0, "votes": 0, "have": 0, "want": 0}),
        (
            {"community": {"have": 3, "want": 2, "rating": {"count": 1, "average": 4.5}}},
            "community",
            {"rating": 4.5, "votes": 1, "have": 3, "want": 2},
        ),
        ({"labels": [{"name": ""}]}, "labels", []),
        (
            {"labels": [{"name": "Blue Note (2)", "catno": "BLP 1595"}]},
            "labels",
            [{"label_id": None, "name": "Blue Note (2)", "catno": "BLP 1595", "role": ""}],
        ),
        (
            {"identifiers": [{"type": "Barcode", "value": None}]},
            "identifiers",
            [{"type": "Barcode", "value": "", "description": ""}],
        ),
        ({"extraartists": None, "companies": None, "series": None, "identifiers": None}, "credits", []),
        ({"videos": None}, "videos", []),
        ({"images": None}, "images", []),
        ({"images": [{"uri": "", "type": "primary"}, {"type": "secondary"}]}, "images", []),
        ({"tracklist": None}, "tracklist", []),
    ],
)
def test_field(answered: Json, field: str, expected: object) -> None:
    item = complete(**answered)
    assert item[field] == expected
    assert item.validator.is_valid(dict(item))


@pytest.mark.parametrize(("qty", "quantity"), [("2", 2), ("0", 0), ("", 1), (None, 1), ("many", 1), (3, 3), ("-1", 1)])
def test_format(qty: Any, quantity: int) -> None:
    made = {"name": "Vinyl", "quantity": quantity, "descriptions": [], "text": ""}
    assert complete(formats=[{"name": "Vinyl", "qty": qty}])["formats"] == [made]


@pytest.mark.parametrize(
    ("track", "expected"),
    [
        ({}, {"type": "track", "title": "", "position": "", "duration": ""}),
        ({"title": "A", "type_": "heading"}, {"type": "heading", "title": "A"}),
        (
            {"title": " A\tB ", "duration": "3:05", "position": "1-1"},
            {"title": "A B", "duration": "3:05", "position": "1-1"},
        ),
        ({"artists": [credit("X", join="/"), credit("Y (3)")]}, {"artist_name": "X / Y"}),
    ],
)
def test_track(track: Json, expected: Json) -> None:
    made = complete(tracklist=[track, {"title": "I", "type_": "index", "sub_tracks": [track]}])["tracklist"]
    assert expected.items() <= made[0].items()
    assert made[1]["sub_tracks"] == made[:1]


def test_a_credit_on_the_front_knows_its_page() -> None:
    artists = complete(artists=[credit("Name", 7), credit("Other", 8), credit("Nobody", 0)])["artists"]
    assert [(each["artist_id"], each["slug"]) for each in artists] == [(7, "name"), (8, ""), (None, "")]


def test_a_video_stands_once() -> None:
    videos = complete(videos=[URLS, URLS | {"title": None}, {"uri": "javascript:alert(1)"}, {}])["videos"]
    assert videos == [{"url": URLS["uri"], "title": URLS["uri"], "description": "", "duration": 200}]


def test_copies_stand_in_the_order_of_their_arrival() -> None:
    later = copy(instance_id=1, date_added="2021-01-01T00:00:00-08:00", folder_id=2, rating=4)
    first = copy(instance_id=2, date_added="2021-01-01T09:00:00+02:00", folder_id=1)
    item = listed(later, first)
    assert [kept["instance_id"] for kept in item["copies"]] == [2, 1]
    assert [kept["folder"] for kept in item["copies"]] == ["Uncategorized", "Shelf"]
    assert item["added"] == "2021-01-01T09:00:00+02:00"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"notes": [{"field_id": 1, "value": "Mint"}]}, {"notes": {"Media": "Mint"}}),
        ({"notes": [{"field_id": 9, "value": "a\r\nb"}]}, {"notes": {"Field 9": "a\nb"}}),
        ({"notes": [{"field_id": 1, "value": ""}, {"field_id": 1}]}, {"notes": {}}),
        ({"notes": None}, {"notes": {}}),
        ({"folder_id": 2}, {"folder": "Shelf", "folder_id": 2}),
        ({"folder_id": 77}, {"folder": "", "folder_id": 77}),
        ({"rating": None}, {"rating": 0}),
        ({"date_added": "2020-11-18T19:17:05-07:00"}, {"added": "2020-11-18T19:17:05-07:00"}),
        ({"date_added": "2020-11-18"}, {"added": "2020-11-18T00:00:00+00:00"}),
        ({"date_added": "yesterday"}, {"added": "1970-01-01T00:00:00+00:00"}),
        ({"date_added": None}, {"added": "1970-01-01T00:00:00+00:00"}),
    ],
)
def test_copy(changes: Json, expected: Json) -> None:
    assert expected.items() <= listed(copy(**changes))["copies"][0].items()


def test_images_are_tried_from_the_primary_one_down() -> None:
    single = copy()
    single["basic_information"] |= {"cover_image": COVER, "thumb": THUMB}
    images = [{"type": "secondary", "uri": SECOND}, {"type": "primary", "uri": PRIMARY}, {"uri": SECOND}, {"uri": ""}]
    release = {"id": 5, "title": "Title", "artists": [], "images": images}
    candidates = listed(single, release=release)["image_candidates"]
    assert [candidate["url"] for candidate in candidates] == [PRIMARY, COVER, SECOND, THUMB]
    assert {candidate["service"] for candidate in candidates} == {"discogs"}


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        (PRIMARY, True),
        ("https://img.discogs.com/x.jpg", True),
        ("http://api.discogs.com/image/R-1.jpeg", True),
        ("https://i.discogs.com.evil.example/x.jpg", False),
        ("https://evil.example/i.discogs.com/x.jpg", False),
        ("https://i.discogs.com@evil.example/x.jpg", False),
        ("file://i.discogs.com/etc/passwd", False),
        ("//i.discogs.com/x.jpg", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_links_to_other_hosts_are_no_candidates(url: str, followed: bool) -> None:
    candidates = complete(images=[{"type": "primary", "uri": url}])["image_candidates"]
    assert [candidate["url"] for candidate in candidates] == [url] * followed
    artist = artist_item({"name": "A", "id": 1, "thumbnail_url": url}, slug="a", may_follow=DISCOGS.may_follow)
    assert [candidate["url"] for candidate in artist["image_candidates"]] == [url] * followed


@pytest.mark.parametrize(
    ("artists", "ids"),
    [
        ([credit("A", 1), credit("Various", 194), credit("B", 2)], [1, 2]),
        ([credit("Various", 194)], []),
        ([credit("Nobody", 0), credit("Nobody", None), {"name": "Nobody"}], []),
        ([], []),
        (None, []),
    ],
)
def test_page_artists(artists: Any, ids: list[int]) -> None:
    assert [each["id"] for each in page_artists({"id": 5, "title": "", "artists": artists})] == ids


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Miles Davis", ("Miles Davis", "Miles Davis")),
        ("Nirvana (2)", ("Nirvana (2)", "Nirvana")),
        (" \r\n", ("Artist 8", "Artist 8")),
        ("(2)", ("(2)", "(2)")),
    ],
)
def test_artist_item(name: str, expected: tuple[str, str]) -> None:
    item = artist_item({"name": name, "id": 8}, slug="x", revision=3, may_follow=DISCOGS.may_follow)
    assert (item["name"], item["display"]) == expected
    assert (item.id, item["revision"], item["slug"], item["image_candidates"]) == (8, 3, "x", [])
    assert item["discogs_url"] == "https://www.discogs.com/artist/8"
    assert item.validator.is_valid(dict(item))
