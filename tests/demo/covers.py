"""Draws the demo's pictures: abstract sleeves, their backs, and monograms for artists."""

import io
from typing import TYPE_CHECKING

from PIL import Image

from tests.demo import motifs_round, motifs_straight
from tests.demo.canvas import PALETTES, Canvas, Palette, text_width
from tests.demo.notation import Json, columns, names

if TYPE_CHECKING:
    from collections.abc import Callable

SIDE = 600
MARGIN = 34
BAND = 104
WEIGHT = {600: 16_500, 300: 5_000, 150: 1_900}


def jpeg(picture: Image.Image, size: int) -> bytes:
    """The best quality that stays within the weight of its size: the demo travels with the project."""
    small = picture.resize((size, size), Image.Resampling.BOX)
    for quality in (88, 82, 76, 70, 64, 58, 52, 46, 40, 34, 28):
        buffer = io.BytesIO()
        small.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        if buffer.tell() <= WEIGHT[size]:
            break
    return buffer.getvalue()


def front(record: Json, artists: list[Json]) -> Image.Image:
    """The sleeve: a motif with title, artist and catalogue number above or below it."""
    motif, palette, place = columns(record["cover"], 3)
    sleeve = Canvas(SIDE, SIDE, PALETTES[palette], record["title"])
    if not record["title"].isascii():
        return _drawn(motif, SIDE, sleeve.palette, str(record["id"])).image
    art = _drawn(motif, SIDE - BAND, sleeve.palette, str(record["id"]))
    sleeve.paste(art, (0, 0 if place == "bottom" else BAND))
    _caption(sleeve, record, artists, SIDE - BAND + 46 if place == "bottom" else 50)
    return sleeve.image


def back(record: Json, tracklist: list[Json]) -> Image.Image:
    """The other side: the track titles in one column."""
    _, palette, _ = columns(record["cover"], 3)
    sleeve = Canvas(SIDE, SIDE, PALETTES[palette], record["title"])
    sleeve.box(MARGIN, MARGIN, SIDE - MARGIN, MARGIN + 8, sleeve.palette.first)
    titles = [part["title"] for track in tracklist for part in [track, *track.get("sub_tracks", [])]]
    for number, title in enumerate(title for title in titles if title.isascii()):
        sleeve.text((MARGIN, MARGIN + 56 + number * 32), title, 20, sleeve.palette.ink)
    sleeve.disc((SIDE - MARGIN - 40, SIDE - MARGIN - 40), 40, sleeve.palette.third)
    return sleeve.image


def monogram(artist: Json) -> Image.Image:
    """An artist's picture: initials on a disc."""
    initials, name, _ = columns(artist.get("monogram") or _initials(artist["name"]), 3)
    canvas = Canvas(SIDE, SIDE, PALETTES[name or _palette(artist)], artist["name"])
    palette, quarter = canvas.palette, canvas.rng.randrange(4) * 90
    canvas.box(0, 0, SIDE, SIDE, canvas.rng.choice(palette.colours[:2]))
    canvas.disc((SIDE / 2, SIDE / 2), SIDE * 0.4, palette.paper)
    canvas.pie((SIDE / 2, SIDE / 2), SIDE * 0.4, quarter, quarter + 90, palette.third)
    if initials:
        size = min(250.0, 250 * SIDE * 0.56 / text_width(initials, 250))
        canvas.text((SIDE / 2, SIDE / 2), initials, size, palette.ink, "mm")
    return canvas.image


def _initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isascii() and word[0].isalnum() and word not in {"The", "And"}]
    return "".join(word[0].upper() for word in words[:2])


def _palette(artist: Json) -> str:
    return sorted(PALETTES)[artist["id"] % len(PALETTES)]


def _drawn(motif: str, height: float, palette: Palette, seed: str) -> Canvas:
    art = Canvas(SIDE, height, palette, seed)
    draw: Callable[[Canvas], None] = getattr(motifs_round, motif, None) or getattr(motifs_straight, motif)
    draw(art)
    return art


def _caption(sleeve: Canvas, record: Json, artists: list[Json], baseline: float) -> None:
    """Pillow's own font has ASCII letters only: what it cannot spell is left out."""
    ink, catno = sleeve.palette.ink, columns(record["labels"][0], 2)[1]
    room: float = SIDE - 2 * MARGIN
    size = min(30.0, 30 * room / text_width(record["title"], 30))
    sleeve.text((MARGIN, baseline), record["title"], size, ink)
    sleeve.text((SIDE - MARGIN, baseline + 30), catno, 15, ink, "rs")
    if names(artists).isascii():
        room -= text_width(catno, 15) + 20
        size = min(18.0, 18 * room / text_width(names(artists), 18))
        sleeve.text((MARGIN, baseline + 30), names(artists), size, ink)
