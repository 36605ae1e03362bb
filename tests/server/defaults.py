"""What the server answers about a user where the bodies folder does not say."""

from typing import Any

from .synthetic import API

MEDIA = [
    "Mint (M)",
    "Near Mint (NM or M-)",
    "Very Good Plus (VG+)",
    "Very Good (VG)",
    "Good Plus (G+)",
    "Good (G)",
]
FIELDS = {
    "fields": [
        {
            "id": 1,
            "name": "Media Condition",
            "position": 1,
            "public": True,
            "type": "dropdown",
            "options": MEDIA,
        },
        {
            "id": 2,
            "name": "Sleeve Condition",
            "position": 2,
            "public": True,
            "type": "dropdown",
            "options": ["Generic", "No Cover", *MEDIA],
        },
        {"id": 3, "name": "Notes", "position": 3, "public": True, "type": "textarea", "lines": 3},
    ]
}


def profile(username: str) -> dict[str, Any]:
    url = f"{API}/users/{username}"
    return {
        "id": 1,
        "username": username,
        "resource_url": url,
        "uri": f"https://www.discogs.com/user/{username}",
        "collection_folders_url": f"{url}/collection/folders",
        "collection_fields_url": f"{url}/collection/fields",
        "inventory_url": f"{url}/inventory",
        "wantlist_url": f"{url}/wants",
        "name": "",
        "profile": "",
        "home_page": "",
        "location": "",
        "registered": "2011-02-03T04:05:06-08:00",
        "curr_abbr": "EUR",
    }


def folder(username: str, number: int, name: str, count: int) -> dict[str, Any]:
    url = f"{API}/users/{username}/collection/folders/{number}"
    return {"id": number, "name": name, "count": count, "resource_url": url}


def folder_name(number: int) -> str:
    return {0: "All", 1: "Uncategorized"}.get(number, f"Folder {number}")


def artist_result(artist_id: int, name: str) -> dict[str, Any]:
    return {
        "id": artist_id,
        "type": "artist",
        "user_data": {"in_wantlist": False, "in_collection": False},
        "master_id": None,
        "master_url": None,
        "uri": f"/artist/{artist_id}",
        "title": name,
        "thumb": "",
        "cover_image": "",
        "resource_url": f"{API}/artists/{artist_id}",
    }
