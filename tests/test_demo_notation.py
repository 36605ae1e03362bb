import pytest

from tests.demo.links import image_link, pictured
from tests.demo.notation import Json, Names, columns, medium


def test_image_link_tells_what_it_shows() -> None:
    link = image_link("R-900000002-1", 300)
    assert pictured(link.removeprefix("https://i.discogs.com/")) == ("R-900000002-1", 300)


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("CD | Album", {"name": "CD", "qty": "1", "descriptions": ["Album"]}),
        (
            "Vinyl*2 | LP, Promo | Red",
            {"name": "Vinyl", "qty": "2", "text": "Red", "descriptions": ["LP", "Promo"]},
        ),
        ("Box Set", {"name": "Box Set", "qty": "1"}),
    ],
)
def test_medium(line: str, body: Json) -> None:
    assert medium(line) == body


def test_too_many_columns_are_an_error() -> None:
    with pytest.raises(ValueError, match="More than 2 columns"):
        columns("Chess | 1691 | US", 2)


def test_tracklist_notation() -> None:
    tracks = Names({}).tracklist(
        "# Side\nA1 | One | 1:00 | by Scotty\n= Suite | 9:00\n-B1 | Part | | with AZ: Featuring"
    )
    heading, song, suite = tracks
    assert heading == {"position": "", "type_": "heading", "title": "Side", "duration": ""}
    assert (song["position"], song["artists"][0]["name"], song["duration"]) == ("A1", "Scotty", "1:00")
    (part,) = suite["sub_tracks"]
    assert (part["position"], part["extraartists"][0]["role"]) == ("B1", "Featuring")
