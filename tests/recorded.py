"""Discogs' answers read a second, simpler way, to hold what the project makes of them against."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

Body = dict[str, Any]

# "[A6]" is a track, "[PIAS]" a label: markup is in lower case or has a "="
MARKUP = re.compile(r"\[(?:[armlg]\d+|(?:[armlgu]|url)=[^\]]*|/?(?:url|[biu]))\]")


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def unnumbered(name: str) -> str:
    return re.sub(r" \(\d+\)$", "", plain(name))


def shown(credit: Body) -> str:
    return unnumbered(re.sub(r"\*$", "", credit.get("anv") or credit["name"]))


def joined(credits: list[Body]) -> str:
    glues = [", " if credit["join"] in ("", ",") else f" {credit['join']} " for credit in credits[:-1]]
    return "".join(f"{shown(credit)}{glue}" for credit, glue in zip(credits, [*glues, ""], strict=True))


def music(tracklist: Iterable[Body]) -> Iterator[Body]:
    for track in tracklist:
        if track.get("sub_tracks"):
            yield from track["sub_tracks"]
        elif track.get("type_") != "heading":
            yield track


def rows(tracklist: Iterable[Body]) -> Iterator[Body]:
    """The rows of the tracklist: an index track stands above its parts."""
    for track in tracklist:
        if track.get("type_") != "heading":
            yield track
        yield from track.get("sub_tracks") or ()


def format_of(description: Body) -> str:
    quantity = "" if description["qty"] in ("0", "1") else f"{description['qty']} × "
    remark = f" ({plain(description['text'])})" if description.get("text") else ""
    return f"{quantity}{', '.join([description['name'], *description.get('descriptions', [])])}{remark}"
