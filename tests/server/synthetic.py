"""The parts of synthetic bodies, each computed from an id or from a generator seeded with one."""

import base64
import random
from datetime import datetime, timedelta, timezone
from typing import Any

from .words import ADJECTIVES, ENSEMBLES, FIRST, LAST, NOUNS

Json = dict[str, Any]

API = "https://api.discogs.com"
FIRST_RELEASE, FIRST_ARTIST, FIRST_MASTER, FIRST_LABEL = 1_000, 200_000, 400_000, 600_000
FIRST_INSTANCE = 700_000_000
LABELS = 500
VARIOUS = 194
NEWEST = datetime(2024, 5, 4, 7, 21, 48, tzinfo=timezone(timedelta(hours=-7)))


def added(release_id: int) -> str:
    """An hour apart, the lowest id the newest."""
    return (NEWEST - timedelta(hours=release_id - FIRST_RELEASE)).isoformat()


def folder_of(release_id: int) -> int:
    return 2 if release_id % 7 == 3 else 1


def artist_name(artist_id: int) -> str:
    index = artist_id - FIRST_ARTIST
    rest, first = divmod(index, len(FIRST))
    rest, last = divmod(rest, len(LAST))
    name = f"{FIRST[first]} {LAST[(last + first) % len(LAST)]} {ENSEMBLES[rest % len(ENSEMBLES)]}".strip()
    return f"{name} (2)" if index % 20 == 11 else name


def artist(artist_id: int) -> Json:
    chance = random.Random(artist_id)
    name = artist_name(artist_id)
    return {
        "id": artist_id,
        "name": name,
        "resource_url": f"{API}/artists/{artist_id}",
        "uri": f"https://www.discogs.com/artist/{artist_id}",
        "releases_url": f"{API}/artists/{artist_id}/releases",
        "profile": f"Known for [i]{phrase(chance)}[/i], worked with [a{FIRST_ARTIST}].\r\n{prose(chance, 3)}",
        "urls": [f"https://example.org/artists/{artist_id}"],
        "namevariations": [name.upper()],
        "images": images("A", artist_id, 1),
        "data_quality": "Needs Vote",
    }


def label(label_id: int) -> Json:
    name = phrase(random.Random(label_id))
    url = f"{API}/labels/{label_id}"
    return {
        "id": label_id,
        "name": name,
        "profile": "",
        "resource_url": url,
        "releases_url": f"{url}/releases",
    }


def credited(artist_id: int, name: str | None = None, *, join: str = "", role: str = "") -> Json:
    return {
        "name": name or artist_name(artist_id),
        "anv": "",
        "join": join,
        "role": role,
        "tracks": "",
        "id": artist_id,
        "resource_url": f"{API}/artists/{artist_id}",
    }


def pressed_by(chance: random.Random, release_id: int) -> Json:
    return company(chance, "1", "Label") | {"catno": f"VC {release_id}"}


def company(chance: random.Random, entity_type: str, role: str) -> Json:
    body = label(FIRST_LABEL + chance.randrange(LABELS))
    kept = {key: body[key] for key in ("id", "name", "resource_url")}
    return {**kept, "catno": "", "entity_type": entity_type, "entity_type_name": role}


def images(kind: str, number: int, count: int) -> list[Json]:
    return [image(f"{kind}-{number}-{i + 1}.jpeg", "secondary" if i else "primary") for i in range(count)]


def image(name: str, kind: str) -> Json:
    coded = base64.urlsafe_b64encode(f"s3://discogs-database-images/{name}".encode()).decode().rstrip("=")
    uri = f"https://i.discogs.com/{coded[::-1]}/rs:fit/g:sm/q:90/h:600/w:600/{coded}.jpeg"
    small = uri.replace("q:90/h:600/w:600", "q:40/h:150/w:150")
    return {"type": kind, "uri": uri, "resource_url": uri, "uri150": small, "width": 600, "height": 600}


def identifiers(chance: random.Random, release_id: int) -> list[Json]:
    runout = {
        "type": "Matrix / Runout",
        "value": f"VC-{release_id}-A {chance.randint(1, 9)}",
        "description": "A",
    }
    return [{"type": "Barcode", "value": barcode(release_id)}, runout] if release_id % 3 else [runout]


def barcode(release_id: int) -> str:
    """EAN-13 with its check digit, from the range that no article gets."""
    digits = f"200{release_id:09}"
    odd, even = sum(map(int, digits[::2])), sum(map(int, digits[1::2]))
    return digits + str(-(odd + 3 * even) % 10)


def community(chance: random.Random) -> Json:
    rating = {"count": chance.randint(1, 400), "average": round(chance.uniform(3, 5), 2)}
    contributor = {"username": "example", "resource_url": f"{API}/users/example"}
    return {
        "have": chance.randrange(5000),
        "want": chance.randrange(2000),
        "rating": rating,
        "submitter": contributor,
        "contributors": [contributor],
        "data_quality": "Correct",
        "status": "Accepted",
    }


def video(chance: random.Random) -> Json:
    title = phrase(chance)
    uri = f"https://www.youtube.com/watch?v={chance.randrange(10**11):011}"
    return {
        "uri": uri,
        "title": title,
        "description": title,
        "duration": chance.randint(120, 480),
        "embed": True,
    }


def notes(chance: random.Random, release_id: int) -> str:
    return f"Recorded at [l{FIRST_LABEL + release_id % LABELS}].\r\n{prose(chance, 4)}"


def prose(chance: random.Random, sentences: int) -> str:
    return " ".join(f"{phrase(chance)} meets the {phrase(chance).lower()}." for _ in range(sentences))


def phrase(chance: random.Random) -> str:
    return f"{chance.choice(ADJECTIVES)} {chance.choice(NOUNS)}"
