"""Any text as inert inline Markdown."""

import re

from vinylcrawl.text.plain import line

# Every match begins with one set of characters, which lets the engine skip ordinary text fast.
_INLINE = re.compile(
    r"""
    [\\`*_~^\[\]"<>|{}'.&\#:@-]
    (?: (?<=[\\`*_~^\[\]"<>|{}])
      | (?<=') (?: (?<![^\W\d_]') | (?![^\W\d_]) )    # the apostrophe of a word stays, see `escape`
      | (?<=-) (?: (?<=--) | (?=-) )
      | (?<=\.) (?: (?=\.\.) | (?<=\.\.)(?=\.) | (?<=\.\.\.) | (?<=[Ww]{3}\.) )
      | (?<=&) (?=\#?[0-9A-Za-z]+;)                   # an entity
      | (?<=\#) (?<!\w\#) (?!\w)                      # opens or closes a heading
      | (?<=:) (?= // | [\w+-]+: )                    # a URL, an emoji
      | (?<=\S@) (?=\w)
    )
    """,
    re.VERBOSE,
)
_LINE_START = re.compile(r"([0-9]{1,9})?(?(1)[.)](?=\s|$)|[-+:=](?=[\s+:=-]|$))")
# Hugo reads {{< and <!--more--> before Markdown is read, a table's cells are split before escapes count, and
# goldmark misreads an escaped backslash before a hard line break.
_REPLACED = {"<": "&lt;", ">": "&gt;", "{": "&#123;", "|": "&#124;", "}": "&#125;", "\\": "&#92;"}


def escape(text: str) -> str:
    """`line(text)` as Markdown that shows just that: in a paragraph, heading, list item, link or table cell.

    Made for goldmark with Hugo's extensions on, typographer, linkify and emoji included. The one thing left
    to an owner's typographer is the apostrophe within a word: "Don't" reads better than "Don\\'t", and it
    only gets curly.
    """
    return escape_start(escape_inline(text))


def escape_inline(text: str) -> str:
    """`escape` for what does not begin a line."""
    text = line(text)
    if text.replace(" ", "").isalnum():
        return text
    return _INLINE.sub(_escaped, text)


def escape_start(markdown: str) -> str:
    """Keep inline Markdown from beginning a list, a definition, a table or an underlined heading."""
    start = _LINE_START.match(markdown)
    if not start:
        return markdown
    last = start.end() - 1
    return f"{markdown[:last]}\\{markdown[last:]}"


def _escaped(match: re.Match[str]) -> str:
    return _REPLACED.get(match[0]) or f"\\{match[0]}"
