"""A synthetic collection of any size: every body is computed from its id alone, the same in every run."""

import random
from collections.abc import Iterator

from .synthetic import (
    API,
    FIRST_ARTIST,
    FIRST_INSTANCE,
    FIRST_LABEL,
    FIRST_MASTER,
    FIRST_RELEASE,
    LABELS,
    VARIOUS,
    Json,
    added,
    artist,
    artist_name,
    community,
    company,
    credited,
    folder_of,
    identifiers,
    images,
    label,
    notes,
    phrase,
    pressed_by,
    video,
)
from .words import COMPANY_ROLES, CONDITIONS, COUNTRIES, GENRES, ROLES


class Generator:
    """`count` releases by `count / 3` artists; three in four have a master of the same number."""

    def __init__(self, count: int) -> None:
        self.releases = range(FIRST_RELEASE, FIRST_RELEASE + count)
        self.artists = range(FIRST_ARTIST, FIRST_ARTIST + max(1, -(-count // 3)))
        self._extra: set[int] = set()

    def include(self, release_id: int) -> None:
        """Let a release beyond the collection exist as well."""
        self._extra.add(release_id)

    def body(self, kind: str, number: int) -> Json | None:
        if kind == "releases" and (number in self.releases or number in self._extra):
            return self.release(number)
        if kind == "artists" and number in self.artists:
            return artist(number)
        if kind == "masters" and self._has_master(number):
            return self.master(number)
        if kind == "labels" and number in range(FIRST_LABEL, FIRST_LABEL + LABELS):
            return label(number)
        return None

    def names(self) -> Iterator[tuple[int, str]]:
        return ((number, artist_name(number)) for number in self.artists)

    def item(self, release_id: int) -> Json:
        """The copy of a release in the collection, as a collection page shows it."""
        chance = random.Random(release_id)
        return {
            "id": release_id,
            "instance_id": FIRST_INSTANCE + release_id - FIRST_RELEASE,
            "date_added": added(release_id),
            "rating": chance.choice((0, 0, 3, 4, 5)),
            "basic_information": self._basic_information(release_id),
            "folder_id": folder_of(release_id),
            "notes": [
                {"field_id": 1, "value": chance.choice(CONDITIONS)},
                {"field_id": 2, "value": chance.choice(CONDITIONS)},
            ],
        }

    def release(self, release_id: int) -> Json:
        chance = random.Random(release_id)
        basic = self._basic_information(release_id)
        master_id = basic.pop("master_id")
        del basic["cover_image"]
        if master_id:
            basic["master_id"] = master_id
        else:
            del basic["master_url"]
        return {
            **basic,
            "status": "Accepted",
            "uri": f"https://www.discogs.com/release/{release_id}",
            "artists_sort": basic["artists"][0]["name"],
            "country": COUNTRIES[release_id % len(COUNTRIES)],
            "released": f"{basic['year']}-{release_id % 12 + 1:02}-00" if release_id % 3 else str(basic["year"]),
            "notes": notes(chance, release_id),
            "data_quality": "Correct",
            "community": community(chance),
            "companies": [company(chance, *role) for role in COMPANY_ROLES],
            "series": [],
            "date_added": "2012-02-03T04:05:06-08:00",
            "date_changed": "2023-02-03T04:05:06-08:00",
            "num_for_sale": chance.randrange(60),
            "lowest_price": round(chance.uniform(2, 60), 2),
            "format_quantity": 1,
            "identifiers": identifiers(chance, release_id),
            "videos": [video(chance) for _ in range(2)],
            "tracklist": self._tracklist(chance, release_id),
            "extraartists": [self._credit(chance) for _ in range(6)],
            "images": images("R", release_id, 1 + release_id % 3),
            "estimated_weight": 230,
            "blocked_from_sale": False,
        }

    def master(self, master_id: int) -> Json:
        release = self.release(master_id - FIRST_MASTER + FIRST_RELEASE)
        same = ("title", "artists", "genres", "styles", "tracklist", "images", "videos", "data_quality")
        return {
            "id": master_id,
            "main_release": release["id"],
            "main_release_url": release["resource_url"],
            "resource_url": f"{API}/masters/{master_id}",
            "uri": f"https://www.discogs.com/master/{master_id}",
            "versions_url": f"{API}/masters/{master_id}/versions",
            "year": release["year"] - master_id % 9,
            **{key: release[key] for key in same},
        }

    def _has_master(self, master_id: int) -> bool:
        release_id = master_id - FIRST_MASTER + FIRST_RELEASE
        return release_id % 4 != 0 and (release_id in self.releases or release_id in self._extra)

    def _basic_information(self, release_id: int) -> Json:
        chance = random.Random(-release_id)
        genre, styles = chance.choice(GENRES)
        master_id = release_id - FIRST_RELEASE + FIRST_MASTER if release_id % 4 else 0
        cover = images("R", release_id, 1)[0]
        return {
            "id": release_id,
            "master_id": master_id,
            "master_url": f"{API}/masters/{master_id}" if master_id else None,
            "resource_url": f"{API}/releases/{release_id}",
            "thumb": cover["uri150"],
            "cover_image": cover["uri"],
            "title": phrase(chance),
            "year": chance.randint(1955, 2023),
            "formats": [{"name": "Vinyl", "qty": "1", "descriptions": ["LP", "Album"]}],
            "labels": [pressed_by(chance, release_id)],
            "artists": self._artists(release_id),
            "genres": [genre],
            "styles": chance.sample(styles, 2),
        }

    def _artists(self, release_id: int) -> list[Json]:
        """One, sometimes two. A few are compilations, but the first release of an artist never is."""
        index = release_id - FIRST_RELEASE
        if index % 50 == 49 and index >= len(self.artists):
            return [credited(VARIOUS, "Various")]
        main = self.artists[index % len(self.artists)]
        if index % 12 != 7:
            return [credited(main)]
        return [credited(main, join="&"), credited(self.artists[(index + 1) % len(self.artists)])]

    def _tracklist(self, chance: random.Random, release_id: int) -> list[Json]:
        count = 10 + release_id % 5
        return [self._track(chance, f"{'AB'[2 * i // count]}{i % -(-count // 2) + 1}") for i in range(count)]

    def _track(self, chance: random.Random, position: str) -> Json:
        duration = f"{chance.randint(2, 8)}:{chance.randrange(60):02}"
        track: Json = {"position": position, "type_": "track", "title": phrase(chance), "duration": duration}
        if position[1:] == "2":
            track["extraartists"] = [self._credit(chance)]
        return track

    def _credit(self, chance: random.Random) -> Json:
        return credited(chance.choice(self.artists), role=chance.choice(ROLES))
