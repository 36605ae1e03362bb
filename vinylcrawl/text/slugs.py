"""Slugs: the names of folders and the paths of pages."""

import re

from slugify import slugify

from vinylcrawl.text.names import display_name
from vinylcrawl.text.plain import line

_RESERVED = re.compile(r"artist-[0-9]+")


def slug(text: str) -> str:
    """`text` as [a-z0-9-], at most 80 characters cut between words, "" when nothing is left."""
    return slugify(
        line(text).replace("'", ""),
        entities=False,
        decimal=False,
        hexadecimal=False,
        max_length=80,
        word_boundary=True,
        save_order=True,
        backend="text-unidecode",  # "auto" would give other slugs where Unidecode happens to be installed
    )


def album_slug(title: str, release_id: int) -> str:
    return "-".join(filter(None, (slug(title), str(release_id))))


def artist_slugs(name: str, artist_id: int) -> tuple[str, ...]:
    """The slugs an artist may have, best first: the caller takes the first that no other artist has.

    The last one, "artist-<id>", is always free. No other artist is ever offered it: a band called "Artist 5"
    goes without its plain slug, which belongs to artist 5.
    """
    plain, own = slug(display_name(name)), f"artist-{artist_id}"
    if not plain:
        return (own,)
    if _RESERVED.fullmatch(plain):
        return (f"{plain}-{artist_id}", own)
    return (plain, f"{plain}-{artist_id}", own)
