"""A crawled collection without the crawl: the test server's bodies, read by the project's own parser."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from tests.server.defaults import FIELDS, folder_name
from tests.server.generate import Generator
from tests.server.images import drawn
from vinylcrawl.database import Database
from vinylcrawl.items import ArtistItem, ReleaseItem
from vinylcrawl.services.discogs import artist_item, page_artists, release_item


def fill(output: Path, albums: int) -> None:
    """Leave a database of complete releases and their artists, and the releases' pictures; pages are to be made."""
    database, generator = Database(output / "collection.db"), Generator(albums)
    copies = [generator.item(release_id) for release_id in generator.releases]
    database.collection.save_instances(copies)
    database.collection.see_artists(credit for copy in copies for credit in page_artists(copy["basic_information"]))
    database.collection.settle_artist_slugs()
    for artist in _artists(database, albums):
        database.pages.store(artist, [])
    for release in _releases(database, generator):
        release["image"] = _picture(output, release["image_candidates"][0])
        database.pages.store(release, [])
    database.close()


def _artists(database: Database, limit: int) -> Iterator[ArtistItem]:
    for artist_id in database.pages.unpublished("artist", limit):
        state = database.pages.state("artist", artist_id)
        credit = database.collection.artist_credit(artist_id)
        yield artist_item(credit, slug=state.slug or "", revision=state.revision, may_follow=bool)


def _releases(database: Database, generator: Generator) -> Iterator[ReleaseItem]:
    folders = {number: folder_name(number) for number in range(3)}
    fields: dict[int, str] = {field["id"]: field["name"] for field in cast("Any", FIELDS["fields"])}
    artist_slugs = database.collection.artist_slugs(generator.artists)
    for release_id in generator.releases:
        yield release_item(
            database.collection.instances(release_id),
            cast("Any", generator.release(release_id)),
            revision=1,
            folders=folders,
            fields=fields,
            artist_slugs=artist_slugs,
            may_follow=bool,
        )


def _picture(output: Path, candidate: dict[str, str]) -> dict[str, Any]:
    picture = drawn(candidate["url"])
    name = hashlib.sha1(candidate["url"].encode(), usedforsecurity=False).hexdigest()
    path = output / "artwork" / name[:2] / f"{name}.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(picture)
    checksum = hashlib.sha256(picture).hexdigest()
    return {**candidate, "path": str(path.relative_to(output)), "checksum": checksum, "width": 600, "height": 600}
