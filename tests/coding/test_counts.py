"""Counts of people: what is counted, how many, who, and what is no count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad import code_report, load_knowledge
from musnad.coding.counts import find_counts, find_groups
from musnad.coding.document import prepare
from musnad.records import Report

Told = tuple[str, int, int | None]
PIECES = "مقتل وإصابة 5 قتلى بينهم طفل و رجل بين دون على الأقل من ، . إلى".split()  # noqa: SIM905 - reads right to left


def counts(text: str) -> list[Told]:
    return [(c.what, c.min, c.max) for c in find_counts(prepare(Report(id="r", text=text)))]


def spans(text: str) -> list[str]:
    return [text[c.span[0] : c.span[1]] for c in find_counts(prepare(Report(id="r", text=text)))]


def groups(text: str) -> list[tuple[str, int, int | None]]:
    document = prepare(Report(id="r", text=text))
    return [(g.who, g.min, g.max) for g in find_groups(document, find_counts(document)[0])]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("قُتل ستة أشخاص في القرية", ("killed", 6, 6)),
        ("مقتل 48 شخصاً", ("killed", 48, 48)),
        ("مقتل 9", ("killed", 9, 9)),
        ("استشهاد فتاة برصاص القناصة", ("killed", 1, 1)),
        ("أدى إلى مقتل رجل وزوجته", ("killed", 2, 2)),
        ("مقتل طفلين وامرأة", ("killed", 3, 3)),
        ("مقتل أربعة رجال وثلاثة أطفال", ("killed", 7, 7)),
        ("مصرع اثنين من الحراس", ("killed", 2, 2)),
        ("سقوط 16 قتيلاً", ("killed", 16, 16)),
        ("القصف خلّف سبعة قتلى", ("killed", 7, 7)),
        ("أودى بحياة 11 عاملاً", ("killed", 11, 11)),
        ("لقي 3 مزارعين حتفهم", ("killed", 3, 3)),
        ("لقوا مصرعهم", None),
        ("قتل القائد مع ثلاثة من مرافقيه", ("killed", 4, 4)),
        ("استشهد المواطن سالم وخمسة من أبنائه", ("killed", 6, 6)),
        ("ارتفعت حصيلة القتلى منذ 3 آذار إلى 412", ("killed", 412, 412)),
        ("حصيلة الجنود السودانيين القتلى بلغت 31", ("killed", 31, 31)),
        ("فقد مدني حياته بلغم", ("killed", 1, 1)),
        ("أربعة مدنيين بينهم طفل قُتلوا", ("killed", 4, 4)),
        ("راعٍ قتل بانفجار لغم", ("killed", 1, 1)),
        ("مدنيين اثنين قتلا", ("killed", 2, 2)),
        ("مقتل مدنيَين بالقصف", ("killed", 2, 2)),
        ("مقتل مدنيين بالقصف", ("killed", 2, None)),
        ("قتيلان في اشتباك", ("killed", 2, 2)),
        ("مقتل سامر الفلاني", ("killed", 1, 1)),
        ("مقتل القيادي أبو فلان", ("killed", 1, 1)),
        ("مقتل جميع المهاجمين", ("killed", 2, None)),
        ("مقتل أحد الحراس", ("killed", 1, 1)),
        ("مقتل عدد من عناصر الشرطة", ("killed", 2, None)),
        ("مقتل العشرات", ("killed", 24, None)),
        ("قتل في الغارة 4 جنود", ("killed", 4, 4)),
        ("قتلت قوات الحدود شاباً", ("killed", 1, 1)),
        ("قتل شخصان على الأقل", ("killed", 2, None)),
        ("مقتل 12 ضابطاً وجندياً", ("killed", 12, 12)),
        ("استشهاد 3 مدنيين طفلان وامرأة", ("killed", 3, 3)),
        ("ارتفع عدد القتلى إلى 77", ("killed", 77, 77)),
        ("الحصيلة بلغت 31", ("killed", 31, 31)),
        ("ارتفعت حصيلة القتلى من 5 إلى 12", ("killed", 12, 12)),
        ("ارتفع عدد القتلى في المدينة خلال 48 ساعة من القصف إلى 77", ("killed", 77, 77)),
        ("مقتل نحو 60 مدنياً على الأقل", ("killed", 60, None)),
        ("مقتل حارس أمن على الأقل", ("killed", 1, None)),
        ("قتل جندي نيجيري واحد على الأقل", ("killed", 1, None)),
        ("قُتل خلال القصف العنيف، الذي طال السوق مساء، 14 شخصاً", ("killed", 14, 14)),
        ("قتل متطرفين ما لا يقل عن 13 شخصاً", ("killed", 13, None)),
        ("القوات قضت على نحو 90 مسلحاً", ("killed", 90, 90)),
        ("لقي نحو خمسة حتفهم", ("killed", 5, 5)),
        ("توفي في المستشفى طفلان", ("killed", 2, 2)),
        ("استشهد فجر اليوم الشاب سالم", ("killed", 1, 1)),
        ("القائد قتل مع 13 آخرين", ("killed", 14, 14)),
        ("لقي القيادي مصرعه مع عدد من مرافقيه", ("killed", 3, None)),
        ("مقتل الضابط سالم إضافة إلى 3 جنود", ("killed", 4, 4)),
        ("قتل جندي في اشتباكات مع 5 مسلحين", ("killed", 1, 1)),
        ("مقتل مدني واحد و3 ضباط", ("killed", 4, 4)),
        ("قتل 3 مهربين وأحد عناصر الأمن", ("killed", 4, 4)),
        ("مقتل أغلب المتسللين", ("killed", 2, None)),
        ("35 مقاتلاً بينهم تسعة أجانب لقوا حتفهم", ("killed", 35, 35)),
        ("40 مدنياً، بينهم 8 أطفال، قتلوا", ("killed", 40, 40)),
        ("اثنين فقط من المدنيين قتلوا", ("killed", 2, 2)),
        ("القيادي سالم قتل برصاص قناص", ("killed", 1, 1)),
        ("عُذّب وتوفي تحت التعذيب", ("killed", 1, 1)),
        ("خسائر كبيرة في الأرواح", ("killed", 2, None)),
        ("أصيب أربعة آخرون", ("injured", 4, 4)),
        ("إصابة آخرين بجروح", ("injured", 2, None)),
        ("إصابة سيدة وطفل", ("injured", 2, 2)),
        ("سقوط 14 جريحاً", ("injured", 14, 14)),
        ("19 إصابة", ("injured", 19, 19)),
        ("اعتقلت الشرطة 5 شبان", ("captured", 5, 5)),
        ("أسر ثلاثة جنود", ("captured", 3, 3)),
        ("اختطاف صحفي", ("captured", 1, 1)),
        ("نزوح أكثر من 30 ألف شخص", ("displaced", 30000, None)),
        ("نزح آلاف المدنيين", ("displaced", 2000, None)),
    ],
)
def test_one_count(text: str, told: Told | None) -> None:
    assert counts(text) == ([] if told is None else [told])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("مقتل 5 مدنيين وإصابة 9", [("killed", 5, 5), ("injured", 9, 9)]),
        ("8 قتلى و20 جريحاً", [("killed", 8, 8), ("injured", 20, 20)]),
        ("قتلى وجرحى في غارة", [("killed", 2, None), ("injured", 2, None)]),
        ("مقتل وإصابة 7 جنود", [("killed", 1, 7), ("injured", 1, 7)]),
        ("مقتل وإصابة العشرات", [("killed", 24, None), ("injured", 24, None)]),
        ("عشرات القتلى والجرحى", [("killed", 24, None), ("injured", 24, None)]),
        ("سقوط 6 جنود بين قتيل وجريح", [("killed", 1, 6), ("injured", 1, 6)]),
        ("3 أشخاص قتلوا وأصيب 8 آخرون", [("killed", 3, 3), ("injured", 8, 8)]),
        ("ثلاثة من أفراد الخدمة قتلوا وأصيب 34 آخرون", [("killed", 3, 3), ("injured", 34, 34)]),
        ("مقتل جندي وإصابة آخر", [("killed", 1, 1), ("injured", 1, 1)]),
        ("أكثر من 20 شهيداً وإصابة 150 آخرين", [("killed", 20, None), ("injured", 150, 150)]),
        ("مقتل المئات واعتقال الآلاف", [("killed", 200, None), ("captured", 2000, None)]),
        ("بلغ عدد القتلى 93 والإصابات 310", [("killed", 93, 93)]),
    ],
)
def test_counts_side_by_side(text: str, told: list[Told]) -> None:
    assert counts(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "دون وقوع إصابات",
        "لم يسفر القصف عن إصابات",
        "ولم ترد أنباء عن وقوع إصابات",
    ],
)
def test_nobody_was_hurt(text: str) -> None:
    assert counts(text) == [("injured", 0, 0)]


def test_no_harm_to_people_means_neither_killed_nor_injured() -> None:
    nobody = [("injured", 0, 0), ("killed", 0, 0)]
    assert sorted(counts("دون أي خسائر بشرية")) == nobody
    assert sorted(counts("دون سقوط ضحايا")) == nobody
    assert not counts("المعارك لا تزال متواصلة وسط خسائر بشرية")


@pytest.mark.parametrize(
    "text",
    [
        "شنت الطائرات 12 غارة",
        "قتل 3 دبابات",
        "شاب يبلغ 21 عاماً",
        "محاولة اغتيال وزير",
        "اغتيال المهندسين",
        "من قتل في ذلك اليوم",
        "لتجنب خسائر في الأرواح",
        "قد يقتل آلاف المدنيين",
        "تقتل المدنيين كل يوم",
        "أسماء قتلى الجيش",
        "حققت إصابات مباشرة",
        "إصابة الهدف بدقة",
        "إصابة 40 شخصاً بفيروس",
        "الإفراج عن 5 أسرى",
        "مذكرة اعتقال بحقه",
        "اعتقلت في عام 2019 مواطنين",
        "كتائب شهداء الأقصى",
        "زار المحافظ ثلاثة مدنيين",
    ],
)
def test_no_count(text: str) -> None:
    assert counts(text) == []


def test_the_span_runs_from_the_cue_to_the_noun_without_particles() -> None:
    assert spans("وإصابة خمسة جنود في الكمين") == ["إصابة خمسة جنود"]
    assert spans("خلّف القصف 5 جرحى في القرية") == ["5 جرحى"]
    assert spans("أدى لمقتل ثلاثة رجال") == ["مقتل ثلاثة رجال"]


def test_a_part_of_a_count_is_no_count_but_a_group() -> None:
    text = "مقتل 9 مدنيين بينهم 3 أطفال وامرأتان"
    assert counts(text) == [("killed", 9, 9)]
    assert groups(text) == [("civilians", 9, 9), ("children", 3, 3), ("women", 2, 2)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مقتل طفلتين ورجل", [("civilians", 3, 3), ("children", 2, 2)]),
        ("مقتل 4 جنود", [("combatants", 4, 4)]),
        ("مقتل 4 أشخاص، بينهم طفل", [("unknown", 4, 4), ("children", 1, 1)]),
        ("إصابة 5 مدنيين من بينهم أطفال", [("civilians", 5, 5), ("children", 2, None)]),
        ("10 قتلى مدنيين", [("civilians", 10, 10)]),
        ("10 قتلى في صفوف الجنود", [("combatants", 10, 10)]),
        ("10 قتلى بقصف شنه مسلحون", [("unknown", 10, 10)]),
        ("مقتل 60 طفلاً وطفلة", [("civilians", 60, 60), ("children", 60, 60)]),
        ("مقتل ثلاثة من رجال الأمن وامرأة", [("combatants", 3, 3), ("women", 1, 1)]),
    ],
)
def test_groups(text: str, expected: list[tuple[str, int, int | None]]) -> None:
    assert groups(text) == expected


def test_others_are_of_the_kind_told_before() -> None:
    document = prepare(Report(id="r", text="مقتل 5 مدنيين وإصابة 4 آخرين"))
    assert [c.who for c in find_counts(document)] == ["civilians", "civilians"]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_words_give_sound_counts(pieces: list[str]) -> None:
    document = prepare(Report(id="r", text=" ".join(pieces)))
    for count in find_counts(document):
        assert 0 <= count.first <= count.last < len(document.words)
        assert count.max is None or count.min <= count.max
        assert count.span[0] < count.span[1] <= len(document.report.text)
        for group in find_groups(document, count):
            assert group.max is None or group.min <= group.max


def test_two_of_kin_are_two() -> None:
    assert ("injured", 2, 2) in counts("قُتل مزارع وأُصيبت طفلتاه بانفجار لغم")


def test_abductors_are_not_counted_as_captured() -> None:
    text = "خطف مسلحون مجهولون طبيباً من عيادته"
    assert counts(text) == [("captured", 1, 1)]
    assert groups(text) == [("civilians", 1, 1)]


def test_two_sources_that_disagree_leave_a_range() -> None:
    text = (
        "قتل 3 مدنيين في قصف مدفعي على بلدة سرمين بريف إدلب وفق الدفاع المدني، "
        "فيما قال المرصد السوري لحقوق الإنسان إن خمسة مدنيين قتلوا في القصف."
    )
    (event,) = code_report(Report(id="r", text=text), load_knowledge(model=False)).events
    assert event.killed is not None
    assert (event.killed.min, event.killed.max) == (3, 5)
    assert len(event.killed.spans) == 2
