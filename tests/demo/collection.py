"""Discogs' answers about the demo's owner: the copies, folders, fields and the user."""

from typing import Any

from tests.demo.bodies import SITE, USERNAME, master_links, release_body
from tests.demo.links import image_link
from tests.demo.notation import API, Json, Names, columns

FOLDERS = ["All", "Uncategorized", "Listening Room", "Singles Box", "To Upgrade"]
CONDITIONS = {
    "M": "Mint (M)",
    "NM": "Near Mint (NM or M-)",
    "VG+": "Very Good Plus (VG+)",
    "VG": "Very Good (VG)",
    "G+": "Good Plus (G+)",
    "G": "Good (G)",
    "F": "Fair (F)",
    "P": "Poor (P)",
}


def collection_items(records: list[Json], ids: Names) -> list[Json]:
    """One item for each copy, the newest first, as the walk asks for them."""
    copies = sorted((copy, record["id"]) for record in records for copy in record["copies"])
    basics = {record["id"]: _basic_information(record, ids) for record in records}
    items = [
        _item(900_200_000 + number, copy, basics[release_id]) for number, (copy, release_id) in enumerate(copies, 1)
    ]
    return items[::-1]


def folders_body(items: list[Json]) -> Json:
    counts = [sum(item["folder_id"] == folder_id for item in items) for folder_id in range(len(FOLDERS))]
    counts[0] = len(items)
    return {
        "folders": [
            {"id": folder_id, "name": name, "count": count, "resource_url": _folder_url(folder_id)}
            for folder_id, (name, count) in enumerate(zip(FOLDERS, counts, strict=True))
        ]
    }


def fields_body() -> Json:
    media = list(CONDITIONS.values())
    return {
        "fields": [
            _field(1, "Media Condition", "dropdown", options=media),
            _field(2, "Sleeve Condition", "dropdown", options=["Generic", "No Cover", *media]),
            _field(3, "Notes", "textarea", lines=3),
        ]
    }


def user_body(items: list[Json]) -> Json:
    user = f"{API}/users/{USERNAME}"
    return {
        "id": 900_300_001,
        "resource_url": user,
        "uri": f"{SITE}/user/{USERNAME}",
        "username": USERNAME,
        "name": "",
        "home_page": "",
        "location": "",
        "profile": "",
        "registered": "2024-05-01T00:00:00-07:00",
        "num_for_sale": 0,
        "num_lists": 0,
        "releases_contributed": 0,
        "releases_rated": sum(item["rating"] > 0 for item in items),
        "rating_avg": 0.0,
        "inventory_url": f"{user}/inventory",
        "collection_folders_url": f"{user}/collection/folders",
        "collection_fields_url": f"{user}/collection/fields",
        "wantlist_url": f"{user}/wants",
        "curr_abbr": "EUR",
        "activated": True,
        "is_staff": False,
        "num_collection": len(items),
    }


def _basic_information(record: Json, ids: Names) -> Json:
    release = release_body(record, ids)
    cover = image_link(f"R-{record['id']}-1", 300) if release["thumb"] else ""
    master = master_links(record) or {"master_id": 0, "master_url": None}
    shared = ("title", "year", "formats", "labels", "artists", "genres", "styles")
    return {
        "id": release["id"],
        **master,
        "resource_url": release["resource_url"],
        "thumb": release["thumb"],
        "cover_image": cover,
        **{key: release[key] for key in shared},
    }


def _item(instance_id: int, copy: str, basic_information: Json) -> Json:
    added, folder, rating, media, sleeve, note = columns(copy, 6)
    values = [CONDITIONS[media], CONDITIONS.get(sleeve, sleeve), note]
    return {
        "id": basic_information["id"],
        "instance_id": instance_id,
        "date_added": added,
        "rating": int(rating),
        "basic_information": basic_information,
        "folder_id": FOLDERS.index(folder),
        "notes": [{"field_id": number, "value": value} for number, value in enumerate(values, 1) if value],
    }


def _folder_url(folder_id: int) -> str:
    return f"{API}/users/{USERNAME}/collection/folders/{folder_id}"


def _field(position: int, name: str, type_: str, **more: Any) -> Json:
    return {"id": position, "name": name, "position": position, "public": True, "type": type_, **more}
