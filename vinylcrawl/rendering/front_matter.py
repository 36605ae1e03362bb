"""Front matter: the part of a page that themes rely on, written by a YAML library."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from vinylcrawl.items import ArtistItem, ReleaseItem
from vinylcrawl.rendering.printed import distinct, format_line
from vinylcrawl.text import display_name

# What every YAML reader takes for a string without quotes; YAML 1.1 and 1.2 differ on much of the rest
_PLAIN = re.compile(r"[^\W\d_][\w ,.'&()/+!-]*(?<! )")


class _Dumper(yaml.CSafeDumper):
    pass


class Timestamp(str):
    """An ISO 8601 time that is to be read as a time."""

    __slots__ = ()


def _represent_str(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    style = None if _PLAIN.fullmatch(value) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _represent_timestamp(dumper: _Dumper, value: Timestamp) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(value))


_Dumper.add_representer(str, _represent_str)
_Dumper.add_representer(Timestamp, _represent_timestamp)


def dump(front_matter: Mapping[str, Any]) -> str:
    dumped: str = yaml.dump(
        front_matter, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=2**31 - 1, default_flow_style=False
    )
    return dumped


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
        "genres": item["genres"],
        "styles": item["styles"],
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


def _copy(copy: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: copy[key] for key in ("folder", "rating", "notes")}
    return {"added": Timestamp(copy["added"]), **kept}


def _aliases(section: str, aliases: Sequence[str]) -> dict[str, Any]:
    return {"aliases": [f"/{section}/{slug}/" for slug in aliases]} if aliases else {}
