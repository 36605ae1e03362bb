"""Items to Markdown, by the Jinja2 templates that the owner may replace."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2

from vinylcrawl import text
from vinylcrawl.exceptions import StartError
from vinylcrawl.items import ArtistItem, Item, ReleaseItem
from vinylcrawl.rendering import front_matter, printed

TEMPLATES = {"release": "album_template.md", "artist": "artist_template.md"}


class Safe(str):
    """Text that is Markdown already."""

    __slots__ = ()


def _inert(value: object) -> str:
    """What `{{ … }}` prints: strangers wrote the values, so all but Markdown of our own making is escaped."""
    return value if isinstance(value, Safe) else text.escape(str(value))


def environment(templates: Path) -> jinja2.Environment:
    """What the templates in this folder are compiled by: their values are inert unless marked `| safe`."""
    jinja = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        finalize=_inert,
        autoescape=False,  # noqa: S701  # the templates write Markdown: `_inert` escapes for that
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
    )
    jinja.filters.update(yaml=_yaml, safe=Safe, url=_url)
    return jinja


class Renderer:
    """`render(item)` is the text of its page."""

    def __init__(self, templates: Path) -> None:
        jinja = environment(templates)
        try:
            self._templates = {kind: jinja.get_template(name) for kind, name in TEMPLATES.items()}
        except jinja2.TemplateNotFound as error:
            raise StartError(
                f"no {error.name} in {templates}: set MARKDOWN_TEMPLATES to a folder with the templates"
            ) from error
        except UnicodeDecodeError as error:
            raise StartError(f"a template in {templates} is not UTF-8: save it as UTF-8") from error
        except jinja2.TemplateSyntaxError as error:
            raise StartError(f"{error.filename}, line {error.lineno}: {error.message}") from error

    def render(self, item: Item, aliases: Sequence[str]) -> str:
        return self._templates[item.kind].render(context(item, aliases))


def context(item: Item, aliases: Sequence[str]) -> dict[str, Any]:
    """What a template sees."""
    if isinstance(item, ArtistItem):
        return {"artist": item, "front_matter": front_matter.artist(item, aliases)}
    return {
        "release": item,
        "front_matter": front_matter.album(item, aliases),
        "sections": printed.track_sections(item["tracklist"]),
        "formats": [printed.format_line(description) for description in item["formats"]],
        "credits": printed.credits_by_role(item["credits"]),
        "companies": printed.companies_by_role([*item["series"], *item["companies"]]),
        "notes": Safe(text.markdown(item["notes"], _Names(item))),
    }


class _Names:
    """Resolves `[a123]` in the notes of a release to the name that it credits the artist with."""

    def __init__(self, item: ReleaseItem) -> None:
        self._item = item

    def __call__(self, kind: str, ref: str) -> tuple[str, str] | None:
        if kind != "artist" or not ref.isdecimal():
            return None
        for credit in [*self._item["artists"], *self._item["credits"]]:
            if credit["artist_id"] == int(ref):
                return text.display_name(credit["name"]), f"https://www.discogs.com/artist/{ref}"
        return None


def _yaml(value: dict[str, Any]) -> Safe:
    return Safe(front_matter.dump(value))


def _url(value: str) -> Safe:
    """A link's target: nothing where it is not a plain http(s) URL."""
    return Safe(text.safe_url(value))
