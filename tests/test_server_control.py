"""Faults, log and changes at run time, as a client sees them."""

import time
from collections.abc import Iterator

import pytest
import requests

from tests.conftest import ServerFactory
from tests.server.client import NEWEST_FIRST, RELEASES, TOKEN, get
from tests.server.process import ServerProcess


@pytest.fixture
def few(server: ServerFactory) -> ServerProcess:
    return server("--generate", "9", "--limit", "999", "--anonymous-limit", "999")


@pytest.fixture(scope="module")
def running() -> Iterator[ServerProcess]:
    with ServerProcess("--generate", "9", "--limit", "999", "--anonymous-limit", "999") as process:
        yield process


@pytest.fixture
def faulty(running: ServerProcess) -> Iterator[ServerProcess]:
    """For tests that leave nothing behind but faults and log entries."""
    running.clear_log()
    yield running
    running.clear_faults()


@pytest.mark.parametrize("status", ["401", "404", "429", "500", "503"])
def test_fault_with_a_status(faulty: ServerProcess, status: str) -> None:
    faulty.fault(status, path="/releases/1001", times=1, retry_after=7)
    answer = get(faulty, "/releases/1001")
    assert (answer.status_code, answer.headers["Retry-After"]) == (int(status), "7")
    assert answer.json()["message"]
    assert "X-Discogs-Ratelimit" in answer.headers
    assert get(faulty, "/releases/1001").status_code == 200


@pytest.mark.parametrize("kind", ["reset", "cut"])
def test_fault_of_the_connection(faulty: ServerProcess, kind: str) -> None:
    faulty.fault(kind, times=1)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        get(faulty, "/releases/1001")
    assert [entry["status"] for entry in faulty.log()] == [200 if kind == "cut" else None]
    assert get(faulty, "/releases/1001").status_code == 200


def test_fault_html(faulty: ServerProcess) -> None:
    faulty.fault("html")
    answer = get(faulty, "/releases/1001")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")


@pytest.mark.parametrize("kind", ["junk", "empty"])
def test_fault_of_the_body(faulty: ServerProcess, kind: str) -> None:
    faulty.fault(kind)
    answer = get(faulty, "/releases/1001")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert bool(answer.content) == (kind == "junk")
    with pytest.raises(requests.JSONDecodeError):
        answer.json()


def test_fault_slow(faulty: ServerProcess) -> None:
    faulty.fault("slow", seconds=0.3)
    started = time.monotonic()
    assert get(faulty, "/releases/1001").json()["id"] == 1001
    assert time.monotonic() - started >= 0.3


def test_fault_hang(faulty: ServerProcess) -> None:
    faulty.fault("hang", times=1)
    with pytest.raises(requests.Timeout):
        requests.get(f"{faulty.discogs_url}/releases/1001", headers=TOKEN, timeout=0.3)
    assert get(faulty, "/releases/1001").status_code == 200


def test_fault_takes_a_share_and_a_path(faulty: ServerProcess) -> None:
    faulty.fault("500", path=r"\?.*page=1", share=0.5)
    seen = [get(faulty, RELEASES, page=1).status_code for _ in range(40)]
    assert 10 < seen.count(500) < 30
    assert {get(faulty, "/releases/1001").status_code for _ in range(10)} == {200}
    faulty.clear_faults()
    assert {get(faulty, RELEASES, page=1).status_code for _ in range(10)} == {200}


def test_fault_of_images_only(faulty: ServerProcess) -> None:
    faulty.fault("500", service="discogs-images")
    image = get(faulty, "/releases/1001").json()["images"][0]["uri"]
    assert requests.get(image, timeout=5).status_code == 500


def test_log(faulty: ServerProcess) -> None:
    before = time.monotonic()
    image = get(faulty, "/releases/1001").json()["images"][0]["uri"]
    requests.get(image, headers=TOKEN, timeout=5)
    get(faulty, RELEASES, page=1, headers={"X-Probe": "1"})
    api, pictures, page = faulty.log()
    assert (api["service"], api["method"], api["path"], api["status"]) == (
        "discogs",
        "GET",
        "/releases/1001",
        200,
    )
    assert pictures["headers"]["authorization"] == TOKEN["Authorization"]
    assert (page["query"], page["headers"]["x-probe"]) == ({"page": "1"}, "1")
    assert before <= api["time"] <= pictures["time"] <= page["time"] <= time.monotonic()
    assert faulty.log("discogs-images") == [pictures]
    faulty.clear_log()
    assert faulty.log() == []


def test_collection_changes(few: ServerProcess) -> None:
    copies = get(few, RELEASES, **NEWEST_FIRST).json()["releases"]
    few.collection(
        add=[{"id": 5000, "rating": 5}],
        remove=[copies[0]["instance_id"]],
        update={copies[1]["instance_id"]: {"folder_id": 7, "basic_information": {"title": "New"}}},
    )
    after = get(few, RELEASES, **NEWEST_FIRST).json()["releases"]
    assert [copy["id"] for copy in after] == [5000, *range(1001, 1009)]
    assert (after[0]["rating"], after[1]["folder_id"]) == (5, 7)
    assert after[1]["basic_information"] == copies[1]["basic_information"] | {"title": "New"}
    assert get(few, "/releases/5000").json()["title"] == after[0]["basic_information"]["title"]


def test_a_second_copy(few: ServerProcess) -> None:
    few.collection(add=[{"id": 1003}])
    copies = [copy for copy in get(few, RELEASES).json()["releases"] if copy["id"] == 1003]
    assert len({copy["instance_id"] for copy in copies}) == 2


def test_bodies_change(few: ServerProcess) -> None:
    few.body("releases/1001", {"id": 1001, "title": "Other"})
    few.body("artists/200001", None)
    assert get(few, "/releases/1001").json() == {"id": 1001, "title": "Other"}
    assert get(few, "/artists/200001").status_code == 404


@pytest.mark.parametrize(("what", "content"), [("faults", {"service": "discogs", "kind": "odd"}), ("bodies", {})])
def test_mistaken_controls_are_refused(faulty: ServerProcess, what: str, content: dict[str, str]) -> None:
    assert requests.post(f"{faulty.url}/_control/{what}", json=content, timeout=5).status_code == 400
