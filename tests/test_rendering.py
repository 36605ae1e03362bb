"""What a page says of an item: its front matter, read back by YAML and by Hugo, and the parts of its body."""

import importlib.util
import json
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.server.generate import Generator
from vinylcrawl.exceptions import StartError
from vinylcrawl.items import ReleaseItem
from vinylcrawl.rendering import Renderer, front_matter, printed
from vinylcrawl.services.discogs import artist_item, release_item
from vinylcrawl.text import clean

TEMPLATES = Path(__file__).parents[1] / "templates"
GENERATOR = Generator(20)
Json = dict[str, Any]

# What YAML 1.1, YAML 1.2 or a reader in between takes for something else than a string
STRINGS = [
    *["", " ", " x", "x ", "null", "Null", "NULL", "~", "yes", "Yes", "no", "NO", "on", "Off", "y", "n", "true", "False"],
    *["1", "-1", "+1", "1_000", "1e3", "1E3", "1.5", "1.", ".5", "1e", "0x1F", "0o7", "017", "0b1", "12:30", "1:2:3"],
    *[".inf", "-.INF", ".nan", ".NaN", "NaN", "Infinity", "inf", "1959-08-17", "1959-08", "1959", "2024-05-04 07:21:48"],
    *["2024-05-04T07:21:48-07:00", "- x", "-", "--", "---", "--- x", "...", "? x", "?", ": x", ":", "a: b", "a:", "a :b"],
    *["#x", "a #b", "a#b", "&a", "*a", "!a", "!!str a", "|", "|-", ">", ">x", "%x", "@x", "`x`", "=", "<<", "[", "]", "[a]"],
    *["{", "{a: b}", "}", ",", "a, b", "'", "''", "'a'", '"', '"a"', "\\", "a\\", "\\n", "a\\tb", 'a"b\\c', "it's", "12\""],
    *["é", "日本", "🎷", "👩‍🚀", "a\u00a0b", "\u200b", "\u2028".join("ab"), "a\tb", "a\nb", "\n", "a\n\nb\n", "a\u0301"],
    *["{{ x }}", "{{< x >}}", "{{% x %}}", "+++", "+++ x", "<b>", "x" * 300, "Guns N' Roses", "AC/DC", "R&B (2)"],
]


def item(**changes: Any) -> ReleaseItem:
    instance: Any = GENERATOR.item(1001)
    release: Any = GENERATOR.release(1001) | changes
    return release_item(
        [instance],
        release,
        folders={1: "Uncategorized"},
        fields={1: "Media"},
        artist_slugs={200001: "alma-aoki"},
        may_follow=bool,
    )


@pytest.mark.parametrize("text", STRINGS)
def test_a_string_stays_one(text: str) -> None:
    dumped = front_matter.dump({"a": text, "b": [text], "c": {"d": text}, text: 1})
    assert yaml.safe_load(dumped) == {"a": text, "b": [text], "c": {"d": text}, text: 1}


@given(st.text(st.characters()).map(clean))
def test_any_clean_string_stays_one(text: str) -> None:
    dumped = front_matter.dump({"a": text, "b": {text: [text]}})
    assert yaml.safe_load(dumped) == {"a": text, "b": {text: [text]}}
    assert dumped.count("\n") == 3
