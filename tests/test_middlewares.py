import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from vinylcrawl.middlewares import REFUSALS, CredentialsMiddleware, QuotaRetryMiddleware
from vinylcrawl.services.discogs import DiscogsService
from vinylcrawl.spiders.base import VinylSpider

API = "https://api.discogs.com"


@pytest.fixture
def spider() -> VinylSpider:
    crawler = get_crawler(VinylSpider)
    spider = VinylSpider(name="test")
    spider.services = {"discogs": DiscogsService(API, "collector", "secret")}
    crawler.spider = spider
    spider.crawler = crawler
    return spider


@pytest.mark.parametrize(
    ("url", "service", "authorized"),
    [
        (f"{API}/releases/1", "discogs", True),
        (f"{API}/releases/1", None, False),
        (f"{API}/releases/1", "spotify", False),
        ("https://i.discogs.com/cover.jpeg", "discogs", False),
        ("https://api.discogs.com.evil.example/releases/1", "discogs", False),
        ("https://api.discogs.com@evil.example/releases/1", "discogs", False),
        ("http://api.discogs.com/releases/1", "discogs", False),
        ("https://evil.example/?https://api.discogs.com/", "discogs", False),
    ],
)
def test_credentials_go_to_their_own_origin_only(
    spider: VinylSpider, url: str, service: str | None, authorized: bool
) -> None:
    request = Request(url, meta={"service": service} if service else {}, headers={"Authorization": "left over"})
    middleware = CredentialsMiddleware.from_crawler(spider.crawler)
    middleware.process_request(request)
    assert request.headers.get("Authorization") == (b"Discogs token=secret" if authorized else None)


@pytest.mark.parametrize("failed", [False, True])
def test_credentials_are_taken_off_again(spider: VinylSpider, failed: bool) -> None:
    request = Request(f"{API}/releases/1", meta={"service": "discogs"})
    middleware = CredentialsMiddleware.from_crawler(spider.crawler)
    middleware.process_request(request)
    if failed:
        middleware.process_exception(request, OSError())
    else:
        middleware.process_response(request, Response(request.url))
    assert "Authorization" not in request.headers


def test_refusals_are_counted_apart_from_other_failures(spider: VinylSpider) -> None:
    middleware = QuotaRetryMiddleware.from_crawler(spider.crawler)
    request: Request | Response = Request(f"{API}/releases/1", meta={"service": "discogs", "retry_times": 1})
    for _ in range(REFUSALS):
        assert isinstance(request, Request)
        request = middleware.process_response(request, Response(f"{API}/releases/1", status=429))
    assert isinstance(request, Request)
    assert request.meta["retry_times"] == 1
    refused = Response(f"{API}/releases/1", status=429)
    assert middleware.process_response(request, refused) is refused
