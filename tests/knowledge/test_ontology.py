import re

import pytest

from musnad.knowledge.ontology import event_types


def test_the_types_are_those_of_the_contract() -> None:
    families = [t.family for t in event_types().values()]
    assert {f: families.count(f) for f in dict.fromkeys(families)} == {
        "strike": 7,
        "clash": 2,
        "civilian": 4,
        "demo": 2,
        "coercion": 6,
        "posture": 2,
        "deal": 4,
        "statement": 4,
        "tally": 1,
    }


@pytest.mark.parametrize(
    ("name", "acled", "plover"),
    [
        ("strike.air", ("Air/drone strike",), ("ASSAULT",)),
        ("strike.intercepted", ("Disrupted weapons use",), ()),
        ("demo.protest", ("Peaceful protest", "Protest with intervention"), ("PROTEST",)),
        ("coercion.restriction", ("Other",), ("COERCE", "SANCTION")),
        ("deal.talks", (), ("CONSULT",)),
        ("tally.casualties", (), ()),
    ],
)
def test_the_names_that_others_give(name: str, acled: tuple[str, ...], plover: tuple[str, ...]) -> None:
    found = event_types()[name]
    assert (found.acled, found.plover) == (acled, plover)


def test_every_type_has_a_label_of_its_own_in_both_languages() -> None:
    types = event_types().values()
    for t in types:
        assert re.search("[\u0621-\u064a]", t.label("ar"))
        assert re.fullmatch("[A-Z][A-Za-z, ]+", t.label("en"))
    assert len({t.ar for t in types}) == len({t.en for t in types}) == len(types)
