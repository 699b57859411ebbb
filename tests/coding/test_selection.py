"""What makes an event, and what yields nothing."""

import pytest
from msgspec.structs import replace
from tests.coding.handmade import Code, killed, place, telling

from musnad.coding.document import prepare
from musnad.coding.groups import Group
from musnad.coding.scene import Scene
from musnad.coding.selection import select, selection_signs
from musnad.records import Report

LED = "تطورات ميدانية"
SCENE = Scene(prepare(Report(id="t", text="غارة جوية على البلدة أوقعت قتلى")))


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("الأهلي يهزم الزمالك", "فاز فريق الأهلي في مباراة الدوري بثلاثة أهداف، وقصف مهاجموه مرمى الخصم."),
        ("أسعار الذهب ترتفع", "ارتفعت أسعار الذهب في الأسواق العالمية بعد انفجار في الطلب على المعدن الأصفر."),
        ("حادث سير", "لقي عشرة أشخاص مصرعهم في حادث تصادم حافلتين على طريق سريع."),
        ("افتتاح معرض الكتاب", "افتتح وزير الثقافة معرض الكتاب في العاصمة بحضور عشرات الكتاب والناشرين."),
        ("طقس الغد", "تتوقع الأرصاد الجوية انخفاض درجات الحرارة غدا مع هطول أمطار غزيرة."),
    ],
)
def test_reports_of_other_things_yield_nothing(code: Code, title: str, body: str) -> None:
    assert code(title, body).events == ()


@pytest.mark.parametrize(
    "line",
    [
        "اقرأ أيضا: قصف مدفعي على مدينة جسر الشغور",
        "اقرأ المزيد: مقتل خمسة جنود بهجوم في ريف حلب",
        "مقالات ذات صلة\n\nقصف مدفعي على مدينة جسر الشغور\n\nمقتل خمسة جنود بهجوم في ريف حلب",
    ],
)
def test_noise_lines_yield_nothing(code: Code, line: str) -> None:
    body = "شنت طائرة حربية روسية غارة على بلدة سرمين بريف إدلب اليوم."
    coded = code("غارة على سرمين", f"{body}\n\n{line}")
    event = coded.only()
    assert max(end for _, end in event.mentions) <= coded.text.index(line)


def test_an_empty_report_yields_nothing(code: Code) -> None:
    assert code("", "").events == ()


def test_an_operation_alone_is_no_event() -> None:
    group = Group((telling("operation", certainty="open"),))
    assert select(SCENE, (group,), {"bias": 9.0}) == ()


@pytest.mark.parametrize(("headline", "low", "kept"), [(True, 3, True), (False, 3, False), (True, 0, False)])
def test_harm_alone_is_an_event_only_where_the_headline_tells_of_the_dead(headline: bool, low: int, kept: bool) -> None:
    told = replace(telling("hurt", certainty="open", headline=headline), counts=(killed(low, low),))
    assert (select(SCENE, (Group((replace(told, sentence=0),)),), {"bias": 9.0}) != ()) is kept


def test_weights_decide_what_is_kept() -> None:
    group = Group((telling(),))
    assert select(SCENE, (group,), {"type=strike.air": 1.0}) == (replace(group, odds=1.0),)
    assert select(SCENE, (group,), {"type=strike.air": -5.0}) == ()


def test_signs_tell_of_words_place_and_company() -> None:
    group = Group((replace(telling(), place=place()),))
    signs = selection_signs(SCENE, group, (Group((telling(at=0),)),))
    assert {"family=strike&place=fine", "left=^", "right=جويه", "again=True&single=True"} <= set(signs)
