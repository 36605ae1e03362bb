"""Artists as they are printed on a record."""

import re
from collections.abc import Iterable

from vinylcrawl.text.plain import line

_NUMBER = re.compile(r" \([0-9]+\)$")


def display_name(name: str, anv: str = "") -> str:
    """The name as printed: `anv` (Discogs' name variation) if given, else `name`, without what Discogs adds.

    That is the number which tells namesakes apart ("Nirvana (2)") and the "*" which marks a variation. A name
    made of nothing else stays as it was.
    """
    name = line(anv) or line(name)
    unmarked = name.removesuffix("*").rstrip() or name
    return _NUMBER.sub("", unmarked)


def join_credits(credited: Iterable[tuple[str, str]]) -> str:
    """(display name, Discogs join) pairs as one printed credit. What follows the last name is not printed."""
    printed, glue = "", ""
    for name, join in credited:
        printed += glue + name
        glue = _glue(line(join))
    return printed


def _glue(join: str) -> str:
    if not join:
        return ", "
    return f"{join} " if join[0] in ",;:" else f" {join} "
