"""Discogs' markup, as found in notes and profiles, to inert Markdown."""

import re
import string
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import NamedTuple

from vinylcrawl.text.escaping import escape, escape_inline, escape_start
from vinylcrawl.text.links import link_target, safe_url
from vinylcrawl.text.names import display_name
from vinylcrawl.text.plain import clean, line

Resolver = Callable[[str, str], tuple[str, str] | None]

# Ids in lower case only: "[A6]" is a track. A name ends at any bracket, or "[a=[a=[a=" would take for ever.
_TAG = re.compile(
    r"""\[(?:
        (?P<close>/)?(?P<style>[biu]|url)
      | url=(?P<url>[^\[\]\n]*)
      | (?P<id_kind>(?-i:[almr]))(?P<id>[0-9]+)
      | (?P<name_kind>[almrgu])=(?P<name>[^\[\]\n]+)
    )\]""",
    re.VERBOSE | re.IGNORECASE,
)
_ID = re.compile("[0-9]+")
_KINDS = {"a": "artist", "l": "label", "m": "master", "r": "release"}
_MARKS = {"b": "**", "i": "*", "u": ""}  # Markdown has no underline
_ASCII_PUNCTUATION = frozenset(string.punctuation)


class _Run(NamedTuple):
    """Text of one look."""

    text: str
    mark: str = ""
    url: str = ""


def markdown(text: str, resolve: Resolver | None = None) -> str:
    """Discogs' markup as Markdown: paragraphs, line breaks, emphasis and links. All else is shown as text.

    `resolve(kind, ref)` may know a page for an "artist", "label", "master" or "release": it answers with a
    title and a URL. `ref` is an id when it is all digits, else a name. What it does not know links to Discogs
    by id, or is just a name. Emphasis that CommonMark cannot express, such as one that ends at punctuation
    within a word, is dropped.
    """
    lines = [_render(runs) for runs in _lines(_runs(clean(text), resolve))]
    return "\n\n".join("\\\n".join(group) for shown, group in groupby(lines, key=bool) if shown)


def _runs(text: str, resolve: Resolver | None) -> Iterator[_Run]:
    tags = list(_TAG.finditer(text))
    closers = _closers(tags)
    ends = {closer.start() for closer in closers.values()}
    looks: dict[str, str] = {}
    position = 0
    for tag in tags:
        mark, url = looks.get("b", "") + looks.get("i", ""), looks.get("url", "")
        yield _Run(text[position : tag.start()], mark, url)
        position = tag.end()
        if tag.start() in closers:
            looks[_style(tag)] = _look(tag, closers[tag.start()])
        elif tag.start() in ends:
            del looks[_style(tag)]
        elif not _style(tag):
            title, target = _reference(tag, resolve)
            yield _Run(title, mark, url or target)
    yield _Run(text[position:])


def _closers(tags: Iterable[re.Match[str]]) -> dict[int, re.Match[str]]:
    """Where each balanced tag opens, with the tag that closes it."""
    opened: dict[str, int] = {}
    closers = {}
    for tag in tags:
        if not tag["close"]:
            opened[_style(tag)] = tag.start()
        elif _style(tag) in opened:
            closers[opened.pop(_style(tag))] = tag
    return closers


def _style(tag: re.Match[str]) -> str:
    return "url" if tag["url"] is not None else (tag["style"] or "").lower()


def _look(tag: re.Match[str], closer: re.Match[str]) -> str:
    if tag["url"] is not None:
        return safe_url(tag["url"].strip("\"' "))
    if _style(tag) == "url":
        return safe_url(tag.string[tag.end() : closer.start()])
    return _MARKS[_style(tag)]


def _reference(tag: re.Match[str], resolve: Resolver | None) -> tuple[str, str]:
    kind = _KINDS.get((tag["id_kind"] or tag["name_kind"]).lower(), "")
    ref = tag["id"] or tag["name"].strip()
    numeric = _ID.fullmatch(ref) is not None
    is_id = tag["id"] or (numeric and kind in ("master", "release"))
    # "[a=311]" is the band: a resolver would take it for an id.
    known = resolve(kind, ref) if resolve and kind and (is_id or not numeric) else None
    if known:
        return line(known[0]), link_target(known[1])
    if is_id:
        return f"{kind} {ref}", f"https://www.discogs.com/{kind}/{ref}"
    return display_name(ref), ""


def _lines(runs: Iterable[_Run]) -> Iterator[list[_Run]]:
    current: list[_Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        current.append(run._replace(text=first))
        for part in others:
            yield current
            current = [run._replace(text=part)]
    yield current


def _render(runs: list[_Run]) -> str:
    if runs == [_Run(runs[0].text)]:
        return escape(runs[0].text)
    pieces: list[str] = []
    for run in _merged(_expressible(_merged(runs))):
        if run.url and pieces and pieces[-1].endswith("!"):
            pieces[-1] = f"{pieces[-1][:-1]}\\!"  # or the link would be an image
        pieces.append(_markdown_of(run))
    return escape_start(" ".join("".join(pieces).split()))


def _markdown_of(run: _Run) -> str:
    shown = escape_inline(run.text)
    if not shown:
        return " "
    marked = f"{run.mark}{shown}{run.mark}"
    linked = f"[{marked}]({run.url})" if run.url else marked
    return f"{' ' * run.text[0].isspace()}{linked}{' ' * run.text[-1].isspace()}"


def _merged(runs: Iterable[_Run]) -> list[_Run]:
    """As few runs as possible, none of them empty."""
    shown = (run for run in runs if run.text)
    looks = groupby(shown, key=itemgetter(1, 2))
    return [_Run("".join([run.text for run in group]), mark, url) for (mark, url), group in looks]


def _expressible(runs: list[_Run]) -> Iterator[_Run]:
    """Runs without the marks that CommonMark would show as asterisks (its rules on flanking)."""
    before = " "
    for run, following in zip_longest(runs, runs[1:], fillvalue=_Run(" ")):
        if run.url:
            yield run
            before = ")"
        elif run.mark and _delimits(run.text, before, "[" if following.url else following.text[0]):
            yield run
            before = " " if run.text[-1].isspace() else ""
        else:
            yield run._replace(mark="")
            before = run.text[-1]


def _delimits(text: str, before: str, after: str) -> bool:
    core = text.strip()
    if not core:
        return False
    opens = text[0].isspace() or _flanks(core[0], before)
    return opens and (text[-1].isspace() or _flanks(core[-1], after))


def _flanks(inner: str, outer: str) -> bool:
    """Whether asterisks may stand between the two characters; `outer` is "" where there already are some."""
    if not outer:
        return False
    return outer.isspace() or outer in _ASCII_PUNCTUATION or inner.isalnum()
