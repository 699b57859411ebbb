"""What holds of every record of every text, however broken."""

import re
import unicodedata
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import musnad
from musnad.arabic.folding import fold_text
from musnad.knowledge.ontology import event_types
from musnad.records import Span

TRIGGERS = (
    *("قصف", "قصفت", "غارة جوية", "الغارة", "استهدف", "انفجار عبوة ناسفة", "اشتباكات عنيفة", "اعتقلت", "هدد"),
    *("تبنى التنظيم الهجوم", "مقتل", "وإصابة", "نزوح", "انسحبت", "اتفاق", "أفرجت", "تظاهر", "نفى", "طالب"),
    *("سيطرت", "أسقطت مسيرة", "أطلقت صواريخ", "خطف", "داهمت", "وبالقصف", "سيهاجم", "لم تقصف", "حصيلة الضحايا"),
)
PARTIES = (
    *("قوات النظام", "الجيش الإسرائيلي", "الطيران الروسي", "«قسد»", "داعش", "الحوثيون", "حركة حماس", "القوات"),
    *("مسلحون مجهولون", "مدنيين", "صحفي", "واشنطن", "التركية", "قواتها", "الحشد الشعبي", "عناصر من الشرطة"),
)
PLACES = (
    *("في بلدة سرمين", "بريف إدلب الجنوبي", "شمال شرق سوريا", "من بغداد", "باتجاه الرقة", "محيط مطار حلب"),
    *("طريق حمص - تدمر", "قرية لا يعرفها أحد", "مخيم جنين", "البحر الأحمر", "في غزة", "على بعد 5 كم غرب الموصل"),
)
NUMBERS = (
    *("3", "٢١", "خمسة", "قتيلان", "عشرات", "أكثر من 1,200", "ما لا يقل عن ثلاثة", "بين 5 و7", "0", "999999999999"),
    *("3 قتلى و٧ جرحى", "طفلين وامرأة", "مئات المدنيين", "بين قتيل وجريح", "آلاف النازحين"),
)
TIMES = (
    *("أمس", "اليوم الأحد", "يوم 31 شباط", "في 7 أكتوبر 2023", "منذ عام 0", "خلال الشهر الماضي", "الساعة 25:70"),
    *("الساعة 21.50", "قبل يومين", "الليلة الماضية", "1445/9/3", "فجر", "أواخر تموز", "الأسبوع المقبل"),
)
SOURCES = (
    *("قال مصدر أمني", "وأضاف المصدر إن", "لوكالة رويترز", "وفق المرصد السوري", "بحسب شهود عيان", "نقلا عن"),
    *("وأفاد مراسلنا بأن", "ذكرت وكالة سانا أن", "وقالت الوزارة في بيان:", "كشفت مصادر محلية"),
)
MARKS = (
    *("\n", "\n\n", ".", "،", ":", '"', "«", "»", "”", "(", ")", " - ", "...", "و", "لـ", "إن", "قد", "اقرأ أيضا:"),
    *("\u0640\u0640", "\u064f", "\u0651\u064e", "\u200b", "\u200f", "\u202b", "\u202c", "\u2069", "\ufeff", "\u00ad"),
    *("ﻻ", "ﷺ", "ﷲ", "ﻗﺼﻒ", "قـ ـصـ ـف", "قُـتِـلَ", "e\u0301", "CNN", "http://a.b/c?d=1", "@user #tag", "💥", "🇸🇾"),
    *("\t", "\r\n", "\u2028", "\u0000", "٪", "<b>", "\U0001f9d1\u200d\U0001f692", "\u0301", "كــــان"),
)
FRAGMENTS = (*TRIGGERS, *PARTIES, *PLACES, *NUMBERS, *TIMES, *SOURCES, *MARKS)

piece = st.tuples(
    st.one_of(*(st.sampled_from(kind) for kind in (TRIGGERS, PARTIES, PLACES, NUMBERS, TIMES, SOURCES, MARKS))),
    st.sampled_from((" ", " ", " ", " ", "", "\n")),
)
# of themselves, lists are short; long ones hold what needs many things at once
pieces = st.one_of(st.lists(piece, max_size=12), st.lists(piece, min_size=20, max_size=50))
texts = pieces.map(lambda parts: "".join(word + gap for word, gap in parts))
dates = st.sampled_from((None, "", "2024-05-15", "2024-05-15T23:30:00+03:00", "0001-01-01", "9999-12-31", "15/5/2024"))

on_texts = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _coded(text: str, published_at: str | None, knowledge: musnad.Knowledge) -> musnad.CodedReport:
    report = musnad.Report(id="t", text=text, title=text.partition("\n")[0], published_at=published_at)
    return musnad.code_report(report, knowledge)


def _spans(coded: musnad.CodedReport) -> Iterator[Span]:
    for event in coded.events:
        yield from event.mentions
        for part in (*event.actors, *event.targets):
            yield part.span
        for holder in (event.weapon, event.place, event.time, *(n for chain in event.isnad for n in chain)):
            if holder is not None and holder.span is not None:
                yield holder.span
        for count in (event.killed, event.injured, event.captured, event.displaced):
            yield from count.spans if count is not None else ()
    for note in coded.notes:
        yield note.span


def _quoted_names(coded: musnad.CodedReport) -> Iterator[str]:
    """The names that come from the report, not from a table: those written in Arabic."""
    for event in coded.events:
        nodes = [node.name for chain in event.isnad for node in chain]
        parties = [party.name for party in (*event.actors, *event.targets)]
        places = [event.place.name] if event.place is not None else []
        yield from (name for name in (*nodes, *parties, *places) if re.search("[\u0621-\u064a]", name))


@given(text=texts, published_at=dates)
@example(text="", published_at=None)
@example(text="قـ ـصـ ـف بلدة سرمين\n\n\u202bقُـتِـلَ رجلان\u202c", published_at="2024-05-15")
@on_texts
def test_every_span_reads_words_of_the_text(knowledge: musnad.Knowledge, text: str, published_at: str | None) -> None:
    for start, end in _spans(_coded(text, published_at, knowledge)):
        assert 0 <= start < end <= len(text)
        assert re.search(r"\w", fold_text(text[start:end]))
        assert not unicodedata.combining(text[start])


@given(text=texts)
@on_texts
def test_names_in_arabic_are_the_reports_own_words(knowledge: musnad.Knowledge, text: str) -> None:
    folded = set(re.findall(r"\w+", fold_text(text)))
    said = " ".join(sorted(folded))
    for name in _quoted_names(_coded(text, "2024-05-15", knowledge)):
        assert [word for word in re.findall(r"\w+", fold_text(name)) if word not in said] == []


@given(text=texts, published_at=dates)
@example(text="قصف على سرمين أسفر عن سقوط 0 جنود بين قتيل وجريح", published_at="0001-01-01")
@on_texts
def test_records_are_sound(knowledge: musnad.Knowledge, text: str, published_at: str | None) -> None:
    coded = _coded(text, published_at, knowledge)
    assert [e.mentions[0] for e in coded.events] == sorted(e.mentions[0] for e in coded.events)
    for event in coded.events:
        assert event.type in event_types()
        assert list(event.mentions) == sorted(set(event.mentions))
        assert (event.isnad == ()) == (event.stance == "own_voice")
        assert event.time is None or event.time.start <= event.time.end
        assert event.time is None or event.time.clock is None or re.fullmatch(r"\d\d:\d\d", event.time.clock)
        for count in (event.killed, event.injured, event.captured, event.displaced):
            assert count is None or (count.spans and (count.max is None or 0 <= count.min <= count.max))


@given(text=texts, published_at=dates)
@on_texts
def test_coding_again_gives_the_same_bytes_and_json_the_same_record(
    knowledge: musnad.Knowledge, text: str, published_at: str | None
) -> None:
    coded = _coded(text, published_at, knowledge)
    written = msgspec.json.encode(coded)
    assert msgspec.json.encode(_coded(text, published_at, knowledge)) == written
    assert msgspec.json.decode(written, type=musnad.CodedReport) == coded


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_a_fragment_alone_is_coded_without_error(knowledge: musnad.Knowledge, fragment: str) -> None:
    for text in (fragment, f"{fragment}\n\n{fragment}", f"قصفت {fragment} بلدة سرمين {fragment}"):
        assert all(0 <= s < e <= len(text) for s, e in _spans(_coded(text, "2024-05-15", knowledge)))
