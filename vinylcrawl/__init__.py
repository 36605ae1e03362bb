"""vinylcrawl: a Discogs collection becomes a Hugo site."""

__version__ = "0.1.0"
