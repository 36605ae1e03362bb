"""Compositions of circles, arcs and waves, one for each record that asks for it by name."""

import math

from tests.demo.canvas import Canvas, polar


def discs(art: Canvas) -> None:
    """Concentric halves, the right ones one step lower."""
    (x, y), step = art.centre, art.short / 11
    colours = [art.palette.ink, art.palette.first, art.palette.second, art.palette.paper, art.palette.third]
    art.box(0, 0, art.width / 2, art.height, art.palette.second)
    art.box(art.width / 2, 0, art.width, art.height, art.palette.first)
    for number, colour in enumerate(colours):
        radius = step * (5 - number)
        art.pie((x, y - step / 2), radius, 90, 270, colour)
        art.pie((x, y + step / 2), radius, 270, 90, colours[(number + 2) % 5])


def waves(art: Canvas) -> None:
    count = 11
    for number in range(count):
        base = art.height * (0.06 + number / count)
        swell = 30 * math.sin(number * 0.9)
        top = [(x, base + swell * math.sin(x / 95 + number * 0.35)) for x in range(0, round(art.width) + 1, 6)]
        colour = (art.cycle(number), art.palette.paper, art.palette.ink)[number % 2 * (1 + number % 5 // 4)]
        art.polygon([*top, (art.width, art.height), (0, art.height)], colour)


def fan(art: Canvas) -> None:
    foot = (art.width / 2, art.height)
    for layer, reach in enumerate((0.98, 0.74, 0.5, 0.27)):
        blades = 14 - layer * 2
        for blade in range(blades):
            start = 180 + blade * 180 / blades
            art.pie(foot, art.height * reach, start, start + 180 / blades, art.cycle(blade + layer))
        art.pie(foot, art.height * (reach - 0.1), 180, 360, art.palette.paper)
    art.pie(foot, art.height * 0.13, 180, 360, art.palette.ink)


def drop(art: Canvas) -> None:
    x, top, radius = art.width / 2, art.height * 0.05, art.short * 0.33
    at = (x, art.height - radius - art.height * 0.06)
    colours = (art.palette.first, art.palette.second, art.palette.paper, art.palette.ink, art.palette.third)
    for number, colour in enumerate(colours):
        size = radius * (1 - number * 0.2)
        tip = top + (at[1] - top) * number * 0.2
        art.disc(at, size, colour)
        lean = math.degrees(math.acos(size / (at[1] - tip)))
        art.polygon([(x, tip), polar(at, size, 270 - lean), at, polar(at, size, 270 + lean)], colour)


def moon(art: Canvas) -> None:
    at, radius = (art.width * 0.46, art.height * 0.5), art.short * 0.4
    art.box(0, 0, art.width, art.height, art.palette.third)
    art.disc(at, radius, art.palette.second)
    shade = (at[0] + radius * 0.42, at[1] - radius * 0.12)
    art.disc(shade, radius * 0.86, art.palette.third)
    for number in range(4):
        art.ring(shade, radius * (0.62 - number * 0.16), 3, art.palette.first)
    art.disc((art.width * 0.88, art.height * 0.14), 9, art.palette.paper)


def rays(art: Canvas) -> None:
    foot = (art.width * 0.22, art.height * 0.78)
    for number in range(24):
        colour = art.palette.paper if number % 2 else art.cycle(number // 2)
        art.pie(foot, art.width * 1.2, number * 15, number * 15 + 15, colour)
    art.disc(foot, art.short * 0.25, art.palette.paper)
    art.disc(foot, art.short * 0.21, art.palette.ink)
    art.disc(foot, art.short * 0.1, art.palette.third)


def contours(art: Canvas) -> None:
    x, y = art.width * 0.56, art.height * 0.5
    for number in range(7, 0, -1):
        size = art.short * 0.1 * number
        outline = [
            polar((x - number * 5, y), size * (1 + 0.16 * math.sin(math.radians(3 * turn + number * 9))), turn)
            for turn in range(0, 360, 3)
        ]
        if number in {2, 4}:
            art.polygon(outline, art.palette.second if number == 4 else art.palette.third)
        art.line([*outline, outline[0]], 7, art.palette.first)


def sunset(art: Canvas) -> None:
    at, radius = (art.width / 2, art.height * 0.5), art.short * 0.38
    art.box(0, 0, art.width, art.height, art.palette.third)
    art.disc(at, radius, art.palette.second)
    art.pie(at, radius, 0, 180, art.palette.first)
    for number in range(7):
        top = at[1] + radius * (0.06 + number * 0.14)
        art.box(0, top, art.width, top + 3 + number * 2.6, art.palette.third)
    art.box(0, art.height * 0.93, art.width, art.height, art.palette.ink)


def bells(art: Canvas) -> None:
    for x, reach, steps in ((0.3, 0.86, 9), (0.78, 0.5, 5)):
        for number in range(steps):
            radius = art.height * reach * (1 - number / steps) * 0.5
            top = art.height * (1 - reach) + art.height * reach * number / steps * 0.5 + radius
            colour = (art.palette.ink, art.palette.paper)[number % 2]
            if number == steps - 1:
                colour = art.palette.third
            art.disc((art.width * x, top), radius, colour)
            art.box(art.width * x - radius, top, art.width * x + radius, art.height, colour)


def ripples(art: Canvas) -> None:
    low, high = (art.width * 0.26, art.height * 0.7), (art.width * 0.72, art.height * 0.32)
    for number in range(18, 0, -1):
        art.disc(low, number * 38, (art.palette.paper, art.palette.first)[number % 2])
    for number in range(7, 0, -1):
        art.disc(high, number * 25, (art.palette.second, art.palette.paper)[number % 2])
    art.disc(low, 38, art.palette.third)
    art.disc(high, 25, art.palette.third)


def halftone(art: Canvas) -> None:
    across, focus = 9, (art.width * 0.64, art.height * 0.4)
    cell = art.width / across
    for row in range(math.ceil(art.height / cell)):
        for column in range(across):
            at = (cell * (column + 0.5), cell * (row + 0.5))
            distance = math.dist(at, focus) / art.width
            colour = art.palette.third if distance < 0.1 else art.palette.first
            art.disc(at, cell * max(0.09, 0.5 - distance * 0.62), colour)


def slats(art: Canvas) -> None:
    """A disc seen through slats, every other one pushed aside."""
    at, radius, strips = art.centre, art.short * 0.42, 12
    art.box(0, 0, art.width, art.height, art.palette.ink)
    depth = 2 * radius / strips
    for number in range(strips):
        top = at[1] - radius + number * depth
        half = math.sqrt(max(0, radius**2 - (top + depth / 2 - at[1]) ** 2))
        shift = radius * (0.26 if number % 2 else -0.26)
        art.pill(at[0] - half + shift, top, at[0] + half + shift, top + depth - 3, art.cycle(number // 2))


def eight(art: Canvas) -> None:
    cell = (art.width / 4, art.height / 2)
    art.box(0, 0, art.width, art.height, art.palette.second)
    for number in range(8):
        at = (cell[0] * (number % 4 + 0.5), cell[1] * (number // 4 + 0.5))
        for ring in range(number + 1):
            radius = cell[0] * 0.44 * (1 - ring / (number + 1))
            art.disc(at, radius, (art.palette.paper, art.palette.ink)[ring % 2])
    art.disc((cell[0] * 3.5, cell[1] * 1.5), 7, art.palette.third)


def tusks(art: Canvas) -> None:
    foot = (art.width / 2, art.height * 1.02)
    for number in range(8):
        radius = art.width * (0.5 - number * 0.06)
        art.pie(foot, radius * 1.2, 180, 270, (art.palette.first, art.palette.paper)[number % 2])
        art.pie(foot, radius * 1.2, 270, 360, (art.palette.paper, art.palette.ink)[number % 2])
    art.disc((art.width / 2, art.height * 0.16), 26, art.palette.first)


def spiral(art: Canvas) -> None:
    at = (art.width * 0.5, art.height * 0.5)
    for number in range(60):
        turn, radius = number * 137.508, math.sqrt(number + 1) * art.short * 0.059
        art.disc(polar(at, radius, turn), 4 + radius * 0.1, art.cycle(number % 13 % 3))


def arcs(art: Canvas) -> None:
    """Quarter circles on a grid, each turned by chance."""
    across = 6
    cell = art.width / across
    for row in range(math.ceil(art.height / cell)):
        for column in range(across):
            left, top = column * cell, row * cell
            turn = art.rng.randrange(4)
            corner = (left + cell * (turn in {1, 2}), top + cell * (turn in {2, 3}))
            back, front = art.rng.sample([*art.palette.colours[:2], art.palette.paper, art.palette.ink], 2)
            art.box(left, top, left + cell, top + cell, back)
            art.pie(corner, cell, turn * 90, turn * 90 + 90, front)
            if art.rng.random() < 0.3:
                art.pie(corner, cell / 2, turn * 90, turn * 90 + 90, art.palette.third)


def mirrorball(art: Canvas) -> None:
    at, radius, rows = (art.width / 2, art.height * 0.54), art.short * 0.4, 9
    art.line([(at[0], 0), at], 3, art.palette.ink)
    for row in range(rows):
        low, high = (math.pi * (row + edge) / rows - math.pi / 2 for edge in (0.08, 0.92))
        for facet in range(9):
            left, right = (math.pi * (facet + edge) / 9 - math.pi / 2 for edge in (0.06, 0.94))
            corners = [(left, low), (right, low), (right, high), (left, high)]
            points = [
                (at[0] + radius * math.sin(turn) * math.cos(tilt), at[1] + radius * math.sin(tilt))
                for turn, tilt in corners
            ]
            art.polygon(points, art.rng.choice([art.palette.first, *art.palette]))


def orbits(art: Canvas) -> None:
    art.box(0, 0, art.width, art.height, art.palette.ink)
    at = art.centre
    for number in range(6):
        across, down = art.width * (0.1 + number * 0.07), art.height * (0.44 - number * 0.06)
        art.oval(at, (across, down), 4, art.palette.second)
        angle = art.rng.uniform(0, 2 * math.pi)
        planet = (at[0] + across * math.cos(angle), at[1] + down * math.sin(angle))
        art.disc(planet, 9 + number * 2, art.cycle(number + 1))
    art.disc(at, art.short * 0.06, art.palette.third)


def phases(art: Canvas) -> None:
    """Nine discs, filling up from one to the next."""
    side = art.short / 3
    left = (art.width - 3 * side) / 2
    for number in range(9):
        at = (left + side * (number % 3 + 0.5), (art.height - 3 * side) / 2 + side * (number // 3 + 0.5))
        art.disc(at, side * 0.42, art.palette.second)
        art.pie(at, side * 0.42, -90, -90 + 40 * (number + 1), art.palette.first)
        art.disc(at, side * (0.04 + number * 0.022), art.palette.third)
