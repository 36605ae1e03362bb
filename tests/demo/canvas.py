"""A drawing surface for flat graphics, twice as large as it is shown so that edges come out smooth."""

import math
import random
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]
SCALE = 2


class Palette(NamedTuple):
    paper: str
    ink: str
    first: str
    second: str
    third: str

    @property
    def colours(self) -> tuple[str, str, str]:
        return self.first, self.second, self.third


PALETTES = {
    "chalk": Palette("#f0eee9", "#232323", "#8a8a86", "#c9c5bc", "#b23a2e"),
    "citrus": Palette("#fff1c9", "#26301f", "#f2b705", "#e4572e", "#3f8f5b"),
    "coral": Palette("#fbeadd", "#22333b", "#ef6f5e", "#f7b267", "#2a9d8f"),
    "ember": Palette("#f2e6d8", "#1e1a1d", "#d1382b", "#f08a24", "#5a1f2a"),
    "forest": Palette("#efead6", "#16281d", "#2f6b3c", "#9bb33c", "#d98e2b"),
    "frost": Palette("#e8eef3", "#1c2733", "#3d6c9e", "#a9c3d9", "#e4572e"),
    "gold": Palette("#1f1d1a", "#f3e3b7", "#d9a21b", "#8c6a1f", "#b4432f"),
    "indigo": Palette("#e9e4d8", "#14213d", "#27408b", "#6f9cc4", "#e07a5f"),
    "ochre": Palette("#f3e9d2", "#2b2118", "#c8871e", "#7a3b1d", "#2f5d62"),
    "plum": Palette("#241529", "#f0e4ef", "#8e3b8a", "#d77a9c", "#f0b24b"),
    "rose": Palette("#f6dfe0", "#3a1226", "#d6336c", "#f29cb7", "#7a1f4b"),
    "sea": Palette("#e3efee", "#0b2c3a", "#0e7c86", "#6fb7b7", "#e9b44c"),
    "signal": Palette("#f4f1ea", "#161616", "#e2231a", "#1d4ed8", "#f6c700"),
}


class Canvas:
    def __init__(self, width: float, height: float, palette: Palette, seed: str) -> None:
        self.width, self.height = width, height
        self.palette = palette
        self.rng = random.Random(seed)
        self.image = Image.new("RGB", (round(width * SCALE), round(height * SCALE)), palette.paper)
        self._draw = ImageDraw.Draw(self.image)

    @property
    def centre(self) -> Point:
        return self.width / 2, self.height / 2

    @property
    def short(self) -> float:
        return min(self.width, self.height)

    def box(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        if right > left and bottom > top:
            self._draw.rectangle((left * SCALE, top * SCALE, right * SCALE - 1, bottom * SCALE - 1), fill)

    def pill(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        radius = min(right - left, bottom - top) / 2 * SCALE
        corners = (left * SCALE, top * SCALE, right * SCALE, bottom * SCALE)
        self._draw.rounded_rectangle(corners, radius, fill)

    def disc(self, at: Point, radius: float, fill: str) -> None:
        self._draw.ellipse(_around(at, radius), fill)

    def ring(self, at: Point, radius: float, width: float, fill: str) -> None:
        self._draw.ellipse(_around(at, radius), outline=fill, width=round(width * SCALE))

    def oval(self, at: Point, radii: Point, width: float, fill: str) -> None:
        (x, y), (across, down) = at, radii
        corners = ((x - across) * SCALE, (y - down) * SCALE, (x + across) * SCALE, (y + down) * SCALE)
        self._draw.ellipse(corners, outline=fill, width=round(width * SCALE))

    def pie(self, at: Point, radius: float, start: float, end: float, fill: str) -> None:
        self._draw.pieslice(_around(at, radius), start, end, fill)

    def polygon(self, points: list[Point], fill: str) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill)

    def line(self, points: list[Point], width: float, fill: str) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(scaled, fill, round(width * SCALE), joint="curve")

    def text(self, at: Point, text: str, size: float, fill: str, anchor: str = "ls") -> None:
        font = ImageFont.load_default(size * SCALE)
        self._draw.text((at[0] * SCALE, at[1] * SCALE), text, fill, font, anchor)

    def paste(self, other: "Canvas", at: Point) -> None:
        self.image.paste(other.image, (round(at[0] * SCALE), round(at[1] * SCALE)))

    def cycle(self, number: int) -> str:
        return self.palette.colours[number % 3]


def text_width(text: str, size: float) -> float:
    return ImageFont.load_default(size * SCALE).getlength(text) / SCALE


def polar(at: Point, radius: float, degrees: float) -> Point:
    angle = math.radians(degrees)
    return at[0] + radius * math.cos(angle), at[1] + radius * math.sin(angle)


def _around(at: Point, radius: float) -> tuple[float, float, float, float]:
    x, y = at
    return (x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE
