from typing import Any, NamedTuple
from urllib.parse import urlencode

from .service import RefusalError


class Page(NamedTuple):
    pagination: dict[str, Any]
    start: int
    stop: int


def paginated(url: str, query: dict[str, str], count: int) -> Page:
    """Discogs' pagination object and the slice it stands for: 50 a page unless asked, never over 100."""
    per_page = min(positive(query, "per_page", 50), 100)
    number = positive(query, "page", 1)
    pages = max(1, -(-count // per_page))
    if number > pages:
        raise RefusalError(404, f"Page {number} is outside of valid range")
    steps = {
        "first": 1 if number > 1 else 0,
        "prev": number - 1,
        "next": number + 1 if number < pages else 0,
        "last": pages if number < pages else 0,
    }
    urls = {
        step: f"{url}?{urlencode(query | {'page': target, 'per_page': per_page})}"
        for step, target in steps.items()
        if target
    }
    pagination = {"page": number, "pages": pages, "per_page": per_page, "items": count, "urls": urls}
    return Page(pagination, (number - 1) * per_page, number * per_page)


def positive(query: dict[str, str], name: str, default: int) -> int:
    value = query.get(name, str(default))
    if not value.isdigit() or value == "0":
        raise RefusalError(422, f"Invalid {name}.")
    return int(value)
