"""Where, when and how many, by the sentence of the word that tells of the event."""

import datetime as dt

import pytest
from tests.coding.handmade import Code

LED = "تطورات ميدانية"


@pytest.mark.parametrize(
    ("words", "precision"),
    [
        ("شمال شرق سوريا", "region"),
        ("ريف إدلب الجنوبي", "region"),
        ("محافظة دير الزور", "province"),
        ("محيط بلدة سرمين", "near"),
        ("قرب مدينة الرقة", "near"),
        ("بلدة سرمين", "settlement"),
        ("مخيم النيرب", "settlement"),
        ("مطار حماة العسكري", "site"),
    ],
)
def test_a_place_is_no_finer_than_said(code: Code, words: str, precision: str) -> None:
    place = code(LED, f"اندلعت اشتباكات بين فصائل المعارضة وقوات النظام في {words}.").events[0].place
    assert place is not None
    assert (place.country, place.precision) == ("SY", precision)


def test_the_village_counts_where_its_district_stands_beside_it(code: Code) -> None:
    event = code(LED, "استهدفت غارة جوية روسية بلدة سرمين في ريف إدلب الشرقي.").only()
    assert event.place is not None
    assert (event.place.name, event.place.admin1, event.place.precision) == ("Sarmin", "Idlib", "settlement")


@pytest.mark.parametrize(
    "body",
    [
        "سقطت صواريخ أطلقت من مدينة الموصل على مدينة الرقة السورية.",
        "أطلقت فصائل مسلحة صواريخ من مدينة الموصل باتجاه مدينة الرقة السورية.",
    ],
)
def test_the_launch_point_is_not_the_place(code: Code, body: str) -> None:
    event = code(LED, body).only()
    assert event.type == "strike.shelling"
    assert event.place is not None
    assert event.place.name == "Raqqa"


def test_a_launch_point_alone_gives_no_place(code: Code) -> None:
    assert code(LED, "أطلقت فصائل مسلحة صواريخ من مدينة الموصل.").only().place is None


def test_a_country_is_a_place_after_words_that_place_it_and_a_government_elsewhere(code: Code) -> None:
    place = code(LED, "قصف الطيران الإسرائيلي مواقع عسكرية في سوريا اليوم.").only().place
    assert place is not None
    assert (place.country, place.precision) == ("SY", "country")
    assert code(LED, "قصفت إسرائيل مواقع عسكرية اليوم.").only().place is None


def test_what_is_said_has_no_place(code: Code) -> None:
    body = "هددت إيران إسرائيل برد قاس، في تصريحات أدلى بها مسؤول في مدينة أصفهان."
    threats = code("تهديد إيراني", body).of("statement.threat")
    assert [threat.place for threat in threats] == [None]


def test_the_nearest_time_of_the_sentence_counts(code: Code) -> None:
    event = code(LED, "استهدفت غارة جوية بلدة سرمين بريف إدلب مساء يوم الاثنين.").only()
    assert event.time is not None
    assert (event.time.start, event.time.precision) == (dt.date(2024, 5, 13), "day")


def test_counts_go_to_the_event_that_they_stand_beside(code: Code) -> None:
    coded = code(
        LED,
        "قتل ثلاثة مدنيين بقصف مدفعي على بلدة سرمين بريف إدلب، "
        "فيما أصيب خمسة أشخاص بانفجار عبوة ناسفة في مدينة الباب بريف حلب.",
    )
    (shelling,), (blast,) = coded.of("strike.shelling"), coded.of("strike.explosive")
    assert shelling.killed is not None
    assert shelling.injured is None
    assert (shelling.killed.min, shelling.killed.max) == (3, 3)
    assert blast.injured is not None
    assert blast.killed is None
    assert (blast.injured.min, blast.injured.max) == (5, 5)


def test_the_arrested_are_captured(code: Code) -> None:
    event = code(LED, "اعتقلت قوات الأمن العراقية عشرة أشخاص في مدينة كركوك اليوم.").only()
    assert event.type == "coercion.arrest"
    assert event.captured is not None
    assert (event.captured.min, event.captured.max) == (10, 10)
    assert event.killed is None


@pytest.mark.parametrize(
    ("where", "place"), [("في جنيف", "جنيف"), ("حول إدلب", None), ("بشأن الوضع في سوريا", "سوريا")]
)
def test_talks_are_held_where_they_meet_not_where_they_are_about(code: Code, where: str, place: str | None) -> None:
    coded = code(LED, f"اجتمع وزير الخارجية التركي مع نظيره الروسي {where} اليوم.")
    (talks,) = coded.of("deal.talks")
    assert (talks.place and coded.words(talks.place.span)) == place


def test_a_base_that_is_hit_is_the_place_though_it_is_a_party_too(code: Code) -> None:
    event = code(LED, "استهدفت فصائل مسلحة قاعدة التنف الأميركية بريف حمص بالصواريخ.").only()
    assert event.place is not None
    assert (event.place.name, event.place.precision) == ("Al-Tanf base", "site")


def test_parts_of_a_town_are_no_launch_point(code: Code) -> None:
    place = code(LED, "شن مسلحون هجوما على أجزاء من بلدة سرمين.").only().place
    assert place is not None
    assert place.name == "Sarmin"


def test_the_town_ahead_counts_where_the_sentence_opens_with_its_country(code: Code) -> None:
    words = "وفي لبنان، تظاهر المئات احتجاجا على الغلاء رافعين الأعلام في مدينة طرابلس"
    place = code(LED, f"{words}.").only().place
    assert place is not None
    assert (place.name, place.country) == ("Tripoli", "LB")
    abroad = code(LED, f"{words.replace('في مدينة طرابلس', 'نصرة لأهالي مدينة حلب السورية')}.").only().place
    assert abroad is not None
    assert abroad.country == "LB"
