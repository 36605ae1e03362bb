"""What services answered, what is due to be asked, and what failed."""

import time

from vinylcrawl.database.connection import Connection
from vinylcrawl.database.schema import HAS_COPY
from vinylcrawl.items import Kind

_WANTED = f"release_id NOT IN (SELECT release_id FROM skip_releases) AND {HAS_COPY}"


class Answers:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def due(self, since: float, run: float, limit: int) -> list[int]:
        """Releases that Discogs is to be asked for, newest arrivals first.

        Not asked since `since` (0: never), not tried since `run` began (seconds since the epoch), not skipped.
        """
        where = "asked_at IS NULL" if not since else "(asked_at IS NULL OR asked_at < ?)"
        sql = f"""
            SELECT release_id FROM releases
            WHERE {where} AND (attempted_at IS NULL OR attempted_at < ?) AND {_WANTED}
            ORDER BY added DESC LIMIT ?
        """
        return [id_ for (id_,) in self._db.rows(sql, *([since] if since else []), run, limit)]

    def count_due(self, since: float) -> int:
        sql = f"SELECT count(*) FROM releases WHERE (asked_at IS NULL OR asked_at < ?) AND {_WANTED}"
        return int(self._db.value(sql, since))

    def save_release(self, release_id: int, body: str) -> None:
        """Keep Discogs' answer as it came; the release is then due for its page."""
        now = time.time()
        with self._db.transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO answers VALUES ('release', ?, 'discogs', ?, ?)", release_id, body, now
            )
            self._asked(release_id, now, deleted=False)

    def save_deleted(self, release_id: int) -> None:
        """Discogs has no such release any more; what an earlier answer said stays."""
        with self._db.transaction():
            self._asked(release_id, time.time(), deleted=True)

    def _asked(self, release_id: int, now: float, *, deleted: bool) -> None:
        self._db.execute(
            "UPDATE releases SET asked_at = ?, deleted = ?, revision = revision + 1 WHERE release_id = ?",
            now,
            deleted,
            release_id,
        )
        self.forget_failure("release", release_id, "discogs")

    def release(self, release_id: int) -> tuple[str | None, bool, int]:
        """Discogs' answer as it came, whether the release is deleted there, and the current revision."""
        row = self._db.row(
            """
            SELECT answers.data, deleted, revision FROM releases LEFT JOIN answers
            ON answers.kind = 'release' AND answers.id = release_id AND service = 'discogs' WHERE release_id = ?
            """,
            release_id,
        )
        return row[0], bool(row[1]), row[2]

    def attempted(self, release_id: int) -> None:
        """Not to be tried again in this run."""
        self._db.execute("UPDATE releases SET attempted_at = ? WHERE release_id = ?", time.time(), release_id)

    def save_failure(self, kind: Kind, id_: int, service: str, url: str, reason: str) -> None:
        self._db.execute(
            """
            INSERT INTO failures VALUES (?, ?, ?, ?, ?, 1, ?) ON CONFLICT (kind, id, service)
            DO UPDATE SET url = excluded.url, reason = excluded.reason, times = times + 1,
            failed_at = excluded.failed_at
            """,
            kind,
            id_,
            service,
            url,
            reason,
            time.time(),
        )

    def forget_failure(self, kind: Kind, id_: int, service: str) -> None:
        self._db.execute("DELETE FROM failures WHERE kind = ? AND id = ? AND service = ?", kind, id_, service)

    def begin(self, mode: str, *, restart: bool) -> float:
        """When the unfinished run of `mode` began, or now where there is none to go on with."""
        started_at = self._db.value(
            "SELECT started_at FROM processed_index WHERE mode = ? AND finished_at IS NULL", mode
        )
        if started_at and not restart:
            return float(started_at)
        now = time.time()
        self._db.execute("INSERT OR REPLACE INTO processed_index (mode, started_at) VALUES (?, ?)", mode, now)
        return now

    def finish(self, mode: str) -> None:
        """The run of `mode` has gone through: the next one begins from scratch."""
        self._db.execute("UPDATE processed_index SET finished_at = ? WHERE mode = ?", time.time(), mode)
