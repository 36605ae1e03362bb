"""Downloader middlewares: credentials at the last moment, and patience with a full quota."""

from typing import TYPE_CHECKING, Self

from scrapy.downloadermiddlewares.retry import RetryMiddleware

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from vinylcrawl.services.base import Service

REFUSALS = 20


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
    """Retries as Scrapy does, but a 429 of a service with a quota is no failure: its slot waits (see Pacing)."""

    def process_response(  # type: ignore[override]  # Scrapy's own still takes the old spider argument
        self, request: "Request", response: "Response"
    ) -> "Request | Response":
        services: dict[str, Service] = getattr(self.crawler.spider, "services", {})
        service = services.get(request.meta.get("service", ""))
        refused = request.meta.get("refused", 0)
        if response.status != 429 or not service or not service.has_quota:
            return super().process_response(request, response)
        if refused >= REFUSALS:
            return response
        return request.replace(dont_filter=True, meta={**request.meta, "refused": refused + 1})
