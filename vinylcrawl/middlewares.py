"""Downloader middlewares: credentials at the last moment, and patience with a full quota."""

import logging
from typing import TYPE_CHECKING, Self, cast

from scrapy.downloadermiddlewares.retry import RetryMiddleware, get_retry_request

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from vinylcrawl.services.base import Service

logger = logging.getLogger(__name__)


class CredentialsMiddleware:
    """Lends a request its service's credentials for the time it is on the wire.

    They go to the service's own URL only, and are taken off again before a retry or a redirect copies the request
    to another origin or to a JOBDIR.
    """

    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler)

    def process_request(self, request: "Request") -> None:
        request.headers.pop("Authorization", None)
        services: dict[str, Service] = getattr(self.crawler.spider, "services", {})
        if service := services.get(request.meta.get("service", "")):
            service.authorize(request)

    def process_response(self, request: "Request", response: "Response") -> "Response":
        request.headers.pop("Authorization", None)
        return response

    def process_exception(self, request: "Request", exception: Exception) -> None:  # noqa: ARG002  # Scrapy's signature
        request.headers.pop("Authorization", None)


class QuotaRetryMiddleware(RetryMiddleware):
    """Retries as Scrapy does, but a 429 of a quota slot is no failure: the slot waits (extensions/pacing.py)."""

    def process_response(  # type: ignore[override]  # Scrapy's own still takes the old spider argument
        self, request: "Request", response: "Response"
    ) -> "Request | Response":
        if response.status == 429 and request.meta.get("service") == "discogs":
            retry = get_retry_request(
                request,
                spider=cast("Spider", self.crawler.spider),
                reason="429",
                max_retry_times=20,
                stats_base_key="discogs/429",
            )
            return retry or response
        return super().process_response(request, response)
