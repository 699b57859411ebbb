"""Which kind of event a word tells of, by means, doer and sufferer."""

import pytest
from tests.coding.handmade import Code

LED = "تطورات ميدانية"


@pytest.mark.parametrize(
    "doer",
    ["القوات الروسية", "القوات الأمريكية", "قوات التحالف الدولي"],
)
def test_bombing_by_who_flies_is_from_the_air_where_no_means_is_named(code: Code, doer: str) -> None:
    assert code(LED, f"قصفت {doer} بلدة سرمين في ريف إدلب صباح اليوم.").only().type == "strike.air"


@pytest.mark.parametrize(
    "doer", ["قوات النظام السوري", "القوات التركية", "فصائل المعارضة السورية", "قوات سوريا الديمقراطية"]
)
def test_bombing_by_who_does_not_fly_is_shelling(code: Code, doer: str) -> None:
    assert code(LED, f"قصفت {doer} بلدة سرمين في ريف إدلب صباح اليوم.").only().type == "strike.shelling"


@pytest.mark.parametrize(
    ("means", "kind"),
    [
        ("بطائرة مسيرة", "strike.drone"),
        ("بالمدفعية الثقيلة", "strike.shelling"),
        ("بقذائف الهاون", "strike.shelling"),
        ("بصواريخ أرض أرض", "strike.shelling"),
        ("براجمات الصواريخ", "strike.shelling"),
        ("بالطيران الحربي", "strike.air"),
        ("بغاز الكلور السام", "strike.chemical"),
    ],
)
def test_the_means_decide_before_the_doer(code: Code, means: str, kind: str) -> None:
    assert code(LED, f"قصفت القوات الحكومية {means} بلدة سرمين في ريف إدلب.").only().type == kind


def test_bombing_by_israel_is_from_the_air_too(code: Code) -> None:
    assert code(LED, "قصف الجيش الإسرائيلي مدينة صور في جنوب لبنان اليوم.").only().type == "strike.air"


def test_a_means_that_the_doer_does_not_suggest_still_decides(code: Code) -> None:
    body = "قصفت القوات الروسية بالمدفعية بلدة سرمين في ريف إدلب."
    assert code(LED, body).only().type == "strike.shelling"


def test_a_raid_by_drone_is_a_drone_strike(code: Code) -> None:
    body = "أدت غارة بطائرة مسيرة على سيارة في ريف إدلب إلى مقتل رجلين."
    assert code(LED, body).only().type == "strike.drone"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("انفجرت عبوة ناسفة في سوق مدينة الباب بريف حلب.", "strike.explosive"),
        ("انفجرت سيارة مفخخة وسط مدينة الباب بريف حلب.", "strike.explosive"),
        ("فجر انتحاري نفسه بحزام ناسف وسط مدينة كركوك.", "strike.suicide"),
    ],
)
def test_blasts_by_what_blew_up(code: Code, body: str, kind: str) -> None:
    assert code(LED, body).only().type == kind


def test_force_against_a_protest_is_violent_demonstration(code: Code) -> None:
    body = "أطلقت قوات الأمن الرصاص على المتظاهرين في مدينة الناصرية، ما أسفر عن مقتل متظاهرين اثنين."
    event = code("الناصرية", body).only()
    assert event.type == "demo.violent"
    assert event.killed is not None
    assert event.killed.min == event.killed.max == 2


def test_a_missile_test_is_a_show_of_force(code: Code) -> None:
    body = "أطلقت كوريا الشمالية صاروخا باليستيا في تجربة جديدة فجر اليوم."
    assert code(LED, body).only().type == "posture.deploy"


def test_an_attack_on_an_armed_side_is_fighting(code: Code) -> None:
    body = "هاجم مسلحون مجهولون حاجزا لقوات النظام في ريف درعا."
    assert code(LED, body).only().type == "clash.fighting"


def test_shots_at_people_are_an_attack_on_civilians(code: Code) -> None:
    body = "أطلق مسلحون مجهولون النار على مدني في مدينة درعا، ما أدى إلى مقتله."
    assert code(LED, body).only().type == "civilian.attack"


@pytest.mark.parametrize(("whom", "kind"), [("جنديان", "clash.fighting"), ("مدنيان", "civilian.attack")])
def test_a_ramming_is_a_clash_where_it_is_soldiers_who_are_rammed(code: Code, whom: str, kind: str) -> None:
    assert code(LED, f"أصيب {whom} في عملية دهس قرب مدينة الخليل صباح اليوم.").only().type == kind
