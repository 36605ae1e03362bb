"""Discogs' answers that are no answers, and where a page may lead."""

import json
from typing import Any

import pytest
from scrapy.http import TextResponse

from vinylcrawl.services.discogs import DiscogsService

DISCOGS = DiscogsService("https://api.discogs.com", "collector", "")


def answer(body: object) -> TextResponse:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return TextResponse("https://api.discogs.com/releases/5", body=content)


@pytest.mark.parametrize("urls", [{}, [], {"last": "https://api.discogs.com/x?page=4"}, {"next": ""}, {"next": None}])
def test_the_last_page_has_no_next(urls: Any) -> None:
    assert (
        DISCOGS.next_page_request({"pagination": {"page": 1, "pages": 1, "items": 1, "urls": urls}, "releases": []})
        is None
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/users/collector/collection/folders/0/releases?page=2",
        "https://api.discogs.com.evil.example/x?page=2",
        "https://api.discogs.com@evil.example/x?page=2",
        "http://api.discogs.com/x?page=2",
        "/users/collector?page=2",
        7,
    ],
)
def test_a_next_page_elsewhere_is_refused(url: Any) -> None:
    page: Any = {"pagination": {"page": 1, "pages": 2, "items": 1, "urls": {"next": url}}, "releases": []}
    with pytest.raises((AttributeError, TypeError, ValueError)):
        DISCOGS.next_page_request(page)


def test_next_page() -> None:
    url = "https://api.discogs.com/users/collector/collection/folders/0/releases?page=2&per_page=100"
    request = DISCOGS.next_page_request(
        {"pagination": {"page": 1, "pages": 2, "items": 101, "urls": {"next": url}}, "releases": []}
    )
    assert request is not None
    assert (request.url, request.dont_filter) == (url, True)
    assert request.meta == {
        "service": "discogs",
        "step": "parse_page",
        "download_slot": "discogs",
        "dont_redirect": True,
    }


JUNK: list[object] = [b"", b"<html>", b"\xff\xfe", b"[1", [], 1, None, "text", {}, {"message": "Invalid token."}]
NO_PAGES: list[object] = [
    {"releases": []},
    {"releases": [], "pagination": None},
    {"releases": [], "pagination": {}},
    {"releases": [], "pagination": 1},
    {"releases": {}, "pagination": {"urls": {}}},
]


@pytest.mark.parametrize("body", [*JUNK, *NO_PAGES])
def test_junk_is_no_page(body: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        DISCOGS.parse_page(answer(body))


@pytest.mark.parametrize(
    "body", [*JUNK, {"id": "5", "title": "T"}, {"id": 6, "title": "T"}, {"id": 5}, {"id": 5, "title": None}]
)
def test_junk_is_no_release(body: object) -> None:
    with pytest.raises(ValueError, match=r"not (JSON|a JSON object|release 5)"):
        DISCOGS.parse_release(answer(body), 5)


@pytest.mark.parametrize("body", [*JUNK, {"folders": 1}, {"fields": None}])
def test_junk_names_nothing(body: object) -> None:
    with pytest.raises(ValueError, match=r"not JSON|not a JSON object|neither folders nor fields"):
        DISCOGS.parse_names(answer(body))


def test_parsed() -> None:
    release: Any = {"id": 5, "title": "T"}
    page: Any = {"pagination": {"urls": []}, "releases": []}
    assert DISCOGS.parse_release(answer(release), 5) == release
    assert DISCOGS.parse_page(answer(page)) == page
    assert DISCOGS.parse_names(answer({"folders": [{"id": 1, "name": " Shelf "}]})) == {1: "Shelf"}
    assert DISCOGS.parse_names(answer({"fields": [{"id": 3, "name": "Notes"}]})) == {3: "Notes"}
