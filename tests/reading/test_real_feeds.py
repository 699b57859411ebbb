"""Saved feeds of real outlets, where they lie beside the repository: each gives as many items as it has."""

from pathlib import Path

import pytest

from musnad.reading import read_feed
from musnad.reading.offers import read_offer

FEEDS = Path(__file__).parents[2].parent / "shared" / "data" / "feeds"
ITEMS = {
    **dict.fromkeys(("1005", "92", "93", "94", "95", "96", "hhe"), 50),
    **dict.fromkeys((f"aps-{part}-ar" for part in ("algerie", "culture", "economie", "monde")), 10),
    **dict.fromkeys((f"aps-{part}-ar" for part in ("regions", "societe", "sport")), 10),
    **dict.fromkeys(("feed", "unnamed"), 10),
}

pytestmark = pytest.mark.skipif(not FEEDS.is_dir(), reason="no saved feeds here (../shared/data/feeds)")


@pytest.mark.parametrize("name", sorted(ITEMS))
def test_every_item_of_a_feed_is_read_and_offered(name: str) -> None:
    data = (FEEDS / f"{name}.xml").read_bytes()
    reports = read_feed(data, name)
    offered = read_offer(data, "https://nakhil.example/").items
    assert len(reports) == len(offered) == ITEMS[name]
    assert all(item.address and item.told is not None for item in offered)
    assert len({item.key for item in offered}) == ITEMS[name]


def test_no_feed_is_forgotten() -> None:
    assert {path.stem for path in FEEDS.glob("*.xml")} == set(ITEMS)
    assert len(ITEMS) == 16
