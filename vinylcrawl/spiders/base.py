import os
import re
import tempfile
from typing import TYPE_CHECKING, Any, Self, cast
from urllib.parse import urlsplit

import scrapy
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.spidermiddlewares.httperror import HttpError

from vinylcrawl import __version__
from vinylcrawl.database import Database
from vinylcrawl.exceptions import StartError
from vinylcrawl.paths import output_dir, project_path
from vinylcrawl.services.discogs import DiscogsService

if TYPE_CHECKING:
    from pathlib import Path

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

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
        _require_writable(output_dir(crawler.settings), "OUTPUT_DIR")
        _require_writable(project_path(crawler.settings, "LOG_DIR"), "LOG_DIR")
        spider.database = Database.from_crawler(crawler)
        spider.discogs = DiscogsService.from_crawler(crawler)
        spider.services = {spider.discogs.name: spider.discogs}
        return spider


def again(spider: scrapy.Spider, response: "Response", error: Exception) -> "list[Request]":
    """A retry of what was answered with junk; nothing where it was junk too often."""
    retry = get_retry_request(cast("Request", response.request), spider=spider, reason=f"junk: {error}")
    return [retry] if retry else []


def status_of(failure: "Failure") -> int | None:
    """The status of an answer that was no success; None where there was no answer."""
    error = failure.value
    return error.response.status if isinstance(error, HttpError) else None


def reason_of(failure: "Failure") -> str:
    status = status_of(failure)
    return f"status {status}" if status else failure.getErrorMessage() or type(failure.value).__name__


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


def parse_count(name: str, value: str) -> int:
    if not value.isdecimal():
        raise StartError(f"-a {name}={value}: a whole number from 0 up is needed")
    return int(value)


def _require_sound(settings: "BaseSettings") -> None:
    if not _is_url(settings["DISCOGS_API_URL"]):
        raise StartError(
            f"DISCOGS_API_URL={settings['DISCOGS_API_URL']}: an address as https://api.discogs.com is needed"
        )
    if not re.fullmatch(r"[!-~]*", settings["DISCOGS_TOKEN"]):
        raise StartError("DISCOGS_TOKEN has characters that no token has: copy it anew, without spaces or line breaks")
    if (
        not _is_number(settings["DISCOGS_RATELIMIT_WINDOW"], float)
        or settings.getfloat("DISCOGS_RATELIMIT_WINDOW") <= 0
    ):
        raise StartError(f"DISCOGS_RATELIMIT_WINDOW={settings['DISCOGS_RATELIMIT_WINDOW']}: seconds, more than 0")
    for name in ("DISCOGS_RATELIMIT_MARGIN", "IMAGES_WAITING", "IMAGES_MAX_BYTES"):
        if not _is_number(settings[name], int):
            raise StartError(f"{name}={settings[name]}: a whole number from 0 up is needed")


def _is_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _is_number(value: Any, kind: type[int] | type[float]) -> bool:
    try:
        return 0 <= kind(value) < float("inf")
    except ValueError:
        return False


def _require_writable(directory: "Path", setting: str) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=directory)
        os.close(handle)
        os.unlink(name)  # noqa: PTH108  # mkstemp speaks str
    except OSError as error:
        raise StartError(
            f"cannot write to {directory} ({error.strerror}): set {setting} to a folder of yours"
        ) from error
