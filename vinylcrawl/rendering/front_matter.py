"""Front matter: the part of a page that themes rely on, written by a YAML library."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import yaml
from yaml.representer import SafeRepresenter

from vinylcrawl.items import ArtistItem, ReleaseItem
from vinylcrawl.rendering.printed import distinct, format_line
from vinylcrawl.text import display_name

# What every YAML reader takes for a string without quotes; YAML 1.1 and 1.2 differ on much of the rest
_PLAIN = re.compile(r"(?!(?i:true|yes|on|y|false|no|off|n|null)$)[^\W\d_][\w ,.'&()/+!-]*(?<! )")
_REPRESENTER = SafeRepresenter()

_START = [yaml.StreamStartEvent(), yaml.DocumentStartEvent(explicit=False)]
_END = [yaml.DocumentEndEvent(explicit=False), yaml.StreamEndEvent()]
_MAPPING = yaml.MappingStartEvent(None, None, implicit=True, flow_style=False)
_MAPPING_END = yaml.MappingEndEvent()
_SEQUENCE = yaml.SequenceStartEvent(None, None, implicit=True, flow_style=False)
_SEQUENCE_END = yaml.SequenceEndEvent()


class Timestamp(str):
    """An ISO 8601 time that is to be read as a time."""

    __slots__ = ()


def dump(front_matter: dict[str, Any]) -> str:
    # by events: yaml.dump() makes a tree of nodes first and takes twice the time
    events = list(_START)
    _add(front_matter, events)
    dumped: str = yaml.emit(events + _END, Dumper=yaml.CSafeDumper, allow_unicode=True, width=2**31 - 1)
    return dumped


def _add(value: Any, events: list[yaml.Event]) -> None:
    if isinstance(value, dict):
        events.append(_MAPPING)
        for key, part in value.items():
            events.append(_scalar(key))
            _add(part, events)
        events.append(_MAPPING_END)
    elif isinstance(value, list):
        events.append(_SEQUENCE)
        for part in value:
            _add(part, events)
        events.append(_SEQUENCE_END)
    else:
        events.append(_scalar(value))


@lru_cache(maxsize=1024, typed=True)  # the keys come again on every page
def _scalar(value: object) -> yaml.ScalarEvent:
    if not isinstance(value, str):
        return yaml.ScalarEvent(None, None, (True, False), _REPRESENTER.represent_data(value).value)
    plain = isinstance(value, Timestamp) or _PLAIN.fullmatch(value)
    return yaml.ScalarEvent(None, None, (True, True), str(value), style=None if plain else '"')


def album(item: ReleaseItem, aliases: Sequence[str]) -> dict[str, Any]:
    slug, title, artist_name = item["slug"], item["title"], item["artist_name"]
    slugs = distinct(credit["slug"] for credit in item["artists"])
    caption = f"{title} by {artist_name}"
    community = item["community"]
    front_matter = {
        "title": f"{artist_name} - {title}",
        "artist_name": artist_name,
        "artist": slugs[0] if slugs else "",
        "artists": slugs,
        "album_name": title,
        "date": Timestamp(item["added"]),
        "release_date": item["released"],
        "release_id": str(item["release_id"]),
        "apple_music_url": "",
        "slug": slug,
        "hideSummary": True,
        "cover": {"image": f"{slug}.jpg", "alt": caption, "caption": caption},
        "additional_images": [image["url"] for image in item["images"]],
        "genres": [_term(genre) for genre in item["genres"]],
        "styles": [_term(style) for style in item["styles"]],
        "year": item["year"],
        "country": item["country"],
        "labels": [display_name(label["name"]) for label in item["labels"]],
        "catalog_numbers": [label["catno"] for label in item["labels"]],
        "formats": [format_line(description) for description in item["formats"]],
        "media": distinct(description["name"] for description in item["formats"]),
        "folders": distinct(copy["folder"] for copy in item["copies"]),
        "rating": max(copy["rating"] for copy in item["copies"]),
        "track_count": track_count(item["tracklist"]),
        "status": item["status"],
        "discogs_url": item["discogs_url"],
        "copies": [_copy(copy) for copy in item["copies"]],
        "community": community,
        "videos": [{"title": video["title"], "url": video["url"]} for video in item["videos"]],
    }
    return front_matter | _aliases("albums", aliases)


def artist(item: ArtistItem, aliases: Sequence[str]) -> dict[str, Any]:
    slug = item["slug"]
    front_matter = {
        "title": item["display"],
        "summary": "",
        "slug": slug,
        "image": f"{slug}.jpg",
        "apple_music_artist_url": "",
        "wikipedia_url": "",
        "discogs_url": item["discogs_url"],
        "artist_id": str(item["artist_id"]),
    }
    return front_matter | _aliases("artist", aliases)


def track_count(tracklist: Sequence[Mapping[str, Any]]) -> int:
    """Titles that are music: no headings; an index track counts as its parts."""
    count = 0
    for track in tracklist:
        if track["sub_tracks"]:
            count += track_count(track["sub_tracks"])
        elif track["type"] != "heading":
            count += 1
    return count


def _term(name: str) -> str:
    """A term names a folder of the site: not too long, and nothing that Hugo takes for its own placeholders."""
    return name.replace("__h", "_h")[:100].strip()


def _copy(copy: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: copy[key] for key in ("folder", "rating", "notes")}
    return {"added": Timestamp(copy["added"]), **kept}


def _aliases(section: str, aliases: Sequence[str]) -> dict[str, Any]:
    return {"aliases": [f"/{section}/{slug}/" for slug in aliases]} if aliases else {}
