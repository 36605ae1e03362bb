"""The tables, as a list of steps: `PRAGMA user_version` counts how many of them a file has seen."""

# a copy may have gone over to another release
HAS_COPY = "EXISTS (SELECT 1 FROM instances WHERE instances.release_id = releases.release_id)"

MIGRATIONS = (
    """
    CREATE TABLE instances (
        instance_id INTEGER PRIMARY KEY,
        release_id INTEGER NOT NULL REFERENCES releases,
        digest TEXT NOT NULL,
        data JSON NOT NULL
    );
    CREATE INDEX instances_release ON instances (release_id);

    CREATE TABLE releases (
        release_id INTEGER PRIMARY KEY,
        slug TEXT,
        aliases JSON NOT NULL DEFAULT '[]',
        data JSON,
        digest TEXT,
        revision INTEGER NOT NULL DEFAULT 1,
        stored INTEGER NOT NULL DEFAULT 0,
        published INTEGER NOT NULL DEFAULT 0,
        image_due INTEGER NOT NULL DEFAULT 0,
        added TEXT NOT NULL DEFAULT '',
        deleted INTEGER NOT NULL DEFAULT 0,
        seen_at REAL NOT NULL,
        asked_at REAL,
        attempted_at REAL
    );
    CREATE INDEX releases_unpublished ON releases (added) WHERE published < revision;
    CREATE INDEX releases_image_due ON releases (added) WHERE image_due;
    CREATE INDEX releases_unasked ON releases (added) WHERE asked_at IS NULL;
    CREATE INDEX releases_asked ON releases (asked_at);

    CREATE TABLE artists (
        artist_id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        slug TEXT UNIQUE,
        aliases JSON NOT NULL DEFAULT '[]',
        credit JSON NOT NULL,
        data JSON,
        digest TEXT,
        revision INTEGER NOT NULL DEFAULT 1,
        stored INTEGER NOT NULL DEFAULT 0,
        published INTEGER NOT NULL DEFAULT 0,
        image_due INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX artists_unpublished ON artists (artist_id) WHERE published < revision;
    CREATE INDEX artists_image_due ON artists (artist_id) WHERE image_due;
    CREATE INDEX artists_unnamed ON artists (artist_id) WHERE slug IS NULL;

    CREATE TABLE answers (
        kind TEXT NOT NULL,
        id INTEGER NOT NULL,
        service TEXT NOT NULL,
        data JSON NOT NULL,
        answered_at REAL NOT NULL,
        PRIMARY KEY (kind, id, service)
    );

    CREATE TABLE images (
        kind TEXT NOT NULL,
        id INTEGER NOT NULL,
        data JSON NOT NULL,
        PRIMARY KEY (kind, id)
    );

    CREATE TABLE pages (
        kind TEXT NOT NULL,
        id INTEGER NOT NULL,
        path TEXT NOT NULL,
        digest TEXT NOT NULL,
        previous TEXT NOT NULL,
        image TEXT NOT NULL,
        previous_image TEXT NOT NULL,
        PRIMARY KEY (kind, id)
    );

    CREATE TABLE failures (
        kind TEXT NOT NULL,
        id INTEGER NOT NULL,
        service TEXT NOT NULL,
        url TEXT NOT NULL,
        reason TEXT NOT NULL,
        times INTEGER NOT NULL DEFAULT 1,
        failed_at REAL NOT NULL,
        PRIMARY KEY (kind, id, service)
    );

    CREATE TABLE names (
        kind TEXT NOT NULL,
        id INTEGER NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (kind, id)
    );

    CREATE TABLE skip_releases (release_id INTEGER PRIMARY KEY, reason TEXT NOT NULL DEFAULT '');

    CREATE TABLE processed_index (
        mode TEXT PRIMARY KEY,
        started_at REAL NOT NULL,
        finished_at REAL
    );
    """,
)
