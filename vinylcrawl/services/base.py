"""What every service has in common: a name, an origin, and credentials that never leave it."""

from typing import TYPE_CHECKING, ClassVar, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Headers


class Service:
    """A small spider without a scheduler: it makes requests and parses answers, and others decide when.

    Its requests carry `meta = {"service": name, "step": the parse method's name, "download_slot": name}`.
    """

    name: ClassVar[str]
    public_hosts: ClassVar[frozenset[str]] = frozenset()
    has_quota: ClassVar[bool] = False

    def __init__(self, api_url: str) -> None:
        self.api_url = api_url.rstrip("/")

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler.settings[f"{cls.name.upper()}_API_URL"])

    def authorization(self) -> str | None:
        """The value of the Authorization header for requests to `api_url`."""
        return None

    def authorize(self, request: "Request") -> None:
        """Add the credentials to a request that is about to be sent, if it is for this service's own origin."""
        value = self.authorization()
        if value and self.is_own(request.url):
            request.headers["Authorization"] = value

    def is_own(self, url: str) -> bool:
        return url.startswith(f"{self.api_url}/")

    def may_follow(self, url: str) -> bool:
        """Whether a link found in an answer leads to one of the service's public hosts or the configured one."""
        try:
            parts = urlsplit(url)
            _ = parts.port
        except ValueError:
            return False
        if parts.scheme not in {"http", "https"}:
            return False
        return parts.hostname in self.public_hosts or parts.netloc == urlsplit(self.api_url).netloc


def header_int(headers: "Headers", name: str) -> int | None:
    """A whole number from a response header; None where it is missing or junk."""
    value = headers.get(name)
    try:
        return int(value) if value is not None else None
    except ValueError:
        return None
