"""Discogs' answers for the demo collection, in the shapes of its API."""

import datetime as dt

from tests.demo.links import image_link, images
from tests.demo.notation import API, Json, Names, address, company, identifier, label, medium, names

USERNAME = "vinylcrawl-demo"
SITE = "https://www.discogs.com"
PORTRAIT = 300
EDITED = "2026-01-05T04:12:40-08:00"


def release_body(record: Json, ids: Names) -> Json:
    release_id, artists = record["id"], [_pictured(credit, ids) for credit in ids.joined(record["artists"])]
    formats = [medium(line) for line in record["formats"]]
    quantity = sum(int(each["qty"]) for each in formats if each["name"] != "Box Set")
    notes = {"notes": record["notes"]} if "notes" in record else {}
    extraartists = [ids.extraartist(line) for line in record.get("credits", [])]
    pictures = images(f"R-{release_id}", record.get("images", 1))
    return {
        "id": release_id,
        "status": "Accepted",
        "year": int(record["released"][:4]),
        "resource_url": f"{API}/releases/{release_id}",
        "uri": f"{SITE}/release/{release_id}{address(names(artists), record['title'])}",
        "artists": artists,
        "artists_sort": _sort_name(artists),
        "labels": [label(line) for line in record["labels"]],
        "series": [],
        "companies": [company(line) for line in record.get("companies", [])],
        "formats": formats,
        "data_quality": "Needs Vote",
        "community": _community(release_id),
        "format_quantity": quantity,
        "date_added": EDITED,
        "date_changed": EDITED,
        "num_for_sale": 0,
        "lowest_price": None,
        **master_links(record),
        "title": record["title"],
        "country": record["country"],
        "released": record["released"],
        **notes,
        "released_formatted": _formatted(record["released"]),
        "identifiers": [identifier(line) for line in record.get("identifiers", [])],
        "genres": record["genres"],
        "styles": record["styles"],
        "tracklist": ids.tracklist(record["tracks"]),
        **({"extraartists": extraartists} if extraartists else {}),
        **({"images": pictures} if pictures else {}),
        "thumb": pictures[0]["uri150"] if pictures else "",
        "estimated_weight": quantity * (85 if formats[0]["name"] == "CD" else 230),
        "blocked_from_sale": False,
        "is_offensive": False,
    }


def master_body(record: Json, ids: Names) -> Json:
    release = release_body(record, ids)
    master_id, release_id = _master_id(record), record["id"]
    return {
        "id": master_id,
        "main_release": release_id,
        "most_recent_release": release_id,
        "resource_url": f"{API}/masters/{master_id}",
        "uri": f"{SITE}/master/{master_id}{address(names(release['artists']), record['title'])}",
        "versions_url": f"{API}/masters/{master_id}/versions",
        "main_release_url": f"{API}/releases/{release_id}",
        "most_recent_release_url": f"{API}/releases/{release_id}",
        "num_for_sale": 0,
        "lowest_price": None,
        **({"images": release["images"]} if "images" in release else {}),
        "genres": record["genres"],
        "styles": record["styles"],
        "year": record["master"],
        "tracklist": release["tracklist"],
        "artists": release["artists"],
        "title": record["title"],
        "data_quality": "Correct",
    }


def artist_body(artist: Json, ids: Names) -> Json:
    artist_id, name = artist["id"], artist["name"]
    pictures = images(f"A-{artist_id}", 1, size=PORTRAIT)
    given: Json = {key: artist[key] for key in ("realname", "profile", "urls", "namevariations") if key in artist}
    people: Json = {
        key: [ids.artist(each) | ({} if key == "aliases" else {"active": True}) for each in artist[key]]
        for key in ("aliases", "members", "groups")
        if key in artist
    }
    return {
        "name": name,
        "id": artist_id,
        "resource_url": f"{API}/artists/{artist_id}",
        "uri": f"{SITE}/artist/{artist_id}{address(name)}",
        "releases_url": f"{API}/artists/{artist_id}/releases",
        **({"images": pictures} if pictures else {}),
        **given,
        **people,
        "data_quality": "Needs Vote",
    }


def _pictured(credit: Json, ids: Names) -> Json:
    """A credit on the front of a release carries the artist's picture."""
    known = ids.is_known(credit["name"])
    return credit | {"thumbnail_url": image_link(f"A-{credit['id']}-1", PORTRAIT)} if known else credit


def _master_id(record: Json) -> int:
    return int(record["id"]) + 500


def master_links(record: Json) -> Json:
    if "master" not in record:
        return {}
    return {"master_id": _master_id(record), "master_url": f"{API}/masters/{_master_id(record)}"}


def _community(release_id: int) -> Json:
    """Invented figures: the release ids are, too."""
    seed = release_id * 7919
    user = {"username": USERNAME, "resource_url": f"{API}/users/{USERNAME}"}
    return {
        "have": 400 + seed % 5000,
        "want": 150 + seed % 1900,
        "rating": {"count": 40 + seed % 300, "average": round(4.2 + seed % 70 / 100, 2)},
        "submitter": user,
        "contributors": [user],
        "data_quality": "Needs Vote",
        "status": "Accepted",
    }


def _sort_name(artists: list[Json]) -> str:
    text = names([{**artist, "anv": ""} for artist in artists])
    return f"{text.removeprefix('The ')}, The" if text.startswith("The ") else text


def _formatted(released: str) -> str:
    """``1959-08-17`` as Discogs prints it: ``17 Aug 1959``; a day ``00`` is left out."""
    year, *rest = released.split("-")
    if not rest:
        return year
    month = dt.date(int(year), int(rest[0]), 1).strftime("%b %Y")
    return month if rest[1] == "00" else f"{rest[1]} {month}"
