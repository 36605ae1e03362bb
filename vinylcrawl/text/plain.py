"""Plain text: what may be stored and printed."""

import re
import unicodedata

_NONCHARACTERS = r"\ufdd0-\ufdef" + "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(17))
_REMOVED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff"
    r"\u202a-\u202e\u2066-\u2069"  # would reorder the page around them
    rf"\ud800-\udfff{_NONCHARACTERS}]"
)
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
# Hugo's own placeholders: a page that shows one, even in its title, fails the build or makes Hugo panic.
_HUGO_TOKEN = re.compile("__h(?=deferred|_pp_l)|HAHAHUGO(?=SHORTCODE)")
_DURATION = re.compile(r"(?:([0-9]{1,2}):(?=[0-9]{2}:))?([0-9]{1,3}):([0-5][0-9])")


def clean(text: str) -> str:
    """Text in NFC, lines ended by "\\n", without control characters and trailing white space.

    An invisible word joiner parts the few words that no Hugo site can show.
    """
    if not (text.isascii() and text.isprintable()):
        text = _LINE_END.sub("\n", _REMOVED.sub("", text))
        text = unicodedata.normalize("NFC", text)
        text = "\n".join([part.rstrip() for part in text.split("\n")])
    if "__h" in text or "HAHAHUGO" in text:
        text = _HUGO_TOKEN.sub("\\g<0>\u2060", text)
    return text.rstrip()


def line(text: str) -> str:
    """`clean` text on one line, each run of white space one space."""
    return " ".join(clean(text).split())


def duration(text: str) -> int | None:
    """Seconds of "M:SS", "NNN:SS" or "H:MM:SS"; None for anything else."""
    match = _DURATION.fullmatch(text.strip())
    if not match:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    if hours and minutes > 59:
        return None
    return hours * 3600 + minutes * 60 + seconds
