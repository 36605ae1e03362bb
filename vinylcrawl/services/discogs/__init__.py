from vinylcrawl.services.discogs.api_types import CollectionPage, Release
from vinylcrawl.services.discogs.release import NOBODY, artist_item, page_artists, release_item
from vinylcrawl.services.discogs.service import DiscogsService

__all__ = ["NOBODY", "CollectionPage", "DiscogsService", "Release", "artist_item", "page_artists", "release_item"]
