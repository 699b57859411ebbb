"""Whose voice, in what stance, and whose ground."""

import pytest
from tests.coding.handmade import Code

LED = "تطورات ميدانية"
RAID = "غارة استهدفت بلدة سرمين بريف إدلب اليوم"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("قصف الجيش السوري بلدة سرمين في ريف إدلب اليوم.", "state"),
        ("قصف الجيش السوري بلدة عرسال اللبنانية اليوم.", "foreign_state"),
        ("قصف الجيش الإسرائيلي مدينة صور في جنوب لبنان اليوم.", "foreign_state"),
        ("قصف الجيش التركي قرية في ريف حلب شمال سوريا اليوم.", "foreign_state"),
    ],
)
def test_a_government_is_at_home_on_its_own_ground_only(code: Code, body: str, kind: str) -> None:
    assert [actor.kind for actor in code(LED, body).only().actors] == [kind]


def test_a_report_in_its_own_voice_has_no_chain(code: Code) -> None:
    event = code(LED, "قصفت قوات النظام بالمدفعية بلدة سرمين بريف إدلب.").only()
    assert (event.isnad, event.stance) == ((), "own_voice")


@pytest.mark.parametrize(
    "body",
    [
        f"قال الدفاع المدني السوري لوكالة رويترز إن {RAID}.",
        f"نقلت وكالة رويترز عن الدفاع المدني السوري أن {RAID}.",
    ],
)
def test_a_body_quoted_through_an_agency_is_one_chain(code: Code, body: str) -> None:
    event = code("غارة على سرمين", body).only()
    assert [[node.kind for node in chain] for chain in event.isnad] == [["agency", "rescue_service"]]
    assert event.stance == "states"


@pytest.mark.parametrize("again", ["الدفاع المدني السوري", "الدفاع المدني"])
def test_the_same_source_met_again_is_one_chain(code: Code, again: str) -> None:
    body = f"أفاد الدفاع المدني السوري بأن {RAID}.\n\nوقال {again} إن الغارة أسفرت عن مقتل رجلين."
    event = code("غارة على سرمين", body).only()
    assert [[node.kind for node in chain] for chain in event.isnad] == [["rescue_service"]]


def test_two_sources_of_one_event_are_two_chains(code: Code) -> None:
    body = f"قال شهود عيان إن {RAID}.\n\nوأكدت وزارة الصحة أن الغارة أسفرت عن مقتل رجلين."
    event = code("غارة على سرمين", body).only()
    assert [[node.kind for node in chain] for chain in event.isnad] == [["witness"], ["official_body"]]


def test_a_claim_of_responsibility(code: Code) -> None:
    coded = code(
        "تفجير في بغداد",
        "قتل خمسة أشخاص بتفجير عبوة ناسفة في بغداد اليوم.\n\nوتبنى تنظيم داعش التفجير.",
    )
    event = coded.only()
    assert event.stance == "claims_responsibility"
    assert [actor.kind for actor in event.actors] == ["jihadist"]
    assert [[node.kind for node in chain] for chain in event.isnad] == [["armed_group"]]


def test_an_armed_group_that_announces_its_own_attack_claims_it(code: Code) -> None:
    body = "أعلنت كتائب القسام أنها قصفت مدينة عسقلان بالصواريخ اليوم."
    event = code(LED, body).only()
    assert event.stance == "claims_responsibility"


@pytest.mark.parametrize(
    ("body", "kind", "stance"),
    [
        ("هدد الجيش الإسرائيلي لبنان برد قاس.", "statement.threat", "warns"),
        ("أدانت الأمم المتحدة الهجوم على المستشفى.", "statement.accuse", "accuses"),
    ],
)
def test_what_a_statement_does_is_its_stance(code: Code, body: str, kind: str, stance: str) -> None:
    assert [event.stance for event in code(LED, body).of(kind)] == [stance]


def test_what_is_denied_is_told_as_denied(code: Code) -> None:
    (shelling,) = code(LED, "نفى الجيش السوري قصف بلدة سرمين في ريف إدلب.").of("strike.shelling")
    assert (shelling.modality, shelling.stance) == ("denied", "denies")


def test_whoever_makes_a_statement_is_its_actor_and_its_source(code: Code) -> None:
    coded = code(LED, "هددت إيران بضرب إسرائيل رداً على الهجوم.")
    (threat,) = coded.of("statement.threat")
    assert [coded.words(actor.span) for actor in threat.actors] == ["إيران"]
    assert [[coded.words(node.span) for node in chain if node.span] for chain in threat.isnad] == [["إيران"]]
