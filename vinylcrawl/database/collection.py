"""What the walk brings: copies, folders, custom fields, and who is on the front of what."""

import hashlib
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from vinylcrawl import text
from vinylcrawl.database.connection import Connection

NameKind = Literal["folder", "field"]


class Walked(NamedTuple):
    """How many releases of a page are new, and how many known ones changed."""

    new: int
    changed: int


class Collection:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def names(self, kind: NameKind) -> dict[int, str]:
        return dict(self._db.rows("SELECT id, name FROM names WHERE kind = ?", kind))

    def save_names(self, kind: NameKind, names: Mapping[int, str]) -> None:
        """Keep what folders or custom fields are called; a change makes every page due again."""
        if self.names(kind) == names:
            return
        with self._db.transaction():
            self._db.execute("DELETE FROM names WHERE kind = ?", kind)
            for id_, name in names.items():
                self._db.execute("INSERT INTO names VALUES (?, ?, ?)", kind, id_, name)
            self._db.execute("UPDATE releases SET revision = revision + 1")

    def save_instances(self, instances: Sequence[Mapping[str, Any]]) -> Walked:
        """Keep a page's copies as they came; what is new or changed is due for a page."""
        digests = {i["instance_id"]: hashlib.sha256(_json(i).encode()).hexdigest() for i in instances}
        known = self._digests(digests)
        changed = [i for i in instances if known.get(i["instance_id"]) != digests[i["instance_id"]]]
        if not changed:
            return Walked(0, 0)
        with self._db.transaction():
            revisions = [self._save(i, digests[i["instance_id"]]) for i in changed]
        new = {release_id for release_id, revision in revisions if revision == 1}
        return Walked(len(new), len({release_id for release_id, _ in revisions} - new))

    def _digests(self, instance_ids: Iterable[int]) -> dict[int, str]:
        sql = "SELECT instance_id, digest FROM instances WHERE instance_id IN (SELECT value FROM json_each(?))"
        return dict(self._db.rows(sql, json.dumps(list(instance_ids))))

    def _save(self, instance: Mapping[str, Any], digest: str) -> tuple[int, int]:
        release_id = int(instance["basic_information"]["id"])
        # Discogs merges releases: the copy is then another one's
        self._db.execute(
            """
            UPDATE releases SET revision = revision + 1 WHERE release_id <> ?
            AND release_id = (SELECT release_id FROM instances WHERE instance_id = ?)
            """,
            release_id,
            instance["instance_id"],
        )
        revision: int = self._db.value(
            """
            INSERT INTO releases (release_id, added, seen_at) VALUES (?, ?, ?) ON CONFLICT (release_id)
            DO UPDATE SET revision = revision + 1, added = max(added, excluded.added) RETURNING revision
            """,
            release_id,
            instance.get("date_added") or "",
            time.time(),
        )
        self._db.execute(
            "INSERT OR REPLACE INTO instances VALUES (?, ?, ?, ?)",
            instance["instance_id"],
            release_id,
            digest,
            _json(instance),
        )
        return release_id, revision

    def instances(self, release_id: int) -> list[Any]:
        """The copies of a release as they came."""
        sql = "SELECT data FROM instances WHERE release_id = ? ORDER BY instance_id"
        return [json.loads(data) for (data,) in self._db.rows(sql, release_id)]

    def see_artists(self, credits: Iterable[Mapping[str, Any]]) -> None:
        """Keep the credits of artists that get a page, each once; a better one (with a picture) replaces the first."""
        with self._db.transaction():
            for credit in credits:
                kept = {"id": credit["id"], "name": credit["name"], "thumbnail_url": credit.get("thumbnail_url") or ""}
                self._db.execute(
                    """
                    INSERT INTO artists (artist_id, name, credit) VALUES (?, ?, ?) ON CONFLICT (artist_id)
                    DO UPDATE SET name = excluded.name, credit = excluded.credit, revision = revision + 1
                    WHERE name <> excluded.name OR (json_extract(credit, '$.thumbnail_url') = '' AND ? <> '')
                    """,
                    kept["id"],
                    kept["name"],
                    _json(kept),
                    kept["thumbnail_url"],
                )

    def settle_artist_slugs(self) -> None:
        """Give every new artist the slug of its page.

        In the order of the ids and after the walk, so that who gets the plain slug of two namesakes does not
        depend on the order in which the collection told of them.
        """
        with self._db.transaction():
            for artist_id, name in self._db.rows("SELECT artist_id, name FROM artists WHERE slug IS NULL ORDER BY 1"):
                self._db.execute(
                    "UPDATE artists SET slug = ? WHERE artist_id = ?", self._free(name, artist_id), artist_id
                )

    def _free(self, name: str, artist_id: int) -> str:
        for slug in text.artist_slugs(name, artist_id):
            if not self._db.value("SELECT 1 FROM artists WHERE slug = ?", slug):
                return slug
        return f"artist-{artist_id}"

    def artist_slugs(self, artist_ids: Iterable[int]) -> dict[int, str]:
        sql = "SELECT artist_id, slug FROM artists WHERE artist_id IN (SELECT value FROM json_each(?))"
        return {id_: slug for id_, slug in self._db.rows(sql, json.dumps(list(artist_ids))) if slug}

    def count_releases(self) -> int:
        """Releases of which there is a copy."""
        return int(self._db.value("SELECT count(DISTINCT release_id) FROM instances"))

    def artist_credit(self, artist_id: int) -> Any:
        return json.loads(self._db.value("SELECT credit FROM artists WHERE artist_id = ?", artist_id))


def _json(value: object) -> str:
    # in ASCII: strangers' text may hold lone surrogates, which are JSON but not UTF-8
    return json.dumps(value, sort_keys=True)
