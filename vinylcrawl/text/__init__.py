"""Text as strangers write it, made fit for the database, for names, for paths and for pages. Pure, no I/O."""

from vinylcrawl.text.escaping import escape
from vinylcrawl.text.links import safe_url
from vinylcrawl.text.markup import Resolver, markdown
from vinylcrawl.text.names import display_name, join_credits
from vinylcrawl.text.plain import clean, duration, line
from vinylcrawl.text.slugs import album_slug, artist_slugs, slug

__all__ = [
    "Resolver",
    "album_slug",
    "artist_slugs",
    "clean",
    "display_name",
    "duration",
    "escape",
    "join_credits",
    "line",
    "markdown",
    "safe_url",
    "slug",
]
