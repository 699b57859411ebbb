"""How sure a value is said to be."""

import msgspec
import pytest
from tests.coding.handmade import Code

import musnad
from musnad.coding.confidence import Found, confidence, field_signs
from musnad.coding.document import prepare
from musnad.coding.groups import Group
from musnad.coding.merging import merge
from musnad.coding.pipeline import find
from musnad.coding.selection import select
from musnad.coding.telling import tell
from musnad.records import Confidence

TITLE = "غارة على سرمين"
BODY = "قصفت طائرة حربية بلدة سرمين بريف إدلب اليوم، وقتل خمسة مدنيين."


@pytest.fixture(scope="module")
def found(knowledge: musnad.Knowledge) -> Found:
    report = musnad.Report(id="r", text=f"{TITLE}\n\n{BODY}", title=TITLE, published_at="2024-05-15")
    scene = find(prepare(report), knowledge)
    tellings = tell(scene, knowledge.roles, knowledge.parts, knowledge.status, knowledge.kinds)
    (group,) = select(scene, merge(tellings, knowledge.merging), knowledge.selection)
    (event,) = musnad.code_report(report, knowledge).events
    return Found(scene, group, event)


def test_every_event_is_weighed_in_every_field(code: Code) -> None:
    event = code(TITLE, BODY).only()
    assert event.confidence is not None
    assert all(0.0 <= likely <= 1.0 for likely in msgspec.structs.astuple(event.confidence))
    # a whole record is no surer than the event in it
    assert event.confidence.record <= event.confidence.event


def test_signs_are_there_for_each_field_and_no_other(found: Found) -> None:
    assert set(field_signs(found)) == set(Confidence.__struct_fields__)


def test_a_table_that_knows_no_sign_is_even_handed(found: Found) -> None:
    assert set(msgspec.structs.astuple(confidence(found, {}))) == {0.5}


def test_what_speaks_for_one_field_says_nothing_of_another(found: Found) -> None:
    weighed = confidence(found, {"place:place=settlement": 2.0, "time:bias": -2.0})
    assert (weighed.place, weighed.time, weighed.killed) == (0.88, 0.12, 0.5)


def test_what_was_chosen_unsurely_is_told_apart(found: Found) -> None:
    sure = found._replace(group=Group(found.group.tellings, 5.0))
    unsure = found._replace(group=Group(found.group.tellings, -0.5))
    assert field_signs(sure)["event"] != field_signs(unsure)["event"]
