"""Fields from all tellings of one event: days and places carried, numbers settled."""

import datetime as dt

import pytest
from msgspec.structs import replace
from tests.coding.handmade import Code, day, killed, place, telling

from musnad.coding.document import prepare
from musnad.coding.fields import event_count, event_modality, event_place, event_time, news_frame
from musnad.coding.groups import Group
from musnad.coding.scene import Scene
from musnad.records import Modality, Report

LED = "تطورات ميدانية"
SCENE = Scene(prepare(Report(id="t", text="غارة على البلدة", published_at="2024-05-15")))


@pytest.mark.parametrize(
    ("words", "on"),
    [("أمس", dt.date(2024, 5, 14)), ("يوم الاثنين", dt.date(2024, 5, 13)), ("اليوم", dt.date(2024, 5, 15))],
)
def test_the_day_of_the_news_is_carried_to_undated_details(code: Code, words: str, on: dt.date) -> None:
    coded = code(
        LED,
        f"شنت طائرة حربية غارة على بلدة سرمين بريف إدلب {words}.\n\nكما قصفت قوات النظام بالمدفعية مدينة جسر الشغور.",
    )
    (detail,) = coded.of("strike.shelling")
    assert detail.time is not None
    assert detail.time.span is None
    assert (detail.time.start, detail.time.end, detail.time.precision) == (on, on, "day")


def test_a_day_told_further_off_is_another_events(code: Code) -> None:
    coded = code(
        LED,
        "شنت طائرة حربية غارة على بلدة سرمين بريف إدلب أمس.\n\nوتضررت منازل عدة في البلدة.\n\n"
        "كما قصفت قوات النظام بالمدفعية مدينة جسر الشغور.",
    )
    (detail,) = coded.of("strike.shelling")
    assert detail.time is not None
    assert (detail.time.start, detail.time.precision) == (dt.date(2024, 5, 15), "unknown")


def test_a_report_without_a_time_has_the_day_of_publication(code: Code) -> None:
    time = code(LED, "قصفت قوات النظام بالمدفعية بلدة سرمين بريف إدلب.").only().time
    assert time is not None
    assert (time.span, time.start, time.end, time.precision) == (
        None,
        dt.date(2024, 5, 15),
        dt.date(2024, 5, 15),
        "unknown",
    )


@pytest.mark.parametrize("published", [None, "", "not a date", "0000-00-00", "0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "words", ["أمس", "اليوم", "قبل 3000 عام", "في عام 0", "الأسبوع المقبل", "يوم الأحد", "في 31 شباط"]
)
def test_dates_at_the_edge_never_stop_the_coder(code: Code, published: str | None, words: str) -> None:
    coded = code(LED, f"قصفت قوات النظام بلدة سرمين بريف إدلب {words}.", published_at=published)
    assert len(coded.events) == 1


def test_no_day_of_publication_and_no_time_is_no_time(code: Code) -> None:
    assert code(LED, "قصفت قوات النظام بلدة سرمين بريف إدلب.", published_at=None).only().time is None


def test_an_event_without_a_place_has_that_of_the_sentence_before(code: Code) -> None:
    coded = code(
        LED,
        "وصلت تعزيزات أمنية إلى مدينة كركوك.\n\nواعتقلت قوات الأمن العراقية عشرة أشخاص بعد ساعات.",
    )
    (arrest,) = coded.of("coercion.arrest")
    assert arrest.place is not None
    assert (arrest.place.name, arrest.place.country) == ("Kirkuk", "IQ")


def test_a_statement_is_given_no_place_from_before() -> None:
    group = Group((telling("statement.threat"),))
    frame = news_frame((Group((replace(telling(), place=place()),)),))
    assert frame.place is not None
    assert event_place(SCENE, group, "statement.threat", frame) is None
    assert event_place(SCENE, group, "strike.air", frame) is not None


def test_background_is_given_neither_day_nor_place_of_the_news() -> None:
    frame = news_frame((Group((replace(telling(), place=place(), time=day("2024-05-13")),)),))
    recalled = Group((replace(telling(), background=True),))
    assert event_place(SCENE, recalled, "strike.air", frame) is None
    time = event_time(SCENE, recalled, frame)
    assert time is not None
    assert (time.start, time.precision) == (dt.date(2024, 5, 15), "unknown")


def test_the_finest_place_and_the_most_precise_time_count() -> None:
    province = place("Idlib", 35.9, 36.6, "province")
    month = replace(day("2024-05-01"), end=dt.date(2024, 5, 31), precision="month")
    group = Group(
        (replace(telling(), place=province, time=month), replace(telling(at=1), place=place(), time=day("2024-05-14")))
    )
    found, time = event_place(SCENE, group, "strike.air", news_frame(())), event_time(SCENE, group, news_frame(()))
    assert found is not None
    assert time is not None
    assert (found.name, time.start) == ("Sarmin", dt.date(2024, 5, 14))


def test_a_figure_settles_the_headlines_bare_plural(code: Code) -> None:
    event = code(
        "قتلى بقصف مدفعي على سرمين",
        "قتل ثلاثة مدنيين بقصف مدفعي لقوات النظام على بلدة سرمين يوم الاثنين.",
    ).only()
    assert event.killed is not None
    assert (event.killed.min, event.killed.max) == (3, 3)
    assert len(event.killed.spans) == 2


@pytest.mark.parametrize(
    ("told", "settled"),
    [
        ([(2, None), (7, 7)], (7, 7)),
        ([(5, 5), (5, 5), (9, 9)], (5, 5)),
        ([(5, 5), (9, 9)], (9, 9)),
        ([(2, None)], (2, None)),
    ],
)
def test_numbers_settle(told: list[tuple[int, int | None]], settled: tuple[int, int | None]) -> None:
    group = Group(tuple(replace(telling(at=i), counts=(killed(*one),)) for i, one in enumerate(told)))
    count = event_count(SCENE, group, "killed")
    assert count is not None
    assert (count.min, count.max) == settled
    assert event_count(SCENE, group, "injured") is None


@pytest.mark.parametrize(
    ("told", "settled"),
    [
        (("asserted", "planned", "planned"), "planned"),
        (("planned", "asserted"), "planned"),
        (("denied",), "denied"),
    ],
)
def test_the_modality_told_most_often_counts(told: tuple[Modality, ...], settled: Modality) -> None:
    group = Group(tuple(replace(telling(at=i), modality=one) for i, one in enumerate(told)))
    assert event_modality(group) == settled


def test_a_town_of_the_province_is_finer_than_its_bare_name(code: Code) -> None:
    coded = code("خمسة قتلى بقصف سوق في إدلب", "قُتل خمسة أشخاص في قصف استهدف سوقاً في بلدة سرمين بمحافظة إدلب.")
    found = coded.only().place
    assert found is not None
    assert found.name == "Sarmin"


def test_a_strike_on_a_region_lies_where_the_next_sentences_say_it_hit(code: Code) -> None:
    coded = code(
        "قتلى في قصف على سوق في شمال غرب سوريا",
        "قُتل أربعة أشخاص الثلاثاء في قصف مدفعي طال سوقاً في شمال غرب سوريا.\n\n"
        "وقال الدفاع المدني إن بين القتلى طفلاً في حصيلة أولية للقصف الذي طال بلدة سرمين في محافظة إدلب.",
    )
    assert {e.place.name for e in coded.of("strike.shelling") if e.place} == {"Sarmin"}


def test_a_figure_stands_over_dozens(code: Code) -> None:
    lead = "قتل العشرات في غارة جوية على بلدة سرمين بريف إدلب اليوم."
    event = code(LED, f"{lead}\n\nوقالت وزارة الصحة إن الغارة أسفرت عن مقتل 61 مدنياً.").only()
    assert event.killed is not None
    assert (event.killed.min, event.killed.max) == (61, 61)


def test_a_capture_has_no_dead_of_its_own(code: Code) -> None:
    body = "سيطر الجيش اليمني على مدينة حرض بعد معارك أسفرت عن مقتل عشرين من المسلحين اليوم."
    (capture,) = code(LED, body).of("clash.territory")
    assert capture.killed is None
