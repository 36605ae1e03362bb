import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from vinylcrawl.text import display_name, duration, escape, markdown, safe_url, slug

DISCOGS = Path(__file__).parents[2] / "shared" / "fixtures" / "discogs"


@pytest.mark.parametrize(
    "text",
    [
        *["Kind Of Blue", "So What (Take 2)", "Don't Stop", "Simon & Garfunkel", "#1 Hit", "R&B @ Home", "Oh!"],
        *["A-B", "2001", "3.5", "12:30", "C# Minor", "1969: The Velvet Underground", "\u5742\u672c\u9f8d\u4e00"],
    ],
)
def test_ordinary_text_needs_no_escape(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*a* _b_ `c` ~d~", r"\*a\* \_b\_ \`c\` \~d\~"),
        ("[PIAS]", r"\[PIAS\]"),
        ("a\\b", "a&#92;b"),
        ("a | b", "a &#124; b"),
        ("<b>", "&lt;b&gt;"),
        ("{{< x >}}", "&#123;&#123;&lt; x &gt;&#125;&#125;"),
        ("<!--more-->", r"&lt;!\-\-more\-\-&gt;"),
        ("R&B &amp; &#65;", r"R&B \&amp; \&#65;"),
        ("a--b...", r"a\-\-b\.\.\."),
        ("'90s 12\"", r"\'90s 12\""),
        ("http://a.b www.a.b a@b.c", r"http\://a.b www\.a.b a\@b.c"),
        (":smile:", r"\:smile:"),
        ("1. a", r"1\. a"),
        ("2)", r"2\)"),
        ("- a", r"\- a"),
        ("# a #", r"\# a \#"),
        (": a", r"\: a"),
        (":-:", r"\:-:"),
        ("+++", r"\+++"),
        ("    a\n\nb", "a b"),
    ],
)
def test_escape(text: str, expected: str) -> None:
    assert escape(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\n\n\n c", "a\\\nb\n\nc"),
        ("- a\n1. b", "\\- a\\\n1\\. b"),
        ("[a=Nirvana (2)] on [l=Sub Pop]", "Nirvana on Sub Pop"),
        ("[a12]", "[artist 12](https://www.discogs.com/artist/12)"),
        ("[l12]", "[label 12](https://www.discogs.com/label/12)"),
        ("[r12] [r=12]", " ".join(["[release 12](https://www.discogs.com/release/12)"] * 2)),
        ("[m12] [m=12]", " ".join(["[master 12](https://www.discogs.com/master/12)"] * 2)),
        ("[a=311] [u=someone] [g=2.1]", "311 someone 2.1"),
        ("[A6] [PIAS] [sic] [untitled] [?]", r"\[A6\] \[PIAS\] \[sic\] \[untitled\] \[?\]"),
        ("Wow![r1]", r"Wow\![release 1](https://www.discogs.com/release/1)"),
        ("[url=http://a.b/(x)]T [x][/url]", r"[T \[x\]](http://a.b/%28x%29)"),
        ("[URL]http://a.b[/Url]", r"[http\://a.b](http://a.b)"),
        ("[url=javascript:alert(1)]T[/url]", "T"),
        ("[url]javascript:alert(1)[/url]", "javascript:alert(1)"),
        ("[url=http://a.b][a12][/url]", "[artist 12](http://a.b)"),
        ("[url=http://a.b]T", "T"),
        ("[b]Label:[/b] x [I]y[/I] [u]z[/u]", "**Label:** x *y* z"),
        ("[b][i]x[/i][/b]", "***x***"),
        ("[b] x [/b]y", "**x** y"),
        ("[b]x\ny[/b]", "**x**\\\n**y**"),
        ("[b]x\n\ny[/b]", "**x**\n\n**y**"),
        ("[b]x[i]y[/b]z", "**xy**z"),
        ("[b]x [b]y[/b]", "x **y**"),
        ("[b]CMR[/b]006", "**CMR**006"),
        ("[b](x)[/b]y", "(x)y"),
        ("1[b]. x[/b]", r"1\. x"),
        ("[b] [/b][i][/i]", ""),
    ],
)
def test_markdown(text: str, expected: str) -> None:
    assert markdown(text) == expected


PAGES = {
    ("artist", "12"): ("Miles [Davis]", "/artist/miles-davis/"),
    ("artist", "Prince"): ("Prince", "../prince/"),
    ("label", "Evil"): ("Evil", "javascript:alert(1)"),
    ("label", "Host"): ("Host", "//evil.example/"),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a12]", r"[Miles \[Davis\]](/artist/miles-davis/)"),
        ("[a=Prince]", "[Prince](../prince/)"),
        ("[a=12]", "12"),
        ("[l=Evil] [l=Host]", "Evil Host"),
        ("[a13]", "[artist 13](https://www.discogs.com/artist/13)"),
    ],
)
def test_markdown_asks_the_resolver(text: str, expected: str) -> None:
    assert markdown(text, lambda kind, ref: PAGES.get((kind, ref))) == expected


@pytest.mark.parametrize("function", [markdown, escape, slug, safe_url, display_name, duration])
@pytest.mark.parametrize(
    "piece",
    [
        *["[b", "[[[[", "*", "[url=", "[url]x", "[a=", "[b]x", "[b]x[/b]", "![a1]", "[/b]\n"],
        *[" ", ":a", "&a", "-.", "a\u0301"],
    ],
)
def test_hostile_text_takes_no_time(function: Callable[[str], object], piece: str) -> None:
    started = time.perf_counter()
    function((piece * 100_000)[:100_000] + "x")
    assert time.perf_counter() - started < 1.5


@pytest.mark.skipif(not DISCOGS.is_dir(), reason="no recorded Discogs answers beside the project")
def test_recorded_texts_leave_no_markup() -> None:
    bodies = [json.loads(path.read_bytes()) for path in DISCOGS.glob("[almr]*s/*.json")]
    texts = [str(body.get("notes") or body.get("profile") or "") for body in bodies if isinstance(body, dict)]
    assert sum("[" in text for text in texts) > 20
    leftover = re.compile(r"\\\[(?:/?(?:[biu]|url)\\\]|url=|[almr]=?[0-9]+\\\]|[al]=)")
    assert [text for text in texts if leftover.search(markdown(text))] == []
