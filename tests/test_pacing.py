"""Discogs' moving window: kept full, never overrun."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.conftest import ServerFactory
from tests.crawl import run_crawl
from vinylcrawl.extensions.pacing import QuotaSlot


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def slot(clock: Clock) -> QuotaSlot:
    slot = QuotaSlot(16, limit=10, margin=2, window=60.0, clock=clock)
    exchange(slot, clock, used=1, limit=10)
    return slot


def exchange(slot: QuotaSlot, clock: Clock, used: int | None = None, limit: int | None = None) -> None:
    request = object()
    slot.lastseen = clock()
    slot.transferring.add(request)
    slot.heard(limit, used)
    slot.transferring.remove(request)


def test_first_request_goes_alone(clock: Clock) -> None:
    slot = QuotaSlot(16, limit=60, margin=2, window=60.0, clock=clock)
    assert slot.free_transfer_slots() == 1
    slot.lastseen = clock()
    assert slot.free_transfer_slots() == 0


def test_idle_window_is_spent_at_once(slot: QuotaSlot) -> None:
    assert slot.download_delay() == 0
    assert slot.free_transfer_slots() == 10 - 2 - 1


def test_full_window_waits_for_the_oldest_answer_to_leave_it(slot: QuotaSlot, clock: Clock) -> None:
    clock.now += 5
    for _ in range(7):
        exchange(slot, clock)
    assert slot.free_transfer_slots() == 0
    assert slot.lastseen + slot.download_delay() == pytest.approx(1000 + 60)
    clock.now = 1060.001
    assert slot.free_transfer_slots() == 1


def test_unanswered_requests_count_however_old_they_are(slot: QuotaSlot, clock: Clock) -> None:
    for _ in range(7):
        slot.lastseen = clock()
    clock.now += 600
    assert slot.free_transfer_slots() == 1


def test_what_others_use_is_left_to_them(slot: QuotaSlot, clock: Clock) -> None:
    exchange(slot, clock, used=7, limit=10)
    assert slot.free_transfer_slots() == 10 - 2 - 7
    clock.now += 10.001
    assert slot.free_transfer_slots() > 1


@pytest.mark.parametrize("limit", [25, 60, 240])
def test_limit_is_the_one_that_the_server_tells(slot: QuotaSlot, clock: Clock, limit: int) -> None:
    slot.concurrency = 1000
    exchange(slot, clock, used=2, limit=limit)
    assert slot.free_transfer_slots() == limit - 2 - 2


def test_refusal_holds_the_slot(slot: QuotaSlot, clock: Clock) -> None:
    slot.hold(30)
    assert slot.lastseen + slot.download_delay() == pytest.approx(1030)
    clock.now += 30.001
    assert slot.download_delay() == 0


def test_delay_is_a_floor(clock: Clock) -> None:
    slot = QuotaSlot(16, limit=60, margin=2, window=60.0, floor=3.0, clock=clock)
    assert slot.download_delay() == 3.0


def test_margin_never_closes_the_slot(clock: Clock) -> None:
    slot = QuotaSlot(16, limit=1, margin=5, window=60.0, clock=clock)
    assert slot.free_transfer_slots() == 1


def test_crawl_fills_the_window_without_a_refusal(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "110", "--limit", "40", "--window", "3")
    crawl = run_crawl(tmp_path / "out", process, DISCOGS_RATELIMIT_WINDOW="3")
    entries = process.log("discogs")
    assert {entry["status"] for entry in entries} == {200}
    assert crawl.report["services"]["discogs"]["429"] == 0
    assert entries[37]["time"] - entries[0]["time"] < 2  # the first window's worth at once
    span = entries[-1]["time"] - entries[0]["time"]
    assert span < 1.5 * 3 * ((len(entries) - 1) // 38)


def test_refused_requests_are_sent_again(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "6", "--limit", "1000")
    process.fault("429", path="^/releases/", times=4, retry_after=1)
    crawl = run_crawl(tmp_path / "out", process)
    assert {crawl.front_matter(slug)["status"] for slug in crawl.slugs()} == {"complete"}
    assert crawl.report["services"]["discogs"]["429"] == 4


def test_delay_argument_spaces_the_requests(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "4", "--limit", "1000")
    run_crawl(tmp_path / "out", process, "delay=0.3")
    times = [entry["time"] for entry in process.log("discogs")]
    assert min(after - before for before, after in pairwise(times)) > 0.25


def test_slow_images_do_not_hold_discogs_back(server: ServerFactory, tmp_path: Path) -> None:
    process = server("--generate", "40", "--limit", "1000")
    process.fault("slow", service="discogs-images", seconds=2, times=30)
    run_crawl(tmp_path / "out", process, IMAGES_WAITING="4")
    times = [entry["time"] for entry in process.log("discogs")]
    assert times[-1] - times[0] < 3
