from hypothesis import given
from hypothesis import strategies as st

from musnad.arabic.folding import fold_text
from musnad.reading.noise import line_kinds, split_page

HEADLINE = "مقتل مدنيين اثنين بقصف على قرية الجرن الأسود"
LEAD = "قتل مدنيان وأصيب ثلاثة آخرون، اليوم، جراء قصف مدفعي استهدف قرية الجرن الأسود في الريف الشمالي."
NEXT = "وقال مصدر محلي إن القصف تسبب بدمار واسع في المنازل، وإن فرق الإسعاف واصلت البحث عن ناجين حتى المساء."
LAST = "وتشهد المنطقة منذ أيام تصعيداً مماثلاً وسط موجة نزوح نحو البلدات المجاورة."


def kinds(*lines: str) -> list[str]:
    return list(line_kinds([fold_text(line) for line in lines]))


def body_of(lines: list[str], title: str | None = HEADLINE) -> list[str]:
    split = split_page(lines, title)
    return [lines[i] for i in split.body_lines]


def test_plain_report_is_headline_and_body() -> None:
    assert kinds(HEADLINE, "", LEAD, "", NEXT) == ["headline", "body", "body", "body", "body"]


def test_nothing_and_blank_lines() -> None:
    assert line_kinds([]) == []
    assert kinds("", " ") == ["body", "body"]
    assert kinds("", HEADLINE) == ["body", "headline"]


def test_sure_noise_in_a_report_is_marked() -> None:
    lines = [
        HEADLINE, "الوادي برس – (سالم الحسن)", "2023/04/11", LEAD, "اقرأ أيضاً: وزير الزراعة يزور معرض التمور",
        NEXT, "المصدر: وكالة الوادي", "تابعونا على تلغرام", "#الجرن_الأسود #قصف",
        "شارك هذا الخبر", "مقالات ذات صلة", "افتتاح مدرسة جديدة في قرية الينابيع", "أسعار الذهب اليوم",
    ]  # fmt: skip
    assert kinds(*lines) == [
        "headline", "noise", "noise", "body", "noise", "body", "body", "noise", "noise",
        "noise", "noise", "noise", "noise",
    ]  # fmt: skip


def test_unfinished_short_lines_of_a_report_stay_body() -> None:
    assert set(kinds(HEADLINE, LEAD, "أضرار مادية", NEXT, "وأغلقت المدارس أبوابها")) == {"headline", "body"}


def test_report_of_noise_alone_keeps_no_event_lines_but_never_fails() -> None:
    assert kinds(HEADLINE, "شارك", "مقالات ذات صلة") == ["headline", "noise", "noise"]


def test_names_of_victims_are_body() -> None:
    lines = [HEADLINE, LEAD, "أسماء الضحايا:", "مروان حسن العلي", "سعاد خليل العلي", NEXT]
    assert body_of(lines) == lines[1:]
    assert "noise" not in kinds(*lines)


def test_page_furniture_is_left_out() -> None:
    lines = [
        "الرئيسية", "أخبار", HEADLINE, "12 زيارة", "الأربعاء, 5 نيسان 2023", "صورة من موقع القصف",
        LEAD, "مشاهد من القصف - الوادي برس (أرشيفية)", NEXT, "أضرار مادية", LAST,
        "الوسوم", "الجرن الأسود", "قصف مدفعي", "اترك تعليقاً إلغاء الرد",
        "رحم الله الشهداء وأسكنهم فسيح جناته يا رب.",
    ]  # fmt: skip
    split = split_page(lines, f"{HEADLINE} - الوادي برس")
    assert split.title_line == 2
    assert [lines[i] for i in split.body_lines] == [LEAD, NEXT, "أضرار مادية", LAST]


def test_article_goes_on_after_a_block_of_links() -> None:
    lines = [HEADLINE, LEAD, "اقرأ أيضاً", "مقتل شرطي بهجوم على حاجز في المدينة", NEXT, LAST]
    assert body_of(lines) == [LEAD, NEXT, LAST]


def test_links_between_paragraphs_are_left_out_and_headings_kept() -> None:
    link = "الجرن الأسود.. حملة اعتقالات واسعة تطال عشرات الشبان بعد هجوم"
    assert body_of([HEADLINE, LEAD, link, NEXT, "خلفية النزاع", LAST]) == [LEAD, NEXT, "خلفية النزاع", LAST]


def test_headline_is_found_although_it_differs_a_little() -> None:
    lines = ["القائمة", "مقتل مدنيين اثنين في قصف على قرية الجرن الأسود", LEAD, NEXT]
    assert split_page(lines, HEADLINE).title_line == 1


def test_headline_may_be_missing() -> None:
    split = split_page([LEAD, NEXT], "عنوان لا صلة له بما تحته إطلاقا")
    assert split.title_line is None
    assert split.body_lines == (0, 1)


def test_repeated_headline_is_no_body() -> None:
    assert body_of([HEADLINE, HEADLINE, LEAD]) == [LEAD]


PARAGRAPHS = [
    LEAD, NEXT, LAST,
    "من جهته، نفى قائد عسكري مسؤولية قواته عن القصف، واتهم جماعات مسلحة بإطلاق القذائف من أطراف القرية.",
    "وبحسب المرصد المحلي، فإن حصيلة القتلى مرشحة للارتفاع لوجود إصابات خطيرة بين الجرحى.",
    "«سقطت القذيفة الأولى ونحن نيام، ثم توالت القذائف على الحي كله»، يقول أحد الناجين من القصف.",
]  # fmt: skip
FURNITURE = [
    "شارك الخبر", "فيسبوك", "Twitter", "اقرأ أيضاً: وزير الزراعة يزور معرض التمور", "#الجرن_الأسود", "إعلان",
    "2023/04/11", "الأربعاء 5 نيسان 2023 - 10:30", "120 مشاهدة", "منذ 3 ساعات", "https://t.example/x",
    "تابعونا على تلغرام", "آخر تحديث: 11:20", "دمار في القرية (رويترز)", "حجم الخط", "3 دقائق قراءة",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(PARAGRAPHS), min_size=1, unique=True),
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from(FURNITURE)), max_size=8),
)
def test_furniture_anywhere_is_left_out_and_no_paragraph_is(
    paragraphs: list[str], furniture: list[tuple[int, str]]
) -> None:
    lines = [HEADLINE, *paragraphs]
    for place, line in furniture:
        lines.insert(place, line)
    assert body_of(lines) == paragraphs
    in_report = [HEADLINE, *(line for line in lines if line != HEADLINE)]
    marked = kinds(*in_report)
    assert [line for line, kind in zip(in_report, marked, strict=True) if kind == "body"] == paragraphs


@given(st.lists(st.text(alphabet='ابتقلم و.:؟!-()#@[]/«»"…1٣ \u200fx', max_size=250), max_size=20))
def test_any_lines_get_one_kind_each(lines: list[str]) -> None:
    found = line_kinds([fold_text(line) for line in lines])
    assert len(found) == len(lines)
    assert found.count("headline") == any(fold_text(line).strip() for line in lines)
    split = split_page(lines, None)
    assert split.title_line not in split.body_lines
    assert list(split.body_lines) == sorted(set(split.body_lines))
