"""The shorthand of the demo's YAML files, expanded to the pieces a Discogs answer is made of.

A line's columns are divided by ``|``; ``Name as Credited`` is an artist under a name variation. Tracks come
one a line: ``A1 | Title | 3:21 | with Someone: Piano; Another: Bass``, or ``by Someone`` for a track of
somebody else's; ``# Title`` is a heading, ``= Title`` an index track and ``-A1 | Title`` one of its parts.
"""

import re
import zlib
from typing import Any

Json = dict[str, Any]

API = "https://api.discogs.com"
VARIOUS = 194
COMPANY_ROLES = {"Made By": "16", "Recorded At": "23"}
FICTITIOUS = 900_000_000
HASHED = FICTITIOUS + 1_000_000


class Names:
    """Ids for names: the given ones, a hash of the name for all others."""

    def __init__(self, known: dict[str, int]) -> None:
        self._known = {**known, "Various": VARIOUS}

    def is_known(self, name: str) -> bool:
        return name in self._known and name != "Various"

    def artist(self, name: str) -> Json:
        artist_id = self._known.get(name) or hashed_id(f"artist {name}")
        return {"id": artist_id, "name": name, "resource_url": f"{API}/artists/{artist_id}"}

    def credit(self, text: str, *, join: str = "", role: str = "", tracks: str = "") -> Json:
        name, _, anv = text.partition(" as ")
        artist = self.artist(name)
        return {
            "name": name,
            "anv": anv,
            "join": join,
            "role": role,
            "tracks": tracks,
            "id": artist["id"],
            "resource_url": artist["resource_url"],
        }

    def joined(self, parts: list[str]) -> list[Json]:
        """Names and joins in turn: ``[A, "&", B]``."""
        joins = [*parts[1::2], ""]
        return [self.credit(name, join=join) for name, join in zip(parts[::2], joins, strict=True)]

    def extraartist(self, line: str) -> Json:
        name, role, tracks = columns(line, 3)
        return self.credit(name, role=role, tracks=tracks)

    def tracklist(self, text: str) -> list[Json]:
        tracks: list[Json] = []
        for line in text.splitlines():
            if line.startswith("-"):
                tracks[-1].setdefault("sub_tracks", []).append(self._track(line[1:]))
            elif line.startswith("#"):
                tracks.append(self._track(f"| {line[1:]}", type_="heading"))
            elif line.startswith("="):
                tracks.append(self._track(f"| {line[1:]}", type_="index"))
            else:
                tracks.append(self._track(line))
        return tracks

    def _track(self, line: str, type_: str = "track") -> Json:
        position, title, duration, people = columns(line, 4)
        track: Json = {"position": position, "type_": type_}
        if people.startswith("by "):
            track["artists"] = [self.credit(people.removeprefix("by "))]
        track["title"] = title
        if people.startswith("with "):
            guests = people.removeprefix("with ").split("; ")
            track["extraartists"] = [self.extraartist(guest.replace(": ", "|")) for guest in guests]
        return {**track, "duration": duration}


def hashed_id(text: str) -> int:
    return HASHED + zlib.crc32(text.encode()) % 90_000_000


def columns(line: str, count: int) -> list[str]:
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) > count:
        raise ValueError(f"More than {count} columns: {line}")
    return cells + [""] * (count - len(cells))


def label(line: str) -> Json:
    name, catno = columns(line, 2)
    return _label(name, catno, "1", "Label")


def company(line: str) -> Json:
    role, name = columns(line, 2)
    return _label(name, "", COMPANY_ROLES[role], role)


def _label(name: str, catno: str, entity_type: str, entity_type_name: str) -> Json:
    label_id = hashed_id(f"label {name}")
    return {
        "name": name,
        "catno": catno,
        "entity_type": entity_type,
        "entity_type_name": entity_type_name,
        "id": label_id,
        "resource_url": f"{API}/labels/{label_id}",
    }


def medium(line: str) -> Json:
    """``Vinyl*2 | LP, Album | Red``: carrier and quantity, descriptions, free text."""
    carrier, descriptions, text = columns(line, 3)
    name, _, quantity = carrier.partition("*")
    body: Json = {"name": name, "qty": quantity or "1"}
    if text:
        body["text"] = text
    if descriptions:
        body["descriptions"] = descriptions.split(", ")
    return body


def identifier(line: str) -> Json:
    type_, value, description = columns(line, 3)
    body = {"type": type_, "value": value}
    return {**body, "description": description} if description else body


def names(artists: list[Json]) -> str:
    """The artists as printed: ``Duke Ellington & John Coltrane``."""
    text = ""
    for artist in artists:
        join = artist["join"]
        text += artist["anv"] or artist["name"]
        text += ", " if join == "," else f" {join} " if join else ""
    return text


def address(*parts: str) -> str:
    """The readable end of a page's address; empty where nothing of it is ASCII."""
    text = re.sub(r"[^A-Za-z0-9]+", "-", " ".join(parts).replace(".", "").replace("'", "")).strip("-")
    return f"-{text}" if text else ""
