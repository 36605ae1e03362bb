"""Crawls as a user runs them: `scrapy crawl` in a process of its own, against the test server."""

import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.server.process import ServerProcess

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Crawl:
    """What a crawl printed and left."""

    exit_code: int
    stdout: str
    stderr: str
    output: Path
    logs: Path

    @property
    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads((self.logs / "report.json").read_text("utf-8"))
        return report

    def page(self, slug: str, section: str = "albums") -> str:
        name = "index.md" if section == "albums" else "_index.md"
        return (self.output / "content" / section / slug / name).read_text("utf-8")

    def front_matter(self, slug: str, section: str = "albums") -> dict[str, Any]:
        front_matter: dict[str, Any] = yaml.safe_load(self.page(slug, section).split("---\n")[1])
        return front_matter

    def slugs(self, section: str = "albums") -> set[str]:
        folder = self.output / "content" / section
        return {path.name for path in folder.iterdir()} if folder.exists() else set()

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.output / "collection.db")
        try:
            return connection.execute(sql, parameters).fetchall()
        finally:
            connection.close()

    def files(self) -> dict[str, tuple[int, int, bytes]]:
        """Every file below `content` with what a rewrite would change."""
        return {
            str(path.relative_to(self.output)): (path.stat().st_mtime_ns, path.stat().st_ino, path.read_bytes())
            for path in sorted((self.output / "content").rglob("*"))
            if path.is_file()
        }


def start_crawl(
    output: Path, server: ServerProcess | None, *arguments: str, spider: str = "collection", **settings: str
) -> "subprocess.Popen[str]":
    """`scrapy crawl` with `-a` arguments and settings; the settings go by the environment, as from `.env`."""
    environment = {
        "DISCOGS_USERNAME": "collector",
        "DISCOGS_TOKEN": "test-token",
        "OUTPUT_DIR": str(output),
        "LOG_DIR": str(output.with_name(f"{output.name}-logs")),
        **({"DISCOGS_API_URL": server.discogs_url} if server else {}),
        **settings,
    }
    command = [sys.executable, "-W", "error::DeprecationWarning:vinylcrawl", "-m", "scrapy", "crawl", spider]
    return subprocess.Popen(
        [*command, *(part for argument in arguments for part in ("-a", argument))],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_crawl(
    output: Path,
    server: ServerProcess | None,
    *arguments: str,
    spider: str = "collection",
    timeout: float = 60,
    **settings: str,
) -> Crawl:
    process = start_crawl(output, server, *arguments, spider=spider, **settings)
    try:
        stdout, stderr = process.communicate(timeout=timeout)
    finally:
        process.kill()
    logs = output.with_name(f"{output.name}-logs")
    return Crawl(process.returncode, stdout, stderr, output, logs)
