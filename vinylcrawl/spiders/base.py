import os
import tempfile
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

import scrapy

from vinylcrawl import __version__
from vinylcrawl.database import Database
from vinylcrawl.exceptions import StartError
from vinylcrawl.paths import output_dir
from vinylcrawl.services.discogs import DiscogsService

if TYPE_CHECKING:
    from pathlib import Path

    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

    from vinylcrawl.services.base import Service

_TRUE, _FALSE = {"true", "yes", "1"}, {"false", "no", "0", ""}


class VinylSpider(scrapy.Spider):
    """What our spiders share: the services, the database, and a clear word before the first request."""

    services: "dict[str, Service]"
    discogs: DiscogsService
    database: Database

    @classmethod
    def update_settings(cls, settings: "BaseSettings") -> None:
        super().update_settings(settings)
        contact = f" (+{settings['CONTACT']})" if settings["CONTACT"] else ""
        settings.set("USER_AGENT", f"vinylcrawl/{__version__}{contact}", priority="spider")
        if settings["BETAMAX_CASSETTES"]:
            handler = "vinylcrawl.handlers.betamax.BetamaxDownloadHandler"
            settings.set("DOWNLOAD_HANDLERS", {"http": handler, "https": handler}, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> Self:
        """StartError, before any request, where an argument, a setting or the disk does not allow to start."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        _require_sound(crawler.settings)
        _require_writable(output_dir(crawler.settings))
        spider.database = Database.from_crawler(crawler)
        spider.discogs = DiscogsService.from_crawler(crawler)
        spider.services = {spider.discogs.name: spider.discogs}
        return spider


def parse_bool(name: str, value: str) -> bool:
    if value.lower() not in _TRUE | _FALSE:
        raise StartError(f"-a {name}={value}: true or false?")
    return value.lower() in _TRUE


def parse_number(name: str, value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise StartError(f"-a {name}={value}: a number from 0 up is needed")
    return number


def _require_sound(settings: "BaseSettings") -> None:
    if urlsplit(settings["DISCOGS_API_URL"]).scheme not in {"http", "https"}:
        raise StartError(f"DISCOGS_API_URL={settings['DISCOGS_API_URL']}: it starts with https://")
    for name, kind in (("DISCOGS_RATELIMIT_WINDOW", float), ("DISCOGS_RATELIMIT_MARGIN", int)):
        try:
            kind(settings[name])
        except ValueError:
            raise StartError(f"{name}={settings[name]}: a number is needed") from None


def _require_writable(directory: "Path") -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=directory)
        os.close(handle)
        os.unlink(name)  # noqa: PTH108  # mkstemp speaks str
    except OSError as error:
        raise StartError(
            f"cannot write to {directory} ({error.strerror}): set OUTPUT_DIR to a folder of yours"
        ) from error
