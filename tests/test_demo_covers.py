from tests.demo.build import Demo


def test_every_record_but_the_bare_one_has_a_motif_of_its_own() -> None:
    motifs = [record["cover"].split(" | ")[0] for record in Demo().records if record.get("images") != 0]
    assert len(motifs) >= 28
    assert len(set(motifs)) == len(motifs)


def test_covers_differ_from_each_other() -> None:
    demo = Demo()
    pictures = [demo.picture(f"R-{record['id']}-1") for record in demo.records if record.get("images") != 0]
    pixels = [picture.resize((16, 16)).tobytes() for picture in pictures]
    nearest = min(_distance(one, two) for number, one in enumerate(pixels) for two in pixels[:number])
    assert nearest > 12


def _distance(one: bytes, two: bytes) -> float:
    return sum(abs(left - right) for left, right in zip(one, two, strict=True)) / len(one)
