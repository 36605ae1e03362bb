import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from vinylcrawl.database.schema import MIGRATIONS
from vinylcrawl.exceptions import StartError


class Connection:
    """The only connection to the file, in autocommit; `transaction()` groups what a kill must not tear apart.

    The lock is the operating system's: a kill frees it.
    """

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(f"{path}.lock")
            self._lock.acquire(blocking=False)
            self._sqlite = sqlite3.connect(path, isolation_level=None)
            self._prepare(path)
        except Timeout:
            raise StartError(f"another crawl is using {path}: wait for its end, or set another DATABASE_PATH") from None
        except (sqlite3.Error, OSError) as error:
            raise StartError(f"cannot use the database {path} ({error}): move it away or set DATABASE_PATH") from error

    def _prepare(self, path: Path) -> None:
        version = self.value("PRAGMA user_version")
        if version > len(MIGRATIONS):
            raise StartError(
                f"the database {path} is from a newer vinylcrawl: update vinylcrawl, or set another DATABASE_PATH"
            )
        # WAL and NORMAL: a power cut may undo the last commits, which are then due again; it never harms the file
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "busy_timeout = 10000"):
            self.execute(f"PRAGMA {pragma}")
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            self._sqlite.executescript(f"BEGIN; {script}; PRAGMA user_version = {number}; COMMIT")

    def execute(self, sql: str, *parameters: object) -> sqlite3.Cursor:
        return self._sqlite.execute(sql, parameters)

    def rows(self, sql: str, *parameters: object) -> list[Any]:
        return self._sqlite.execute(sql, parameters).fetchall()

    def row(self, sql: str, *parameters: object) -> Any:
        return self._sqlite.execute(sql, parameters).fetchone()

    def value(self, sql: str, *parameters: object) -> Any:
        """The only column of the only row, None where there is no row."""
        row = self.row(sql, *parameters)
        return row[0] if row else None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self._sqlite.in_transaction:
                self.execute("ROLLBACK")
            raise

    def close(self) -> None:
        self._sqlite.close()
        self._lock.release()
