"""Compositions of blocks, bars and lines, one for each record that asks for it by name."""

import math

from tests.demo.canvas import Canvas, Point


def blocks(art: Canvas) -> None:
    """Five across, four down."""
    across, down = art.width / 5, art.height / 4
    palette = art.palette
    fills = [palette.first, palette.paper, palette.second, palette.third, palette.ink]
    for row in range(4):
        for column in range(5):
            left, top = column * across, row * down
            back, front = fills[(column + row * 2) % 5], fills[(column + row * 3 + 2) % 5]
            art.box(left, top, left + across, top + down, back)
            match (row * 5 + column) % 4:
                case 0:
                    art.polygon([(left, top), (left + across, top), (left, top + down)], front)
                case 2:
                    art.disc((left + across / 2, top + down / 2), across * 0.26, front)


def bars(art: Canvas) -> None:
    """Two voices: one from above, one from below."""
    count = 10
    width = art.width / count
    for number in range(count):
        meet = art.height * (0.5 + 0.3 * math.sin(number * 0.75) * math.cos(number * 0.3))
        colour = art.palette.first if number % 3 else art.palette.second
        art.box(number * width, 0, number * width + width * 0.55, meet - 10, colour)
        art.box(
            number * width + width * 0.3,
            meet + 10,
            number * width + width * 0.85,
            art.height,
            art.palette.third,
        )


def staves(art: Canvas) -> None:
    for staff in range(3):
        top = art.height * (0.12 + staff * 0.3)
        for line in range(5):
            art.box(0, top + line * 22, art.width, top + line * 22 + 2, art.palette.second)
        for note in range(3):
            number = staff * 3 + note
            at = (art.width * (0.2 + note * 0.3), top + 88 - (number * 7 % 9) * 11)
            art.disc(at, 14 + number * 3, art.palette.third if number == 8 else art.palette.first)


def horizon(art: Canvas) -> None:
    line = art.height * 0.46
    art.box(0, 0, art.width, line, art.palette.second)
    art.disc((art.width * 0.7, line), art.short * 0.3, art.palette.third)
    art.box(0, line, art.width, art.height, art.palette.first)
    for number in range(9):
        top = line + 6 + number**2 * 3.4
        left, right = art.width * 0.06 * (number % 3), art.width * (0.7 + 0.1 * (number % 4))
        art.box(left, top, right, top + 3 + number * 1.4, art.palette.paper)


def rain(art: Canvas) -> None:
    cell = art.width / 8
    for row in range(math.ceil(art.height / cell) + 1):
        for column in range(-1, 9):
            left, top = column * cell + row % 2 * cell / 2, row * cell
            length = cell * (0.4 + 0.5 * abs(math.sin(column * 0.7 + row * 0.5)))
            accent = (column * 5 + row * 3) % 11 == 0
            colour = art.palette.third if accent else (art.palette.first, art.palette.second)[row % 2]
            art.line([(left + length * 0.5, top), (left, top + length)], 16, colour)


def flags(art: Canvas) -> None:
    rows, across = 4, 5
    width, height = art.width / across, art.height / rows
    for row in range(rows):
        for column in range(across + 1):
            left = column * width - row % 2 * width / 2
            corners = [
                (left, row * height),
                (left + width, row * height),
                (left + width / 2, (row + 1) * height),
            ]
            art.polygon(corners, art.palette.ink if (column + row) % 5 == 0 else art.cycle(column + row))


def weave(art: Canvas) -> None:
    across = 5
    cell = art.width / across
    for row in range(math.ceil(art.height / cell)):
        for column in range(across):
            left, top = column * cell, row * cell
            for strip in range(3):
                near, far = (strip + 0.12) * cell / 3, (strip + 0.88) * cell / 3
                if (row + column) % 2:
                    art.box(
                        left,
                        top + near,
                        left + cell,
                        top + far,
                        (art.palette.third, art.palette.ink)[strip % 2],
                    )
                else:
                    art.box(left + near, top, left + far, top + cell, art.palette.colours[strip % 2])


def tracks(art: Canvas) -> None:
    vanish = (art.width * 0.66, art.height * 0.12)
    feet: list[Point] = [(art.width * part, art.height) for part in (-0.3, -0.2, 0.62, 0.72)]
    art.disc(vanish, art.short * 0.085, art.palette.third)
    for number in range(13):
        near = 1 - 0.72**number
        far = near + (1 - near) * 0.13
        edges = ((feet[0], near), (feet[3], near), (feet[3], far), (feet[0], far))
        art.polygon([_between(foot, vanish, part) for foot, part in edges], art.palette.second)
    art.polygon([feet[0], feet[1], vanish], art.palette.ink)
    art.polygon([feet[2], feet[3], vanish], art.palette.ink)


def knives(art: Canvas) -> None:
    count = 13
    width = art.width / count
    for number in range(count):
        left, reach = number * width, art.height * (0.55 + 0.4 * abs(math.sin(number * 1.3)))
        colour = art.palette.ink if number == 8 else art.cycle(number)
        foot, tip = (art.height, art.height - reach) if number % 2 else (0.0, reach)
        art.polygon([(left, foot), (left + width, foot), (left + width / 2, tip)], colour)


def shards(art: Canvas) -> None:
    focus = (art.width * 0.38, art.height * 0.58)
    turns = [(number + art.rng.uniform(-0.35, 0.35)) * math.pi / 8 for number in range(16)]
    for number, (start, end) in enumerate(zip(turns, [*turns[1:], turns[0] + 2 * math.pi], strict=True)):
        reach = art.width * (1.2 if number % 3 else 0.42)
        corners = [(focus[0] + reach * math.cos(turn), focus[1] + reach * math.sin(turn)) for turn in (start, end)]
        fills = (art.palette.ink, art.palette.first, art.palette.paper, art.palette.second)
        art.polygon([focus, *corners], fills[number % 4])


def dashes(art: Canvas) -> None:
    rows, margin = 7, 34
    pitch = (art.height - margin) / rows
    for row in range(rows):
        left: float = margin
        while left < art.width - margin:
            room = art.width - margin - left
            length = min(art.rng.choice([1, 1, 2, 3, 5]) * pitch * 0.6, room)
            if length < pitch * 0.5:
                break
            top, fills = margin / 2 + row * pitch, (art.palette.ink, *art.palette.colours)
            art.pill(left, top, left + length, top + 0.62 * pitch, art.rng.choice(fills))
            left += length + pitch * 0.28


def steps(art: Canvas) -> None:
    count = 7
    width = art.width / count
    for number in range(count):
        top = art.height * (1 - (number + 1) / count)
        fills = (art.palette.ink, art.palette.paper, *art.palette.colours)
        art.box(number * width, top, art.width, art.height, fills[number % 5])
    art.disc((art.width * 0.2, art.height * 0.26), art.short * 0.14, art.palette.first)


def chevrons(art: Canvas) -> None:
    x, deep = art.width / 2, art.height * 0.32
    fills = (art.palette.ink, art.palette.first, art.palette.paper, art.palette.second, art.palette.third)
    for number in range(11):
        top = art.height * (number * 0.13 - 0.35)
        corners = [(0.0, top), (x, top + deep), (art.width, top), (art.width, art.height), (0.0, art.height)]
        art.polygon(corners, fills[number % 5])


def lines(art: Canvas) -> None:
    left, number = 0.0, 0
    while left < art.width:
        width = 6 + number**1.7
        fills = (art.palette.first, art.palette.ink, art.palette.second)
        art.box(left, 0, left + width, art.height, fills[number % 3])
        left += width + 15
        number += 1
    art.box(0, art.height * 0.62, art.width, art.height * 0.68, art.palette.third)


def moire(art: Canvas) -> None:
    for number in range(13):
        x = art.width * (number / 9 - 0.14)
        art.line([(x, 0), (x + 30, art.height)], 20, art.palette.first)
    for number in range(13):
        x = art.width * (number / 9 - 0.14)
        art.line([(x + 70, 0), (x - 50, art.height)], 20, art.palette.second)


def towers(art: Canvas) -> None:
    art.disc((art.width * 0.76, art.height * 0.3), art.short * 0.17, art.palette.first)
    fills = (art.palette.ink, art.palette.second, art.palette.third)
    left = 0.0
    for number, width in enumerate((72, 96, 60, 108, 84, 72, 108)):
        top = art.height * (0.32 + 0.4 * abs(math.sin(number * 1.9 + 0.6)))
        art.box(left, top, left + width, art.height, fills[number % 3])
        _windows(art, (left, top), width)
        left += width


def bangs(art: Canvas) -> None:
    for number in range(3):
        x = art.width * (0.2 + number * 0.3)
        top, foot = art.height * (0.06 + number * 0.05), art.height * (0.66 + number * 0.03)
        art.polygon([(x - 66, top), (x + 66, top), (x + 18, foot), (x - 18, foot)], art.palette.colours[number])
        art.disc((x, foot + 62), 34, art.palette.ink)


def _between(start: Point, end: Point, part: float) -> Point:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _windows(art: Canvas, corner: Point, width: float) -> None:
    for floor in range(int((art.height - corner[1]) // 30)):
        for pane in range(int(width // 24) - 1):
            if art.rng.random() < 0.6:
                x, y = corner[0] + 16 + pane * 24, corner[1] + 16 + floor * 30
                art.box(x, y, x + 11, y + 15, art.palette.paper)
