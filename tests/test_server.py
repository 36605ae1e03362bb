"""The test server answers as Discogs does."""

import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.conftest import ServerFactory
from tests.server.client import NEWEST_FIRST, RELEASES, TOKEN, get
from tests.server.process import ServerProcess
from tests.server.synthetic import artist_name


@pytest.fixture(scope="module")
def many() -> Iterator[ServerProcess]:
    """For tests that change nothing: 230 releases and no limit to speak of."""
    with ServerProcess("--generate", "230", "--limit", "9999", "--anonymous-limit", "9999") as process:
        yield process


def steps(answer: requests.Response) -> dict[str, int]:
    """The page numbers that the pagination links lead to."""
    urls = answer.json()["pagination"]["urls"]
    return {step: int(parse_qs(urlsplit(url).query)["page"][0]) for step, url in urls.items()}


@pytest.mark.parametrize(
    ("page", "per_page", "count", "links"),
    [
        (1, 100, 100, {"next": 2, "last": 3}),
        (2, 100, 100, {"first": 1, "prev": 1, "next": 3, "last": 3}),
        (3, 100, 30, {"first": 1, "prev": 2}),
        (1, 500, 100, {"next": 2, "last": 3}),
        (1, None, 50, {"next": 2, "last": 5}),
    ],
)
def test_pagination(many: ServerProcess, page: int, per_page: int | None, count: int, links: dict[str, int]) -> None:
    answer = get(many, RELEASES, page=page, per_page=per_page)
    assert len(answer.json()["releases"]) == count
    assert answer.json()["pagination"]["items"] == 230
    assert steps(answer) == links


def test_next_links_lead_through_everything_once(many: ServerProcess) -> None:
    answer = get(many, RELEASES, per_page=100, **NEWEST_FIRST)
    found = answer.json()["releases"]
    while following := answer.json()["pagination"]["urls"].get("next"):
        answer = requests.get(following, headers=TOKEN, timeout=5)
        found += answer.json()["releases"]
    dates = [item["date_added"] for item in found]
    assert len({item["instance_id"] for item in found}) == len(found) == 230
    assert dates == sorted(dates, reverse=True)


def test_a_single_page_has_no_links(many: ServerProcess) -> None:
    path = "/users/collector/collection/folders/2/releases"
    assert get(many, path).json()["pagination"]["urls"] == {}


def test_a_page_beyond_the_last_is_not_found(many: ServerProcess) -> None:
    assert get(many, RELEASES, page=6).status_code == 404


@pytest.mark.parametrize("order", ["artist", "title", "year", "rating"])
def test_orders(many: ServerProcess, order: str) -> None:
    upwards = get(many, RELEASES, per_page=100, sort=order).json()["releases"]
    downwards = get(many, RELEASES, page=3, per_page=100, sort=order, sort_order="desc").json()["releases"]
    assert upwards[:30] == downwards[::-1]


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/releases/1", 404, "Release not found."),
        ("/masters/1", 404, "Master Release not found."),
        ("/artists/1", 404, "Artist not found."),
        ("/labels/1", 404, "Label not found."),
        ("/users/nobody", 404, "User does not exist or may have been deleted."),
        ("/users/nobody/collection/folders", 404, "User does not exist or may have been deleted."),
        ("/nothing", 404, "The requested resource was not found."),
    ],
)
def test_what_is_not_found(many: ServerProcess, path: str, status: int, message: str) -> None:
    answer = get(many, path)
    assert (answer.status_code, answer.json()) == (status, {"message": message})


@pytest.mark.parametrize("path", ["/releases/1001", "/masters/400001", "/artists/200001", "/labels/600001"])
def test_bodies_link_to_themselves(many: ServerProcess, path: str) -> None:
    assert get(many, path).json()["resource_url"] == many.discogs_url + path


@pytest.mark.parametrize("path", ["/users/collector/collection/fields", "/database/search", "/oauth/identity"])
def test_what_needs_a_token(many: ServerProcess, path: str) -> None:
    assert get(many, path).status_code == 200
    answer = get(many, path, headers={})
    assert (answer.status_code, answer.json()) == (
        401,
        {"message": "You must authenticate to access this resource."},
    )


def test_a_wrong_token_is_refused(many: ServerProcess) -> None:
    answer = get(many, "/releases/1001", headers={"Authorization": "Discogs token=wrong"})
    assert (answer.status_code, answer.json()) == (401, {"message": "Invalid token."})


def test_a_user_agent_is_required(many: ServerProcess) -> None:
    assert get(many, "/releases/1001", headers=TOKEN | {"User-Agent": ""}).status_code == 403


@pytest.mark.parametrize("path", ["/releases/1001", "/artists/200001", RELEASES])
def test_image_links_only_with_a_token(many: ServerProcess, path: str) -> None:
    assert "/discogs-images/" in get(many, path).text
    anonymous = get(many, path, headers={})
    assert anonymous.status_code == 200
    assert "discogs-images" not in anonymous.text
    assert "i.discogs.com" not in anonymous.text


def test_copies_without_a_token_have_neither_folder_nor_notes(many: ServerProcess) -> None:
    own, public = (get(many, RELEASES, headers=headers).json()["releases"][0] for headers in (TOKEN, {}))
    assert own.keys() - public.keys() == {"folder_id", "notes"}
    assert public["basic_information"]["thumb"] == public["basic_information"]["cover_image"] == ""


def test_folders(many: ServerProcess) -> None:
    path = "/users/collector/collection/folders"
    folders = {folder["id"]: folder["count"] for folder in get(many, path).json()["folders"]}
    assert folders == {0: 230, 1: 197, 2: 33}
    assert [folder["id"] for folder in get(many, path, headers={}).json()["folders"]] == [0]
    assert get(many, f"{path}/2/releases").json()["pagination"]["items"] == 33
    assert get(many, f"{path}/2/releases", headers={}).status_code == 401


def test_search_finds_artists(many: ServerProcess) -> None:
    results = get(many, "/database/search", type="artist", q=artist_name(200_007).upper()).json()["results"]
    assert [(result["id"], result["title"]) for result in results] == [(200_007, artist_name(200_007))]


def test_a_private_collection(server: ServerFactory) -> None:
    process = server("--generate", "3", "--private")
    answer = get(process, RELEASES, headers={})
    message = "You don't have permission to access this resource."
    assert (answer.status_code, answer.json()) == (403, {"message": message})
    assert get(process, RELEASES).status_code == 200


def test_a_token_of_somebody_else(server: ServerFactory) -> None:
    process = server("--generate", "3", "--token-owner", "other", "--token", "t")
    headers = {"Authorization": "Discogs token=t"}
    copy = get(process, RELEASES, headers=headers).json()["releases"][0]
    assert copy["basic_information"]["thumb"]
    assert "notes" not in copy
    assert get(process, "/users/collector/collection/fields", headers=headers).status_code == 403


@pytest.mark.parametrize("retry_after", ["yes", "no"])
def test_limit(server: ServerFactory, retry_after: str) -> None:
    process = server("--generate", "3", "--limit", "2", "--window", "1", "--retry-after", retry_after)
    answers = [get(process, path) for path in ("/releases/1000", "/releases/404", "/releases/1000")]
    assert [answer.status_code for answer in answers] == [200, 404, 429]
    assert [ratelimit(answer) for answer in answers] == [("2", "1", "1"), ("2", "2", "0"), ("2", "3", "0")]
    assert answers[2].json() == {"message": "You are making requests too quickly."}
    assert answers[2].headers.get("Retry-After") == {"yes": "1", "no": None}[retry_after]
    time.sleep(1)
    assert ratelimit(get(process, "/releases/1000")) == ("2", "1", "1")


def test_limit_of_its_own_without_a_token(server: ServerFactory) -> None:
    process = server("--generate", "3", "--limit", "2", "--anonymous-limit", "1")
    assert ratelimit(get(process, "/releases/1000")) == ("2", "1", "1")
    assert ratelimit(get(process, "/releases/1000", headers={})) == ("1", "1", "0")
    assert get(process, "/releases/1000", headers={}).status_code == 429
    assert get(process, "/releases/1000").status_code == 200


def test_refused_requests_count(server: ServerFactory) -> None:
    process = server("--generate", "3", "--limit", "1", "--window", "1")
    get(process, "/releases/1000")
    time.sleep(0.6)
    assert get(process, "/releases/1000").status_code == 429
    time.sleep(0.6)
    assert get(process, "/releases/1000").status_code == 429


def ratelimit(answer: requests.Response) -> tuple[str, str, str]:
    names = ("X-Discogs-Ratelimit", "X-Discogs-Ratelimit-Used", "X-Discogs-Ratelimit-Remaining")
    limit, used, remaining = (answer.headers[name] for name in names)
    return limit, used, remaining
