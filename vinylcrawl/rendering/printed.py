"""Parts of a release as one would print them on a page."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from vinylcrawl.text import display_name


class Row(NamedTuple):
    """A line of the tracklist; `depth` is 1 for a part of the track above it."""

    position: str
    title: str
    duration: str
    artist_name: str
    credits: list[tuple[str, str]]
    depth: int


def distinct(values: Iterable[str]) -> list[str]:
    """The values that are there, each once, in order."""
    return [value for value in dict.fromkeys(values) if value]


def format_line(description: Mapping[str, Any]) -> str:
    """Such as `2 × Vinyl, LP, Album, Reissue (Red)`."""
    parts = ", ".join([description["name"], *description["descriptions"]])
    quantity = f"{description['quantity']} × " if description["quantity"] > 1 else ""
    return f"{quantity}{parts}" + (f" ({description['text']})" if description["text"] else "")


def credits_by_role(credits: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Role and names, such as `("Producer", "Teo Macero (A1, B2), Irving Townsend")`."""
    roles: dict[str, list[str]] = {}
    for credit in credits:
        tracks = f" ({credit['tracks']})" if credit["tracks"] else ""
        roles.setdefault(credit["role"], []).append(f"{credit['display']}{tracks}")
    return [(role, ", ".join(distinct(names))) for role, names in roles.items()]


def companies_by_role(companies: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    roles: dict[str, list[str]] = {}
    for company in companies:
        catno = f" – {company['catno']}" if company["catno"] else ""
        roles.setdefault(company["role"], []).append(f"{display_name(company['name'])}{catno}")
    return [(role, ", ".join(distinct(names))) for role, names in roles.items()]


def track_sections(tracklist: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[Row]]]:
    """The tracklist as tables: a heading ("" for none) and the rows below it."""
    sections: list[tuple[str, list[Row]]] = [("", [])]
    for track in tracklist:
        if track["type"] == "heading":
            sections.append((track["title"], []))
        else:
            sections[-1][1].extend(_rows(track))
    return [(heading, rows) for heading, rows in sections if heading or rows]


def _rows(track: Mapping[str, Any], depth: int = 0) -> list[Row]:
    return [_row(track, depth), *(row for part in track["sub_tracks"] for row in _rows(part, depth + 1))]


def _row(track: Mapping[str, Any], depth: int) -> Row:
    return Row(
        position=track["position"],
        title=track["title"],
        duration=track["duration"],
        artist_name=track["artist_name"],
        credits=credits_by_role(track["credits"]) if track["credits"] else [],
        depth=depth,
    )
