"""What tests of the server ask for again and again."""

from typing import Any

import requests

from .process import ServerProcess

TOKEN = {"Authorization": "Discogs token=test-token"}
RELEASES = "/users/collector/collection/folders/0/releases"
NEWEST_FIRST: dict[str, Any] = {"sort": "added", "sort_order": "desc"}


def get(process: ServerProcess, path: str, *, headers: dict[str, str] = TOKEN, **params: Any) -> requests.Response:
    return requests.get(process.discogs_url + path, params=params, headers=headers, timeout=5)
