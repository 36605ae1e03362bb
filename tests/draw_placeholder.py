"""Draws templates/placeholder.jpg, the cover of what has none: python tests/draw_placeholder.py"""

from pathlib import Path

from PIL import Image, ImageDraw

PLACEHOLDER = Path(__file__).parents[1] / "templates" / "placeholder.jpg"
SIZE = 600
# Drawn larger and scaled down, since ImageDraw does not smooth its edges.
SCALE = 4
GROOVES = range(112, 222, 11)


def disc(draw: ImageDraw.ImageDraw, radius: int, fill: str | None, outline: str | None = None) -> None:
    middle, reach = SIZE * SCALE // 2, radius * SCALE
    box = (middle - reach, middle - reach, middle + reach, middle + reach)
    draw.ellipse(box, fill=fill, outline=outline, width=SCALE)


def placeholder() -> Image.Image:
    image = Image.new("RGB", (SIZE * SCALE, SIZE * SCALE), "#b9b3a8")
    draw = ImageDraw.Draw(image)
    disc(draw, 232, "#3a3631")
    for radius in GROOVES:
        disc(draw, radius, None, "#4a453f")
    disc(draw, 84, "#a8674f")
    disc(draw, 58, None, "#bb7f68")
    disc(draw, 8, "#b9b3a8")
    return image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    placeholder().save(PLACEHOLDER, quality=85, optimize=True, progressive=True)
