"""From Discogs' answers to items; pure functions, lenient on what is missing, strict on what is wrong."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from vinylcrawl import text
from vinylcrawl.items import ArtistItem, ReleaseItem
from vinylcrawl.services.discogs.api_types import (
    BasicInformation,
    Company,
    Credit,
    Format,
    Identifier,
    Image,
    Instance,
    Release,
    Track,
    Video,
)

# Names that stand for nobody: Various, Unknown Artist, No Artist
NOBODY = frozenset({194, 355, 118760})

_COMPILED_UNKNOWN: Credit = {"id": 355, "name": "Unknown Artist"}


def release_item(
    instances: Sequence[Instance],
    release: Release | None,
    *,
    deleted: bool = False,
    revision: int = 0,
    folders: Mapping[int, str],
    fields: Mapping[int, str],
    artist_slugs: Mapping[int, str],
    may_follow: Callable[[str], bool],
) -> ReleaseItem:
    """The item of a release from its copies in the collection and, once it is there, Discogs' answer for it.

    `instances` are the copies as the collection pages told them, at least one; `folders` and `fields` name
    folders and custom fields by id; `artist_slugs` holds the artists that have a page.
    """
    information = instances[0]["basic_information"]
    source: BasicInformation | Release = release or information
    full = cast("Release", source)
    copies = sorted((_copy(i, folders, fields) for i in instances), key=_by_date)
    artists = [_credit(c, artist_slugs) for c in source.get("artists") or [_COMPILED_UNKNOWN]]
    release_id = int(information["id"])
    title = text.line(source["title"]) or "Untitled"
    return ReleaseItem(
        release_id=release_id,
        revision=revision,
        status="deleted" if deleted else "complete" if release else "listed",
        title=title,
        artist_name=_printed(artists),
        artists=artists,
        labels=_companies(source.get("labels")),
        series=_companies(full.get("series")),
        formats=[_format(f) for f in source.get("formats") or ()],
        genres=_strings(source.get("genres")),
        styles=_strings(source.get("styles")),
        year=source.get("year") or 0,
        master_id=source.get("master_id") or None,
        country=text.line(full.get("country") or ""),
        released=_released(full.get("released") or ""),
        tracklist=[_track(t) for t in full.get("tracklist") or ()],
        credits=[_credit(c) for c in full.get("extraartists") or ()],
        companies=_companies(full.get("companies")),
        identifiers=[_identifier(i) for i in full.get("identifiers") or ()],
        notes=text.clean(full.get("notes") or ""),
        videos=_videos(full.get("videos") or ()),
        images=[_image(i) for i in full.get("images") or () if text.safe_url(i.get("uri") or "")],
        community=_community(full),
        copies=copies,
        added=copies[0]["added"],
        discogs_url=f"https://www.discogs.com/release/{release_id}",
        slug=text.album_slug(title, release_id),
        image_candidates=_candidates(full, information, may_follow),
    )


def artist_item(credit: Credit, *, slug: str, revision: int = 0, may_follow: Callable[[str], bool]) -> ArtistItem:
    """What a credit on a release alone tells of an artist."""
    artist_id = int(credit["id"] or 0)
    thumbnail = credit.get("thumbnail_url") or ""
    return ArtistItem(
        artist_id=artist_id,
        revision=revision,
        name=text.line(credit["name"]) or f"Artist {artist_id}",
        display=text.display_name(text.line(credit["name"])) or f"Artist {artist_id}",
        discogs_url=f"https://www.discogs.com/artist/{artist_id}",
        slug=slug,
        image_candidates=[{"url": thumbnail, "service": "discogs"}] if may_follow(thumbnail) else [],
    )


def page_artists(information: BasicInformation) -> list[Credit]:
    """The credits on the front of a release whose artists get a page."""
    return [c for c in information.get("artists") or () if c.get("id") and c["id"] not in NOBODY]


def _credit(credit: Credit, slugs: Mapping[int, str] | None = None) -> dict[str, Any]:
    name = text.line(credit["name"]) or "Unknown Artist"
    anv = text.line(credit.get("anv") or "")
    artist_id = credit.get("id") or None
    parsed = {
        "artist_id": artist_id,
        "name": name,
        "display": text.display_name(name, anv),
        "anv": anv,
        "join": text.line(credit.get("join") or ""),
        "role": text.line(credit.get("role") or ""),
        "tracks": text.line(credit.get("tracks") or ""),
    }
    if slugs is not None:
        parsed["slug"] = slugs.get(artist_id or 0, "")
    return parsed


def _printed(credits: Iterable[dict[str, Any]]) -> str:
    return text.join_credits((c["display"], c["join"]) for c in credits)


def _companies(companies: Iterable[Company] | None) -> list[dict[str, Any]]:
    return [
        {
            "label_id": company.get("id") or None,
            "name": text.line(company["name"]),
            "catno": text.line(company.get("catno") or ""),
            "role": text.line(company.get("entity_type_name") or ""),
        }
        for company in companies or ()
        if text.line(company["name"])
    ]


def _format(description: Format) -> dict[str, Any]:
    quantity = description.get("qty") or "1"
    return {
        "name": text.line(description["name"]),
        "quantity": int(quantity) if str(quantity).isdecimal() else 1,
        "descriptions": _strings(description.get("descriptions")),
        "text": text.line(description.get("text") or ""),
    }


def _track(track: Track) -> dict[str, Any]:
    artists = [_credit(c) for c in track.get("artists") or ()]
    return {
        "type": track.get("type_") or "track",
        "position": text.line(track.get("position") or ""),
        "title": text.line(track.get("title") or ""),
        "duration": text.line(track.get("duration") or ""),
        "artist_name": _printed(artists),
        "artists": artists,
        "credits": [_credit(c) for c in track.get("extraartists") or ()],
        "sub_tracks": [_track(t) for t in track.get("sub_tracks") or ()],
    }


def _identifier(identifier: Identifier) -> dict[str, str]:
    return {
        "type": text.line(identifier.get("type") or ""),
        "value": text.line(identifier.get("value") or ""),
        "description": text.line(identifier.get("description") or ""),
    }


def _videos(videos: Iterable[Video]) -> list[dict[str, Any]]:
    """Each video once: the API lists many twice."""
    parsed = {}
    for video in videos:
        url = text.safe_url(video.get("uri") or "")
        if url:
            parsed[url] = {
                "url": url,
                "title": text.line(video.get("title") or "") or url,
                "description": text.clean(video.get("description") or ""),
                "duration": video.get("duration") or 0,
            }
    return list(parsed.values())


def _image(image: Image) -> dict[str, Any]:
    return {
        "url": text.safe_url(image.get("uri") or ""),
        "type": text.line(image.get("type") or ""),
        "width": image.get("width") or 0,
        "height": image.get("height") or 0,
    }


def _candidates(
    release: Release, information: BasicInformation, may_follow: Callable[[str], bool]
) -> list[dict[str, str]]:
    """Links to try for the cover, best first: the primary image, the collection's own pick of it, the others."""
    images = [(i.get("type"), i.get("uri") or "") for i in release.get("images") or ()]
    urls = [
        *(uri for kind, uri in images if kind == "primary"),
        information.get("cover_image") or "",
        *(uri for kind, uri in images if kind != "primary"),
        information.get("thumb") or "",
    ]
    return [{"url": url, "service": "discogs"} for url in dict.fromkeys(urls) if may_follow(url)]


def _community(release: Release) -> dict[str, Any]:
    community = release.get("community") or {}
    rating = community.get("rating") or {}
    return {
        "rating": rating.get("average") or 0,
        "votes": rating.get("count") or 0,
        "have": community.get("have") or 0,
        "want": community.get("want") or 0,
    }


def _copy(instance: Instance, folders: Mapping[int, str], fields: Mapping[int, str]) -> dict[str, Any]:
    folder_id = instance.get("folder_id")
    return {
        "instance_id": instance["instance_id"],
        "folder_id": folder_id,
        "folder": folders.get(folder_id or 0, ""),
        "added": _moment(instance.get("date_added") or ""),
        "rating": instance.get("rating") or 0,
        "notes": {
            fields.get(note["field_id"], f"Field {note['field_id']}"): text.clean(note["value"])
            for note in instance.get("notes") or ()
            if note.get("value")
        },
    }


def _by_date(copy: dict[str, Any]) -> tuple[datetime, int]:
    return datetime.fromisoformat(copy["added"]), copy["instance_id"]


def _moment(time: str) -> str:
    """An ISO 8601 time with its offset; the epoch where Discogs tells none that can be read."""
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        moment = datetime.fromtimestamp(0, UTC)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _released(date: str) -> str:
    """`1994-03-00` is Discogs' way to say March 1994."""
    return re.sub(r"(-00)+$", "", text.line(date))


def _strings(values: Iterable[str] | None) -> list[str]:
    return [line for value in values or () if (line := text.line(value))]
