import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.server.process import ServerProcess

ServerFactory = Callable[..., ServerProcess]

ROOT = Path(__file__).resolve().parent.parent
OURS = (
    "DISCOGS_",
    "APPLE_MUSIC_",
    "SPOTIFY_",
    "WIKIPEDIA_",
    "ITUNES_",
    "DEEZER_",
    "MUSICBRAINZ_",
    "COVER_ART_ARCHIVE_",
    "SCRAPY_",
)
OURS_EXACTLY = {"CONTACT", "OUTPUT_DIR", "DATABASE_PATH", "LOG_DIR", "MARKDOWN_TEMPLATES"}
PROXIES = {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"}


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith(OURS) or name in OURS_EXACTLY or name.upper() in PROXIES:
            monkeypatch.delenv(name)


@pytest.fixture
def server() -> Iterator[ServerFactory]:
    """Start a test server: `server("--generate", "30")`. All are stopped with the test."""
    with ExitStack() as stack:
        yield lambda *options: stack.enter_context(ServerProcess(*options))


@pytest.fixture(scope="session")
def fixtures_dir() -> Path:
    """Recorded answers kept beside the checkout, where there are any."""
    folder = ROOT.parent / "shared" / "fixtures"
    if not folder.is_dir():
        pytest.skip("no recorded fixtures beside the checkout")
    return folder
