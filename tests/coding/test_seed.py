"""The page that this project began with."""

from pathlib import Path

import msgspec
import pytest
from tests.coding.handmade import Coded

import musnad

_NAME = "seed-000_66ede02df596a380.txt"
SEED = Path(__file__).parents[3] / "shared" / "data" / _NAME

pytestmark = pytest.mark.skipif(
    not SEED.exists(), reason=f"{_NAME} is not part of the repository and does not stand beside it"
)


@pytest.fixture(scope="module", params=[False, True], ids=["rules", "model"])
def coded(request: pytest.FixtureRequest) -> Coded:
    knowledge = musnad.load_knowledge(model=request.param)
    (read,) = musnad.read_paths([SEED])
    assert isinstance(read, musnad.Report)
    report = msgspec.structs.replace(read, published_at="2024-04-22")
    return Coded(report.text, musnad.code_report(report, knowledge).events)


def _origins(event: musnad.Event) -> list[tuple[str, ...]]:
    return [tuple(node.name for node in chain) for chain in event.isnad]


def test_one_launch_of_rockets_is_known_through_three_chains(coded: Coded) -> None:
    launches = [e for e in coded.of("strike.shelling") if not e.background and len(e.isnad) == 3]
    assert len(launches) == 1
    assert _origins(launches[0]) == [
        ("Shafaq News", "مصادر أمنية عراقية"),
        ("Security Media Cell (Iraq)",),
        ("Reuters", "مصدران أمنيان عراقيان"),
    ]


def test_the_launch_is_told_by_its_number_and_dated_to_the_minute(coded: Coded) -> None:
    (launch,) = [e for e in coded.of("strike.shelling") if len(e.isnad) == 3]
    assert any("5 صواريخ" in words for words in coded.mentions(launch))
    assert launch.time is not None
    assert (str(launch.time.start), str(launch.time.end), launch.time.clock) == ("2024-04-21", "2024-04-21", "21:50")


def test_the_strike_on_the_launcher_is_at_zummar(coded: Coded) -> None:
    places = [(e.place.name, e.place.admin1, e.place.country) for e in coded.of("strike.air") if e.place]
    assert ("Zummar", "Nineveh", "IQ") in places


def test_the_generals_view_comes_through_the_paper(coded: Coded) -> None:
    chains = {chain for event in coded.events for chain in _origins(event) if chain[-1] == "جوزيف فوتيل"}
    assert chains == {("Asharq Al-Awsat", "جوزيف فوتيل")}


def test_the_halt_of_february_is_background(coded: Coded) -> None:
    halts = [
        e
        for e in coded.of("posture.withdraw")
        if e.time is not None and (e.time.start.year, e.time.start.month) == (2024, 2)
    ]
    assert [e.background for e in halts] == [True]


def test_the_related_headlines_are_no_part_of_the_report(coded: Coded) -> None:
    assert "مقالات ذات صلة" not in coded.text
    assert "توثيق مقتل" not in coded.text
