import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.arabic.calendar_terms import lexicon
from musnad.coding.document import prepare
from musnad.coding.mentions import TimeMention
from musnad.coding.times import find_times
from musnad.coding.times_clock import clock_text
from musnad.coding.times_eras import eras
from musnad.records import Report

PUBLISHED = "2024-03-14"  # a Thursday


def times(text: str, published: str | None = PUBLISHED) -> tuple[TimeMention, ...]:
    return find_times(prepare(Report(id="t", text=text, published_at=published)))


def only(text: str, published: str | None = PUBLISHED) -> TimeMention:
    found = times(text, published)
    assert len(found) == 1, [text[m.span[0] : m.span[1]] for m in found]
    return found[0]


def days(mention: TimeMention) -> str:
    start, end = mention.start.isoformat(), mention.end.isoformat()
    return start if start == end else f"{start}..{end}"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("اليوم", "2024-03-14"),
        ("هذا اليوم", "2024-03-14"),
        ("أمس", "2024-03-13"),
        ("يوم أمس", "2024-03-13"),
        ("أول أمس", "2024-03-12"),
        ("قبل أمس الثلاثاء", "2024-03-12"),
        ("أول من أمس", "2024-03-12"),
        ("أمس الأول", "2024-03-12"),
        ("غداً", "2024-03-15"),
        ("بعد غد", "2024-03-16"),
        ("فجر اليوم", "2024-03-14"),
        ("صباح أمس الأربعاء", "2024-03-13"),
        ("مساء اليوم الخميس 14 آذار", "2024-03-14"),
        ("اليوم، الخميس 14 من آذار", "2024-03-14"),
        ("الليلة الماضية", "2024-03-13..2024-03-14"),
        ("الخميس", "2024-03-14"),
        ("يوم الإثنين", "2024-03-11"),
        ("الخميس الماضي", "2024-03-07"),
        ("السبت الفائت", "2024-03-09"),
        ("الأحد المقبل", "2024-03-17"),
        ("ليل الثلاثاء - الأربعاء", "2024-03-12..2024-03-13"),
        ("ليلة الثلاثاء الأربعاء", "2024-03-12..2024-03-13"),
        ("بعد منتصف ليل الثلاثاء - الأربعاء", "2024-03-13"),
        ("يومي الاثنين والثلاثاء", "2024-03-11..2024-03-12"),
        ("9 أيلول 2023", "2023-09-09"),
        ("٩ أيلول ٢٠٢٣", "2023-09-09"),
        ("2024-02-21", "2024-02-21"),
        ("21/2/2024", "2024-02-21"),
        ("الثالث والعشرين من شباط/ فبراير", "2024-02-23"),
        ("الـ 20 من شباط الفائت", "2024-02-20"),
        ("20 آذار", "2024-03-20"),
        ("20 أيار", "2023-05-20"),
        ("7 أكتوبر", "2023-10-07"),
        ("هجمات 11 سبتمبر", "2001-09-11"),
        ("20 آذار المقبل", "2024-03-20"),
        ("5 شباط من العام الماضي", "2023-02-05"),
        ("العاشر من الشهر الجاري", "2024-03-10"),
        ("8 من شهر تموز الماضي", "2023-07-08"),
        ("بين 3 و7 آذار", "2024-03-03..2024-03-07"),
        ("من 20 حتى 25 كانون الثاني", "2024-01-20..2024-01-25"),
        ("ليل 6-7 آذار", "2024-03-06..2024-03-07"),
        ("آذار/مارس من العام 2017", "2017-03-01..2017-03-31"),
        ("أغسطس/آب 2016", "2016-08-01..2016-08-31"),
        ("تشرين الثاني الماضي", "2023-11-01..2023-11-30"),
        ("شهر حزيران", "2023-06-01..2023-06-30"),
        ("أواخر تموز", "2023-07-21..2023-07-31"),
        ("مطلع الشهر الجاري", "2024-03-01..2024-03-10"),
        ("منتصف شباط الماضي", "2024-02-11..2024-02-20"),
        ("النصف الثاني من شهر كانون الثاني الماضي", "2024-01-16..2024-01-31"),
        ("أواخر العام الماضي", "2023-10-01..2023-12-31"),
        ("عام 2019", "2019-01-01..2019-12-31"),
        ("عامي 2017 و2020", "2017-01-01..2020-12-31"),
        ("الصيف الماضي", "2023-06-01..2023-08-31"),
        ("آخر يومين", "2024-03-12..2024-03-14"),
        ("صيف 2014", "2014-06-01..2014-08-31"),
        ("الأسبوع الماضي", "2024-03-07..2024-03-13"),
        ("والأسبوع المقبل", "2024-03-15..2024-03-21"),
        ("الشهر الماضي", "2024-02-01..2024-02-29"),
        ("الشهر قبل الفائت", "2024-01-01..2024-01-31"),
        ("الشهر الجاري", "2024-03-01..2024-03-14"),
        ("العام الماضي", "2023-01-01..2023-12-31"),
        ("قبل أيام", "2024-03-07..2024-03-13"),
        ("قبل يومين", "2024-03-12"),
        ("قبل ثلاثة أيام", "2024-03-11"),
        ("قبل أسبوعين", "2024-02-29"),
        ("قبل عامين", "2022-01-01..2022-12-31"),
        ("خلال اليومين الماضيين", "2024-03-12..2024-03-14"),
        ("خلال الأيام الثلاثة الماضية", "2024-03-11..2024-03-14"),
        ("خلال الساعات الـ24 الماضية", "2024-03-13..2024-03-14"),
        ("خلال أربع وعشرين ساعة", "2024-03-13..2024-03-14"),
        ("الساعات الـ48 الأخيرة", "2024-03-12..2024-03-14"),
        ("منذ شباط", "2024-02-01..2024-03-14"),
        ("منذ السبت", "2024-03-09..2024-03-14"),
        ("منذ عام 2011", "2011-01-01..2024-03-14"),
        ("منذ نهاية العام الماضي", "2023-12-01..2024-03-14"),
        ("منذ الـ7 من تشرين الأول/أكتوبر الماضي", "2023-10-07..2024-03-14"),
        ("منذ بداية العام الحالي حتى 8 شباط", "2024-01-01..2024-02-08"),
        ("لليوم الـ20 على التوالي", "2024-02-24..2024-03-14"),
        ("بحلول الاثنين المقبل", "2024-03-14..2024-03-18"),
        ("شهر رمضان", "2024-03-11..2024-04-09"),
        ("5 رمضان 1445", "2024-03-15"),
    ],
)
def test_phrases_resolve(phrase: str, expected: str) -> None:
    assert days(only(f"قصفت الطائرات القرية {phrase}.")) == expected


@pytest.mark.parametrize(
    ("phrase", "span"),
    [
        ("عند الساعة 21.50 من يوم الأحد", "الساعة 21.50 من يوم الأحد"),
        ("في يوم الأحد", "يوم الأحد"),
        ("وفجر اليوم", "فجر اليوم"),
        ("صباح اليوم الأربعاء 13 آذار", "صباح اليوم الأربعاء 13 آذار"),
        ("منذ صباح أمس", "منذ صباح أمس"),
        ("مَسَاءَ أَمْسِ الثلاثاءِ", "مَسَاءَ أَمْسِ الثلاثاءِ"),
        ("27 كانون الثاني 2023، عند الساعة 8:30 صباحاً", "27 كانون الثاني 2023، عند الساعة 8:30 صباحاً"),
    ],
)
def test_one_expression_is_one_span(phrase: str, span: str) -> None:
    text = f"قصفت القرية {phrase} بالمدافع"
    mention = only(text)
    assert text[mention.span[0] : mention.span[1]] == span


@pytest.mark.parametrize(
    ("phrase", "clock"),
    [
        ("الساعة 21.50 من يوم الأحد", "21:50"),
        ("الساعة 21:50 اليوم", "21:50"),
        ("في تمام الساعة العاشرة ودقيقتين من صباح اليوم", "10:02"),
        ("الساعة الواحدة والنصف من بعد ظهر اليوم", "13:30"),
        ("الساعة العاشرة إلا ربعاً مساء أمس", "21:45"),
        ("عند الثالثة فجراً", "03:00"),
        ("عند الساعة الـ1:38 مساءً", "13:38"),
        ("للمرة الثانية فجر اليوم", None),
        ("الساعة الحادية عشرة وعشر دقائق ليلاً", "23:10"),
        ("الساعة 12 ظهراً", "12:00"),
        ("الساعة 8:30 صباحاً", "08:30"),
        ("الساعة الرابعة يوم الأحد", None),
        ("الساعة 25:10 يوم الأحد", None),
    ],
)
def test_clocks(phrase: str, clock: str | None) -> None:
    assert only(f"وقع الانفجار {phrase} في البلدة").clock == clock


def test_an_hour_alone_is_of_the_last_day_named() -> None:
    assert days(times("قُصفت القرية أمس، ثم سقطت قذيفة عند الساعة 21:50")[-1]) == "2024-03-13"
    assert times("قصفت القرية عند الساعة 21:50", None) == ()


def test_an_hour_of_greenwich_is_not_taken_for_local_time() -> None:
    assert times("انطلقت الصفارات الساعة 06:50 بتوقيت غرينتش") == ()


@pytest.mark.parametrize(
    "text",
    [
        "افتتح سوق الأحد الشعبي",
        "قالت قناة روسيا اليوم إن القصف توقف",
        "نشرت صحيفة المصري اليوم تقريراً",
        "مثل اليوم التالي للحرب معضلة",
        "في ذلك اليوم سقطت القرية",
        "مارس ضغوطاً على الحكومة",
        "عبرت القافلة من باب الهوى وفي باب السلامة",
        "أصيب مفاعل تموز القديم",
        "فاز الفريق 2 صفر",
        "ظهر القائد في صورة",
        "فجر انتحاري نفسه",
        "قتل 2015 مدنياً",
        "نزح في 2000 منزل مدمر",
        "قبل يومين من الهجوم",
        "ثورة 25 يناير",
        "التقى رجب طيب شعبان",
        "ما يزال العمل مستمراً حتى الآن",
        "31 شباط",
        "30 شباط 2020",
        "45 آذار",
        "في عام 0000",
        "00/00/0000",
    ],
)
def test_what_is_no_time_gives_none(text: str) -> None:
    assert times(text) == ()


def test_a_weekday_at_odds_with_its_date_is_noted_and_the_date_stands() -> None:
    mention = only("وقع الهجوم يوم السبت 12 آذار 2024")
    assert mention.start == dt.date(2024, 3, 12)
    assert mention.problem == "the text says Saturday, but 2024-03-12 is a Tuesday"
    assert only("وقع الهجوم يوم الثلاثاء 12 آذار 2024").problem is None


def test_a_report_put_out_after_midnight_counts_from_its_own_day() -> None:
    found = times("قصفت القرية اليوم الأربعاء، وكانت قُصفت أمس أيضاً")
    assert [days(mention) for mention in found] == ["2024-03-13", "2024-03-12"]
    found = times("قصفت القرية أمس الثلاثاء، ويزور الوفد البلدة غداً الخميس")
    assert [days(mention) for mention in found] == ["2024-03-12", "2024-03-14"]


def test_yesterday_with_a_weekday_of_its_own_is_that_weekday() -> None:
    mention = only("قصفت القرية أمس الأحد")
    assert days(mention) == "2024-03-10"
    assert mention.problem is not None


def test_without_publication_only_whole_dates_are_given() -> None:
    found = times("قصفت القرية أمس والأحد وفي آذار الماضي وقبل يومين، وفي 5 نيسان 2019 وعام 2014", None)
    assert [days(mention) for mention in found] == ["2019-04-05", "2014-01-01..2014-12-31"]


def test_a_future_verb_turns_the_day_ahead() -> None:
    assert days(only("من المقرر أن تنسحب القوات السبت")) == "2024-03-16"
    assert days(only("ستنسحب القوات في 20 آذار")) == "2024-03-20"
    assert days(only("سيطرت القوات على البلدة السبت")) == "2024-03-09"


def test_the_same_month_is_that_of_the_date_before() -> None:
    found = times("قصفت القرية في 18 شباط، ثم في 22 من الشهر نفسه")
    assert days(found[-1]) == "2024-02-22"


def test_the_same_year_is_that_of_the_date_before() -> None:
    found = times("بدأ الهجوم في 25 آذار 2017 على البلدة، ثم في أيلول من العام نفسه")
    assert days(found[-1]) == "2017-09-01..2017-09-30"


def test_the_next_date_of_a_story_keeps_its_year() -> None:
    found = times("بدأ الهجوم في 25 آذار 2017 على البلدة، وفي 30 آذار توقف")
    assert days(found[-1]) == "2017-03-30"


@pytest.mark.parametrize(
    ("phrase", "role", "recalls", "precision"),
    [
        ("أمس", "at", False, "day"),
        ("الأحد", "at", False, "day"),
        ("9 أيلول 2023", "at", True, "day"),
        ("الشهر الماضي", "at", True, "month"),
        ("قبل أسبوعين", "at", True, "week"),
        ("قبل أيام", "at", True, "week"),
        ("في عام 2019", "at", True, "year"),
        ("منذ الجمعة", "since", False, "day"),
        ("منذ عام 2011", "since", True, "year"),
        ("خلال اليومين الماضيين", "over", False, "day"),
        ("خلال الشهر الماضي", "over", True, "month"),
        ("مؤخراً", "at", True, "unknown"),
    ],
)
def test_role_recall_and_precision(phrase: str, role: str, recalls: bool, precision: str) -> None:
    mention = only(f"قتل خمسة مدنيين {phrase} بالقصف")
    assert (mention.role, mention.recalls, mention.precision) == (role, recalls, precision)


def test_the_start_of_a_dated_thing_reaches_from_then_until_now() -> None:
    assert days(only("قتل مدنيون منذ بدء الهجوم على المدينة في 5 شباط")) == "2024-02-05..2024-03-14"


def test_eras_are_well_formed() -> None:
    for era in eras():
        assert era.start < era.until
        assert era.heads
        assert era.places


def test_a_weekday_in_a_name_does_not_start_a_since() -> None:
    assert only("توقف النشاط منذ بدء حملة الأحد الأسود").role == "at"


def test_a_war_is_dated_by_its_name_where_the_report_says_which() -> None:
    assert days(only("سقط قتلى في غزة منذ بداية الحرب")) == "2023-10-07..2024-03-14"
    assert days(only("سقط قتلى في الخرطوم منذ اندلاع المعارك")) == "2023-04-15..2024-03-14"
    assert times("سقط قتلى منذ بداية الحرب") == ()
    assert times("سقط قتلى في غزة منذ بداية الحرب", "2018-03-14") == ()


def test_a_day_of_publication_beyond_reason_dates_nothing() -> None:
    assert times("قصفت القرية غداً وأمس", "9999-12-31") == ()


def test_an_expression_does_not_cross_a_line() -> None:
    assert len(times("قصف القرية مساء أمس\n\nالأربعاء قصف الجيش القرية")) == 2


@pytest.mark.parametrize(
    ("hour", "part", "text"),
    [
        (12, "morning", "00:00"),
        (12, "noon", "12:00"),
        (1, "noon", "13:00"),
        (12, "night", "00:00"),
        (2, "night", "02:00"),
        (9, "night", "21:00"),
        (4, "afternoon", "16:00"),
        (5, None, None),
    ],
)
def test_hours_by_part_of_the_day(hour: int, part: str | None, text: str | None) -> None:
    assert clock_text(hour * 60, True, part) == text  # type: ignore[arg-type]


WORDS = [
    *sorted(lexicon().terms)[::7],
    "الساعة",
    "من",
    "و",
    "ال",
    "2024",
    "0",
    "31",
    "3",
    "21/4/2024",
    "24",
    "،",
    "\n",
    "-",
    "/",
]


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(WORDS), max_size=14),
    st.sampled_from([PUBLISHED, None, "2024-02-29", "0001-01-01", "9999-12-31"]),
)
def test_any_heap_of_words_is_read_without_error(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    last = -1
    for mention in times(text, published):
        assert mention.first > last
        assert mention.start <= mention.end
        assert text[mention.span[0] : mention.span[1]].strip()
        last = mention.last
