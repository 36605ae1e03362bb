import pytest

from vinylcrawl.text import (
    album_slug,
    artist_slugs,
    clean,
    display_name,
    duration,
    join_credits,
    line,
    safe_url,
    slug,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kind Of Blue", "Kind Of Blue"),
        ("a\r\nb\rc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("a  \n\tb\t\n\n", "a\n\tb"),
        ("Bjo\u0308rk", "Bj\u00f6rk"),
        ("e\x00\u0301", "\u00e9"),
        ("\ufeffa\x1b[0m\x9fb\x7f", "a[0mb"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("\ud800a\udfff\ufffe\U0001ffff\ufdd0", "a"),
        ("HAHAHUGOSHORTCODE0s0HBHB", "HAHAHUGO\u2060SHORTCODE0s0HBHB"),
        ("__hdeferred/x__d=\n__h_pp_l1_x", "__h\u2060deferred/x__d=\n__h\u2060_pp_l1_x"),
        ("\u05e9\u05dc\u05d5\u05dd \U0001f3b5", "\u05e9\u05dc\u05d5\u05dd \U0001f3b5"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("  So \t What\r\n ", "So What"), ("a\xa0\u3000b", "a b"), ("---\nx: y", "--- x: y"), (" \n ", "")],
)
def test_line(text: str, expected: str) -> None:
    assert line(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0:00", 0),
        ("3:07", 187),
        ("12:34", 754),
        ("100:00", 6000),
        ("1:02:03", 3723),
        (" 9:22 ", 562),
        ("0:75", None),
        ("1:60:00", None),
        ("1:2:03", None),
        ("4.33", None),
        ("(3:20)", None),
        ("\u0663:20", None),
        ("", None),
    ],
)
def test_duration(text: str, expected: int | None) -> None:
    assert duration(text) == expected


@pytest.mark.parametrize(
    ("name", "anv", "expected"),
    [
        ("Prince", "", "Prince"),
        ("Nirvana (2)", "", "Nirvana"),
        ("Love*", "", "Love"),
        ("Chicago (2)*", "", "Chicago"),
        ("Top Cat (3)", "Topcat", "Topcat"),
        ("Top Cat (3)", " ", "Top Cat"),
        ("Sunn O)))", "", "Sunn O)))"),
        ("!!!", "", "!!!"),
        ("( )", "", "( )"),
        ("(2)", "", "(2)"),
        ("*", "", "*"),
        ("M*A*S*H", "", "M*A*S*H"),
        ("Now That's What (I Call)", "", "Now That's What (I Call)"),
        ("Chicago(2)", "", "Chicago(2)"),
        (" Miles\nDavis ", "", "Miles Davis"),
    ],
)
def test_display_name(name: str, anv: str, expected: str) -> None:
    assert display_name(name, anv) == expected


@pytest.mark.parametrize(
    ("credited", "expected"),
    [
        ([], ""),
        ([("Miles Davis", ",")], "Miles Davis"),
        ([("Kemet Crew", ","), ("Nfunk", "&"), ("Daddy Freddy", "")], "Kemet Crew, Nfunk & Daddy Freddy"),
        ([("Danny Red", "/"), ("Forward Fever", "")], "Danny Red / Forward Fever"),
        ([("Benny Page", "Feat."), ("Topcat", "")], "Benny Page Feat. Topcat"),
        ([("Enid Blyton", "Read By"), ("Kate Winslet", "")], "Enid Blyton Read By Kate Winslet"),
        ([("A", "Ft "), ("B", "")], "A Ft B"),
        ([("A", ", And"), ("B", "")], "A, And B"),
        ([("A", ""), ("B", "")], "A, B"),
    ],
)
def test_join_credits(credited: list[tuple[str, str]], expected: str) -> None:
    assert join_credits(credited) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kind Of Blue", "kind-of-blue"),
        ("\u5742\u672c\u9f8d\u4e00", "ban-ben-long-yi"),
        ("\u041a\u0438\u043d\u043e", "kino"),
        ("\u00c6nima", "aenima"),
        ("Bj\u00f6rk", "bjork"),
        ("AC/DC", "ac-dc"),
        ("Don't Stop", "dont-stop"),
        ("Don\u2019t Stop", "dont-stop"),
        ("../../etc/passwd", "etc-passwd"),
        ("&amp; &#65;", "amp-65"),
        ("!!!", ""),
        ("( )", ""),
        ("word " * 40, "-".join(["word"] * 16)),
        ("a" * 100, "a" * 80),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"), [("Kind Of Blue", "kind-of-blue-5460567"), ("( )", "5460567"), ("", "5460567")]
)
def test_album_slug(title: str, expected: str) -> None:
    assert album_slug(title, 5460567) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nirvana (2)", ("nirvana", "nirvana-7", "artist-7")),
        ("!!!", ("artist-7",)),
        ("Artist 5", ("artist-5-7", "artist-7")),
        ("Artist", ("artist", "artist-7", "artist-7")),
    ],
)
def test_artist_slugs(name: str, expected: tuple[str, ...]) -> None:
    assert artist_slugs(name, 7) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.discogs.com/release/1", "https://www.discogs.com/release/1"),
        (" HTTP://Example.ORG:8080?q=a&b=c#d ", "http://example.org:8080?q=a&b=c#d"),
        ("http://a.b/x y(z)", "http://a.b/x%20y%28z%29"),
        ("http://a.b/%41%zz\u00fc", "http://a.b/%41%25zz%C3%BC"),
        ("http://a.b/\"'<>\\`{}|[]^", "http://a.b/%22%27%3C%3E%5C%60%7B%7D%7C%5B%5D%5E"),
        ("http://a.b/?x&copy;", "http://a.b/?x&copy%3B"),
        ("http://a.b/HAHAHUGOSHORTCODE", "http://a.b/HAHAHUG%4FSHORTCODE"),
        ("http://a.b/__hdeferred/x__d=", "http://a.b/%5F_hdeferred/x__d="),
        ("http://m\u00fcnchen.de/", "http://xn--mnchen-3ya.de/"),
        ("http://user:secret@a.b/", ""),
        ("http://a.b\\@c.d/", ""),
        ("http://a.b:99999/", ""),
        ("http://[::1]/", ""),
        ("http://a..b/", ""),
        ("http://", ""),
        ("http:///x", ""),
        ("//a.b/", ""),
        ("www.a.b", ""),
        ("javascript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("http://a.b/\nx", ""),
        ("http://a.b/\u202ex", ""),
        ("http://a.b/\ud800", ""),
        ("", ""),
    ],
)
def test_safe_url(url: str, expected: str) -> None:
    assert safe_url(url) == expected
    assert safe_url(expected) == expected
