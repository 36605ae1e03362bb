"""The fields of Discogs' answers that are read; any may be missing but the ids.

https://www.discogs.com/developers
"""

from typing import NotRequired, TypedDict


class Credit(TypedDict):
    name: str
    id: NotRequired[int | None]
    anv: NotRequired[str]
    join: NotRequired[str]
    role: NotRequired[str]
    tracks: NotRequired[str]
    thumbnail_url: NotRequired[str]


class Company(TypedDict):
    name: str
    id: NotRequired[int | None]
    catno: NotRequired[str]
    entity_type_name: NotRequired[str]


class Format(TypedDict):
    name: str
    qty: NotRequired[str]
    descriptions: NotRequired[list[str]]
    text: NotRequired[str]


class Track(TypedDict):
    title: NotRequired[str]
    position: NotRequired[str]
    duration: NotRequired[str]
    type_: NotRequired[str]
    artists: NotRequired[list[Credit]]
    extraartists: NotRequired[list[Credit]]
    sub_tracks: NotRequired[list["Track"]]


class Image(TypedDict):
    uri: NotRequired[str]
    type: NotRequired[str]
    width: NotRequired[int]
    height: NotRequired[int]


class Video(TypedDict):
    uri: NotRequired[str]
    title: NotRequired[str | None]
    description: NotRequired[str | None]
    duration: NotRequired[int | None]


class Identifier(TypedDict):
    type: NotRequired[str]
    value: NotRequired[str | None]
    description: NotRequired[str | None]


class Rating(TypedDict):
    average: NotRequired[float]
    count: NotRequired[int]


class Community(TypedDict):
    have: NotRequired[int]
    want: NotRequired[int]
    rating: NotRequired[Rating]


class BasicInformation(TypedDict):
    """What a collection page tells of a release."""

    id: int
    title: str
    artists: list[Credit]
    year: NotRequired[int]
    master_id: NotRequired[int]
    labels: NotRequired[list[Company]]
    formats: NotRequired[list[Format]]
    genres: NotRequired[list[str]]
    styles: NotRequired[list[str]]
    cover_image: NotRequired[str]
    thumb: NotRequired[str]


class Release(BasicInformation):
    """`GET /releases/{id}`"""

    country: NotRequired[str | None]
    released: NotRequired[str]
    series: NotRequired[list[Company]]
    companies: NotRequired[list[Company]]
    extraartists: NotRequired[list[Credit]]
    tracklist: NotRequired[list[Track]]
    identifiers: NotRequired[list[Identifier]]
    notes: NotRequired[str]
    videos: NotRequired[list[Video]]
    images: NotRequired[list[Image]]
    community: NotRequired[Community]


class CopyNote(TypedDict):
    field_id: int
    value: str


class Instance(TypedDict):
    """One copy in the collection: `GET /users/{username}/collection/folders/{folder_id}/releases`"""

    id: int
    instance_id: int
    basic_information: BasicInformation
    folder_id: NotRequired[int]
    date_added: NotRequired[str]
    rating: NotRequired[int]
    notes: NotRequired[list[CopyNote]]


class PageUrls(TypedDict):
    next: NotRequired[str]


class Pagination(TypedDict):
    page: int
    pages: int
    items: int
    urls: PageUrls | list[str]


class CollectionPage(TypedDict):
    pagination: Pagination
    releases: list[Instance]
