"""Parts of Discogs' answers as parts of items.

What is missing becomes empty; what is of the wrong kind is handed on as it is, for the schema to find and to report.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeGuard

from vinylcrawl import text

# SQLite's integers; Discogs' ids are far below
MAX_ID = 2**63 - 1


def is_id(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MAX_ID


def is_instance(value: Any) -> bool:
    """Whether an entry of a collection page can be told apart: a copy and a release, each with its id."""
    if not isinstance(value, dict) or not is_id(value.get("instance_id")):
        return False
    information = value.get("basic_information")
    return isinstance(information, dict) and is_id(information.get("id"))


def line(value: Any) -> Any:
    return text.line(value) if isinstance(value, str) else "" if value is None else value


def clean(value: Any) -> Any:
    return text.clean(value) if isinstance(value, str) else "" if value is None else value


def each(values: Any) -> list[Any]:
    if values is None:
        return []
    return values if isinstance(values, list) else [values]


def strings(values: Any) -> list[Any]:
    return [value for value in map(line, each(values)) if value != ""]


def credit(source: Any, slugs: Mapping[int, str] | None = None) -> Any:
    if not isinstance(source, dict):
        return source
    name, anv = text.line(str(source.get("name") or "")) or "Unknown Artist", line(source.get("anv"))
    artist_id = source.get("id") or None
    parsed = {
        "artist_id": artist_id,
        "name": name,
        "display": text.display_name(name, str(anv)),
        "anv": anv,
        "join": line(source.get("join")),
        "role": line(source.get("role")),
        "tracks": line(source.get("tracks")),
    }
    if slugs is not None:
        parsed["slug"] = slugs.get(artist_id, "") if is_id(artist_id) else ""
    return parsed


def printed(credits: Iterable[Any]) -> str:
    """Names and joins as on the sleeve."""
    return text.join_credits((c["display"], str(c["join"])) for c in credits if isinstance(c, dict))


def companies(sources: Any) -> list[Any]:
    """Labels, series or companies; one without a name says nothing."""
    return [company(source) for source in each(sources) if not _is_nameless(source)]


def _is_nameless(source: Any) -> bool:
    return isinstance(source, dict) and line(source.get("name")) == ""


def company(source: Any) -> Any:
    if not isinstance(source, dict):
        return source
    return {
        "label_id": source.get("id") or None,
        "name": line(source.get("name")),
        "catno": line(source.get("catno")),
        "role": line(source.get("entity_type_name")),
    }


def format_(source: Any) -> Any:
    if not isinstance(source, dict):
        return source
    quantity = str(source.get("qty"))
    return {
        "name": line(source.get("name")),
        "quantity": int(quantity) if quantity.isdecimal() else 1,
        "descriptions": strings(source.get("descriptions")),
        "text": line(source.get("text")),
    }


def track(source: Any) -> Any:
    if not isinstance(source, dict):
        return source
    artists = [credit(each_) for each_ in each(source.get("artists"))]
    return {
        "type": source.get("type_") or "track",
        "position": line(source.get("position")),
        "title": line(source.get("title")),
        "duration": line(source.get("duration")),
        "artist_name": printed(artists),
        "artists": artists,
        "credits": [credit(each_) for each_ in each(source.get("extraartists"))],
        "sub_tracks": [track(each_) for each_ in each(source.get("sub_tracks"))],
    }


def identifier(source: Any) -> Any:
    if not isinstance(source, dict):
        return source
    return {key: line(source.get(key)) for key in ("type", "value", "description")}


def videos(sources: Any) -> list[Any]:
    """Each video once: the API lists many twice."""
    parsed = {}
    for source in each(sources):
        if not isinstance(source, dict) or not is_link(source.get("uri")):
            continue
        url = text.safe_url(source["uri"])
        parsed[url] = {
            "url": url,
            "title": line(source.get("title")) or url,
            "description": clean(source.get("description")),
            "duration": source.get("duration") or 0,
        }
    return list(parsed.values())


def images(sources: Any) -> list[Any]:
    """The images that have a link: without a token none has."""
    return [
        {
            "url": source["uri"],
            "type": line(source.get("type")),
            "width": source.get("width") or 0,
            "height": source.get("height") or 0,
        }
        for source in each(sources)
        if isinstance(source, dict) and is_link(source.get("uri"))
    ]


def is_link(value: Any) -> bool:
    return isinstance(value, str) and bool(text.safe_url(value))


def community(source: Any) -> dict[str, Any]:
    source = source if isinstance(source, dict) else {}
    rating = source.get("rating") if isinstance(source.get("rating"), dict) else {}
    return {
        "rating": rating.get("average") or 0,
        "votes": rating.get("count") or 0,
        "have": source.get("have") or 0,
        "want": source.get("want") or 0,
    }


def copy(instance: Mapping[str, Any], folders: Mapping[int, str], fields: Mapping[int, str]) -> dict[str, Any]:
    folder_id = instance.get("folder_id")
    notes = [note for note in each(instance.get("notes")) if isinstance(note, dict) and note.get("value")]
    return {
        "instance_id": instance["instance_id"],
        "folder_id": folder_id,
        "folder": folders.get(folder_id, "") if is_id(folder_id) else "",
        "added": moment(instance.get("date_added")),
        "rating": instance.get("rating") or 0,
        "notes": {field_name(note.get("field_id"), fields): clean(note["value"]) for note in notes},
    }


def field_name(field_id: Any, fields: Mapping[int, str]) -> str:
    return fields.get(field_id) or f"Field {field_id}" if is_id(field_id) else "Notes"


def moment(time: Any) -> str:
    """An ISO 8601 time with its offset; the epoch where Discogs tells none that can be read."""
    try:
        parsed = datetime.fromisoformat(time)
    except (TypeError, ValueError):
        parsed = datetime.fromtimestamp(0, UTC)
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).isoformat()
