"""From Discogs' answers to items; pure functions that no JSON of whatever shape can break."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from vinylcrawl import text
from vinylcrawl.items import ArtistItem, ReleaseItem
from vinylcrawl.services.discogs import parts
from vinylcrawl.services.discogs.api_types import BasicInformation, Credit, Instance, Release

# Names that stand for nobody: Various, Unknown Artist, No Artist
NOBODY = frozenset({194, 355, 118760})
_UNCREDITED: Credit = {"id": 355, "name": "Unknown Artist"}


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
    # what the collection page does not tell is missing from `source`, as it may be from any answer
    source = cast("Release", release or information)
    copies = sorted((parts.copy(i, folders, fields) for i in instances), key=_by_date)
    artists = [parts.credit(c, artist_slugs) for c in parts.each(source.get("artists"))]
    if not any(isinstance(artist, dict) for artist in artists):
        artists.insert(0, parts.credit(_UNCREDITED, {}))
    release_id = information["id"]
    title = text.line(str(source.get("title") or "")) or "Untitled"
    return ReleaseItem(
        release_id=release_id,
        revision=revision,
        status="deleted" if deleted else "complete" if release else "listed",
        title=title,
        artist_name=parts.printed(artists),
        artists=artists,
        labels=parts.companies(source.get("labels")),
        series=parts.companies(source.get("series")),
        formats=[parts.format_(f) for f in parts.each(source.get("formats"))],
        genres=parts.strings(source.get("genres")),
        styles=parts.strings(source.get("styles")),
        year=source.get("year") or 0,
        master_id=source.get("master_id") or None,
        country=parts.line(source.get("country")),
        released=_released(parts.line(source.get("released"))),
        tracklist=[parts.track(t) for t in parts.each(source.get("tracklist"))],
        credits=[parts.credit(c) for c in parts.each(source.get("extraartists"))],
        companies=parts.companies(source.get("companies")),
        identifiers=[parts.identifier(i) for i in parts.each(source.get("identifiers"))],
        notes=parts.clean(source.get("notes")),
        videos=parts.videos(source.get("videos")),
        images=parts.images(source.get("images")),
        community=parts.community(source.get("community")),
        copies=copies,
        added=copies[0]["added"],
        discogs_url=f"https://www.discogs.com/release/{release_id}",
        slug=text.album_slug(title, release_id),
        image_candidates=_candidates(source, information, may_follow),
    )


def artist_item(credit: Credit, *, slug: str, revision: int = 0, may_follow: Callable[[str], bool]) -> ArtistItem:
    """What a credit on a release alone tells of an artist."""
    artist_id = credit["id"]
    name = text.line(credit["name"]) or f"Artist {artist_id}"
    thumbnail = credit.get("thumbnail_url")
    return ArtistItem(
        artist_id=artist_id,
        revision=revision,
        name=name,
        display=text.display_name(name),
        discogs_url=f"https://www.discogs.com/artist/{artist_id}",
        slug=slug,
        image_candidates=_links([thumbnail], may_follow),
    )


def page_artists(information: BasicInformation) -> list[Credit]:
    """The credits on the front of a release whose artists get a page."""
    return [credit for credit in parts.each(information.get("artists")) if _has_page(credit)]


def _has_page(credit: Any) -> bool:
    if not isinstance(credit, dict) or not isinstance(credit.get("name"), str):
        return False
    return parts.is_id(credit.get("id")) and credit["id"] not in NOBODY


def _candidates(
    release: Release, information: BasicInformation, may_follow: Callable[[str], bool]
) -> list[dict[str, str]]:
    """Links to try for the cover, best first: the primary image, the collection's own pick of it, the others."""
    images = parts.images(release.get("images"))
    return _links(
        [
            *(image["url"] for image in images if image["type"] == "primary"),
            information.get("cover_image"),
            *(image["url"] for image in images if image["type"] != "primary"),
            information.get("thumb"),
        ],
        may_follow,
    )


def _links(urls: Sequence[Any], may_follow: Callable[[str], bool]) -> list[dict[str, str]]:
    followed = [url for url in urls if parts.is_link(url) and may_follow(url)]
    return [{"url": url, "service": "discogs"} for url in dict.fromkeys(followed)]


def _by_date(copy: dict[str, Any]) -> tuple[datetime, int]:
    return datetime.fromisoformat(copy["added"]), copy["instance_id"]


def _released(date: Any) -> Any:
    """`1994-03-00` is Discogs' way to say March 1994."""
    return re.sub(r"(-00)+$", "", date) if isinstance(date, str) else date
