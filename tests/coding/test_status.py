"""In what sense a thing is told, as news or as background, and tolls over a period."""

import pytest
from tests.coding.handmade import Code

LED = "تطورات ميدانية"
NEWS = "شنت طائرة حربية غارة على بلدة سرمين بريف إدلب اليوم، ما أسفر عن مقتل رجلين."


@pytest.mark.parametrize(
    ("body", "kind", "modality"),
    [
        ("لم تقصف قوات النظام بلدة سرمين في ريف إدلب اليوم.", "strike.shelling", "negated"),
        ("نفى الجيش السوري قصف بلدة سرمين في ريف إدلب.", "strike.shelling", "denied"),
        ("تستعد قوات النظام لشن هجوم على مدينة إدلب.", "clash.fighting", "planned"),
        ("سيهاجم مقاتلو المعارضة مواقع قوات النظام في ريف حلب.", "clash.fighting", "planned"),
        ("طالبت الأمم المتحدة بالإفراج عن المعتقلين في سوريا.", "deal.release", "demanded"),
        ("أبدى السكان خشية من هجوم على مدينة إدلب.", "clash.fighting", "hypothetical"),
        ("هدد الجيش الإسرائيلي بقصف الضاحية الجنوبية لبيروت.", "strike.air", "threatened"),
        ("وردت أنباء عن تفجير في مدينة الباب بريف حلب.", "strike.explosive", "unconfirmed"),
        ("قصفت قوات النظام بلدة سرمين في ريف إدلب اليوم.", "strike.shelling", "asserted"),
        ("وكانت قوات النظام قد قصفت بالمدفعية بلدة سرمين أمس.", "strike.shelling", "asserted"),
        ("قد تقصف قوات النظام بالمدفعية بلدة سرمين.", "strike.shelling", "hypothetical"),
        ("واندلعت اشتباكات بين الطرفين في مدينة الأبيض صباح اليوم.", "clash.fighting", "asserted"),
    ],
)
def test_modality(code: Code, body: str, kind: str, modality: str) -> None:
    assert [event.modality for event in code(LED, body).of(kind)] == [modality]


@pytest.mark.parametrize(
    "recalling",
    [
        "يذكر أن مدينة أريحا تعرضت لقصف مدفعي في 3 آذار 2023.",
        "ويشار إلى أن قصفا مدفعيا استهدف مدينة أريحا الشهر الماضي.",
        "وسبق أن تعرضت مدينة أريحا لقصف مدفعي.",
        "وفي الثالث من آذار الماضي، استهدف قصف مدفعي مدينة أريحا.",
    ],
)
def test_words_that_recall_and_earlier_days_make_background(code: Code, recalling: str) -> None:
    coded = code("غارة على سرمين", f"{NEWS}\n\n{recalling}")
    assert [event.background for event in coded.of("strike.air")] == [False]
    assert [event.background for event in coded.of("strike.shelling")] == [True]


def test_yesterday_is_news(code: Code) -> None:
    body = "قصفت قوات النظام بالمدفعية بلدة سرمين في ريف إدلب أمس."
    assert not code(LED, body).only().background


@pytest.mark.parametrize(
    "body",
    [
        "قتل 40 مدنيا في سوريا خلال شهر نيسان الماضي، بينهم عشرة أطفال.",
        "أسفرت الحرب منذ اندلاعها عن مقتل 3000 مدني في السودان.",
    ],
)
def test_casualties_over_a_period_are_a_tally(code: Code, body: str) -> None:
    events = code("حصيلة", body).of("tally.casualties")
    assert len(events) == 1
    assert events[0].killed is not None


def test_the_dead_of_one_day_are_no_tally(code: Code) -> None:
    body = "قتل ثلاثة مدنيين بقصف مدفعي على بلدة سرمين في ريف إدلب يوم الثلاثاء."
    assert code(LED, body).only().type == "strike.shelling"
