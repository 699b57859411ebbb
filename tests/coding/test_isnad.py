"""Whose words: frames, chains, scopes. All texts are made up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.coding.document import Document, prepare
from musnad.coding.isnad import attribution_for, find_attributions
from musnad.coding.mentions import Attribution
from musnad.records import Report


def _read(text: str, outlet: str | None = None) -> tuple[Document, tuple[Attribution, ...]]:
    doc = prepare(Report(id="t", text=f"عنوان الخبر\n\n{text}", outlet=outlet))
    return doc, find_attributions(doc)


def _over(text: str, word: str, outlet: str | None = None) -> list[list[tuple[str, str]]]:
    """The chains, as (words, kind), that cover the first `word` of `text`."""
    doc, found = _read(text, outlet)
    source = doc.report.text
    at = source.index(word)
    index = next(i for i in range(len(doc.words)) if doc.span(i, i)[0] <= at < doc.span(i, i)[1])
    return [
        [(source[slice(*node.span)] if node.span else "", node.kind) for node in a.chain]
        for a in attribution_for(found, doc, index)
    ]


@pytest.mark.parametrize(
    ("text", "word", "chain"),
    [
        ("قال مصدر أمني إن القصف طال الحي.", "القصف", [("مصدر أمني", "security_anonymous")]),
        ("أفادت مصادر محلية في بلدة الكرم بمقتل رجلين.", "مقتل",
         [("مصادر محلية في بلدة الكرم", "local_anonymous")]),
        ("أعلنت وزارة الصحة مقتل رجلين.", "مقتل", [("وزارة الصحة", "official_body")]),
        ("مصادر طبية قالت إن رجلين قتلا.", "قتلا", [("مصادر طبية", "medical")]),
        ("وكانت الحكومة العراقية قد أكدت وقوع القصف.", "القصف", [("الحكومة العراقية", "official_body")]),
        ("قتل رجلان بالقصف، بحسب الدفاع المدني السوري.", "قتل",
         [("الدفاع المدني السوري", "rescue_service")]),
        ("قتل رجلان بالقصف، وفق ما أفادت به الشرطة العراقية.", "قتل",
         [("الشرطة العراقية", "official_body")]),
        ("وبحسب شهود عيان، سقطت ثلاثة صواريخ على السوق القديم.", "سقطت", [("شهود عيان", "witness")]),
        ("وثق المرصد السوري لحقوق الإنسان مقتل رجلين.", "مقتل",
         [("المرصد السوري لحقوق الإنسان", "monitor_ngo")]),
        ("قال المتحدث باسم الجيش الأردني إن صاروخا سقط.", "سقط",
         [("المتحدث باسم الجيش الأردني", "military")]),
        ("قال وزير الداخلية اللبناني، سامر الحلبي، إن رجلا قتل.", "قتل",
         [("سامر الحلبي", "official_person")]),
        ("كشف مدير المرصد السوري رامي الحلبي أن رجلا قتل.", "قتل", [("رامي الحلبي", "monitor_ngo")]),
        ("ونشرت صفحات موالية أن جنديا قتل.", "قتل", [("صفحات موالية", "social_media")]),
        ("نقلت وكالة رويترز عن مصدر عسكري أن القصف توقف.", "القصف",
         [("وكالة رويترز", "agency"), ("مصدر عسكري", "military")]),
        ("وقال مصدران أمنيان لوكالة \"فرانس برس\" إن القصف توقف.", "القصف",
         [("وكالة \"فرانس برس\"", "agency"), ("مصدران أمنيان", "security_anonymous")]),
        ("ذكرت وكالة \"سهم برس\" نقلاً عن مسؤول محلي أن القصف توقف.", "القصف",
         [("وكالة \"سهم برس\"", "agency"), ("مسؤول محلي", "official_anonymous")]),
        ("أفادت تقارير بأن سكان قرية الكرم قالوا إن القصف توقف.", "القصف",
         [("تقارير", "outlet"), ("سكان قرية الكرم", "witness")]),
        ("أعلن المبعوث الأممي إلى البلاد، هانس ريدكوف، عن مقتل رجلين.", "مقتل",
         [("هانس ريدكوف", "international_body")]),
        ("وقال الناطق الإعلامي باسم \"نادي الكرم\"، تامر الحلبي، أمس، إن رجلا قتل.", "قتل",
         [("تامر الحلبي", "official_person")]),
        ("وكان حاكم مقاطعة ريدوغورود، فياتش ريدكوف، أعلن أن رجلا قتل.", "قتل",
         [("فياتش ريدكوف", "official_person")]),
        ("قال هولغر ريدمان، قائد الشرطة الألمانية، إن رجلا قتل.", "قتل", [("هولغر ريدمان", "military")]),
        ("وقال كاشا بوكارو، والد إحدى الطالبات، إن رجلا قتل.", "قتل", [("كاشا بوكارو", "witness")]),
        ("وقالت رومانا هاردن المتحدثة باسم البلدية إن رجلا قتل.", "قتل",
         [("رومانا هاردن", "official_person")]),
        ("لكن مصدرا عسكريا أكد لوكالة فرانس برس أن القصف توقف.", "القصف",
         [("وكالة فرانس برس", "agency"), ("مصدرا عسكريا", "military")]),
        ("قتل رجلان في القصف، وفق آخر حصيلة أوردها المرصد السوري لحقوق الإنسان.", "القصف",
         [("المرصد السوري لحقوق الإنسان", "monitor_ngo")]),
        ("أعلنت الشرطة العراقية في بيان بثه التلفزيون الرسمي أن القصف توقف.", "القصف",
         [("التلفزيون الرسمي", "state_media"), ("الشرطة العراقية", "official_body")]),
    ],
)  # fmt: skip
def test_frames(text, word, chain):
    chains = _over(text, word)
    assert len(chains) == 1
    assert chains[0] == chain


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("قصف الجيش السوري الحي.", "قصف"),
        ("يذكر أن القصف طال الحي أمس.", "القصف"),
        ("قال مصدر أمني إن الهدوء عاد. ثم طال القصف الحي.", "القصف"),
        ("قتل رجلان، ولم يذكر الجيش السوري شيئا عن القصف.", "القصف"),
        ("نقلت سيارات الإسعاف الجرحى إلى المستشفى بعد القصف.", "القصف"),
        ("دان المجلس المحلي القصف الليلي.", "القصف"),
        ("قتل رجلان في القصف الذي وصفه الأهالي بالعنيف.", "القصف"),
        ("قال مصدر أمني إن رجلا قتل. وتوالت مواقف دولية تدعو إلى وقف القصف.", "القصف"),
    ],
)
def test_own_voice(text, word):
    assert _over(text, word) == []


def test_a_verb_that_takes_up_what_was_told_has_its_own_stance():
    _, found = _read("قتل رجلان في تفجير تبنته حركة الكرم قرب السوق.")
    assert [(a.chain[0].kind, a.stance) for a in found] == [("armed_group", "claims_responsibility")]
    _, found = _read("قتل رجلان في قصف نفته وزارة الدفاع.")
    assert [a.stance for a in found] == ["denies"]


def test_a_known_surname_speaks_without_a_title():
    assert _over("وطالب غوتيريش بوقف القصف.", "القصف") == [[("غوتيريش", "official_person")]]


def test_news_itself_covers_its_verb():
    assert _over("دان المجلس المحلي القصف الليلي.", "دان") == [[("المجلس المحلي", "official_body")]]


def test_the_speaker_before_goes_on():
    text = "قال مصدر أمني إن رجلا قتل. وأضاف أن القصف طال الحي. وأشارت الشرطة العراقية إلى اعتقال رجل."
    assert _over(text, "القصف") == [[("مصدر أمني", "security_anonymous")]]
    assert _over(text, "اعتقال") == [[("الشرطة العراقية", "official_body")]]


def test_like_clause_before_and_after():
    assert _over("قتل رجلان بالقصف، كما أعلنت الشرطة العراقية الخميس.", "القصف") == [
        [("الشرطة العراقية", "official_body")]
    ]
    chains = _over("قتل رجلان. كما أعلنت الشرطة العراقية أن القصف توقف.", "القصف")
    assert chains == [[("الشرطة العراقية", "official_body")]]


def test_participle_goes_on_in_the_same_sentence():
    chains = _over("قال وزير الصحة سامر الحلبي إن رجلا قتل، مضيفاً أن القصف توقف.", "القصف")
    assert chains == [[("سامر الحلبي", "official_person")]]


def test_definite_noun_and_surname_stand_for_a_source_met_before():
    text = "أفادت مصادر عسكرية بأن رجلا قتل. وقالت المصادر إن القصف توقف."
    assert _over(text, "القصف") == [[("المصادر", "military")]]
    text = "قال الجنرال جوزيف هاردن إن رجلا قتل. وأكد هاردن أن القصف توقف."
    _, found = _read(text)
    assert [a.chain[0].name for a in found] == ["جوزيف هاردن"] * 2
    assert {a.chain[0].kind for a in found} == {"military"}


def test_bare_title_in_the_headline_is_whom_the_body_names():
    text = "رئيس الوزراء البريطاني: القصف مرفوض\n\nقال رئيس الوزراء البريطاني، بوريس هاردن، إن رجلا قتل."
    doc = prepare(Report(id="t", text=text))
    assert {a.chain[0].name for a in find_attributions(doc)} == {"بوريس هاردن"}


def test_open_quotation_covers_the_sentences_after():
    text = "وقال المحافظ سامر الحلبي: «الوضع صعب. القصف لم يتوقف». وعاد الهدوء."
    assert _over(text, "القصف") == [[("سامر الحلبي", "official_person")]]
    assert _over(text, "عاد") == []


def test_two_frames_in_a_sentence_part_it():
    text = "أكدت الشرطة العراقية مقتل رجل، فيما أعلنت وزارة الدفاع اعتقال آخر."
    assert _over(text, "مقتل") == [[("الشرطة العراقية", "official_body")]]
    assert _over(text, "اعتقال") == [[("وزارة الدفاع", "official_body")]]


def test_trailing_agency_stands_before_whom_it_relays():
    chains = _over("قال مصدر أمني إن القصف توقف، بحسب رويترز.", "القصف")
    assert chains == [[("رويترز", "agency"), ("مصدر أمني", "security_anonymous")]]


def test_joined_sources_are_two_chains():
    chains = _over("قتل رجلان بالقصف، حسبما أكد المرصد السوري لحقوق الإنسان وناشطون محليون.", "القصف")
    assert sorted(kind for chain in chains for _, kind in chain) == ["local_anonymous", "monitor_ngo"]


def test_trailing_source_in_a_sentence_of_its_own():
    assert _over("قتل رجلان بالقصف. بحسب رويترز.", "القصف") == [[("رويترز", "agency")]]


@pytest.mark.parametrize("outlet", ["baladi-news.com", "https://baladi-news.com/ar/1"])
def test_publisher_is_left_out_unless_it_is_the_origin(outlet):
    text = "قال مصدر أمني لبلدي نيوز إن القصف توقف. وأفاد مراسل بلدي نيوز باعتقال رجل."
    assert _over(text, "القصف", outlet) == [[("مصدر أمني", "security_anonymous")]]
    assert _over(text, "اعتقال", outlet) == [[("مراسل بلدي نيوز", "own_correspondent")]]


def test_correspondent_of_another_outlet_is_that_outlet():
    assert _over("أفاد مراسل الأناضول بأن القصف توقف.", "القصف", "alarabiya.net") == [[("مراسل الأناضول", "agency")]]


def test_unlisted_publisher_known_by_the_sound_of_its_host():
    text = 'قال مصدر أمني لموقع "سهم برس" إن القصف توقف.'
    assert _over(text, "القصف", "sahmpress.net") == [[("مصدر أمني", "security_anonymous")]]
    assert len(_over(text, "القصف", "example.net")[0]) == 2


def test_headline_before_colon_and_place_tag():
    speaks = prepare(Report(id="t", text="الدفاع المدني السوري: القصف طال الحي\n\nعاد الهدوء."))
    assert [a.chain[0].kind for a in find_attributions(speaks)] == ["rescue_service"]
    tag = prepare(Report(id="t", text="العراق: القصف طال الحي\n\nعاد الهدوء."))
    assert find_attributions(tag) == ()


def test_object_is_not_taken_for_the_speaker():
    text = "قال الناطق سامر الحلبي إن رجلا قتل، ويحذر إسرائيل من القصف."
    assert [node for chain in _over(text, "القصف") for node in chain] == [("سامر الحلبي", "official_person")]


def test_body_s_own_post_is_its_words():
    text = "الدفاع المدني السوري@whoever انتشلت فرقنا رجلا بعد القصف"
    doc = prepare(Report(id="t", text=text, outlet="x.com"))
    assert {a.chain[0].name for a in find_attributions(doc)} == {"Syria Civil Defence (White Helmets)"}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("قال مصدر أمني إن القصف توقف.", "states"),
        ("أكد مصدر أمني أن القصف توقف.", "confirms"),
        ("زعم مصدر أمني أن القصف توقف.", "claims"),
        ("نفت وزارة الدفاع وقوع القصف.", "denies"),
        ("اتهمت وزارة الدفاع الفصائل بالقصف.", "accuses"),
        ("حذرت وزارة الدفاع من القصف.", "warns"),
        ("تبنى تنظيم الدولة القصف.", "claims_responsibility"),
        ("أعلن تنظيم الدولة مسؤوليته عن القصف.", "claims_responsibility"),
        ("تبنى مجلس الأمن قرارا يدين القصف.", "states"),
    ],
)
def test_stance(text, stance):
    _, found = _read(text)
    assert [a.stance for a in found] == [stance]


def test_spans_read_the_words_through_marks_and_tatweel():
    doc, found = _read("قالت وزارةُ الدفــاع إنّ القصف توقف.")
    node = found[0].chain[0]
    assert node.span is not None
    assert doc.report.text[slice(*node.span)] == "وزارةُ الدفــاع"
    assert doc.report.text[slice(*found[0].cue)] == "قالت"


_SCRAPS = """قال وأضاف بحسب وفق نقلت عن مصدر أمني مصادر وكالة رويترز " « » . ، : وزير الدفاع خالد عمر إن
أن مقتل المرصد مراسل مراسلنا الجزيرة ما ذكرت كما في بيان لـ الناطق باسم العقيد للوزارة على لسان"""
_WORDS = st.sampled_from([*_SCRAPS.split(), "\n"])


@settings(max_examples=300, deadline=None)
@given(st.lists(_WORDS, max_size=40), st.sampled_from([None, "aljazeera.net", "x.com", "example.net"]))
def test_any_text_gives_sound_attributions(words, outlet):
    doc = prepare(Report(id="t", text=" ".join(words), outlet=outlet))
    found = find_attributions(doc)
    for attribution in found:
        assert 0 <= attribution.first <= attribution.last < len(doc.words)
        assert attribution.chain
        for node in attribution.chain:
            assert node.name
            assert node.span is not None
            assert 0 <= node.span[0] < node.span[1] <= len(doc.report.text)
    for index in range(len(doc.words)):
        assert set(attribution_for(found, doc, index)) <= set(found)


def _named(text: str, outlet: str | None = None) -> list[list[tuple[str, str]]]:
    """The distinct chains of `text`, as (display name, kind)."""
    chains: list[list[tuple[str, str]]] = []
    for attribution in _read(text, outlet)[1]:
        chain = [(node.name, node.kind) for node in attribution.chain]
        chains += [] if chain in chains else [chain]
    return chains


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("نقلت وكالة الشاطئ عن متطوع في الدفاع المدني أن القصف طال الحي.",
         [("وكالة الشاطئ", "agency"), ("متطوع في الدفاع المدني", "rescue_service")]),
        ("قال متطوعون إن القصف طال الحي.", [("متطوعون", "local_anonymous")]),
        ("نقلت وكالة الشاطئ عن مسؤول أمني تركي قوله إن القصف توقف.",
         [("وكالة الشاطئ", "agency"), ("مسؤول أمني تركي", "official_anonymous")]),
        ("قالت شبكة أطباء الكرم إن رجلا قتل.", [("شبكة أطباء الكرم", "medical")]),
        ("دان رئيس الحكومة الهجوم.", [("رئيس الحكومة", "official_person")]),
        ("قال خال الطفلة إن لغما انفجر.", [("خال الطفلة", "witness")]),
        ("قال مركز محلي لتوثيق الانتهاكات إن لغما انفجر.",
         [("مركز محلي لتوثيق الانتهاكات", "monitor_ngo")]),
        ("أعلن مركز طوارئ الصحة العامة في وزارة الصحة أن رجلا قتل.",
         [("مركز طوارئ الصحة العامة في وزارة الصحة", "official_body")]),
        ("قال المركز الإعلامي لكتائب الوادي إن رجلا قتل.",
         [("المركز الإعلامي لكتائب الوادي", "armed_group")]),
        ("قال مركز الكرم الإعلامي إن رجلا قتل.", [("مركز الكرم الإعلامي", "outlet")]),
        ("قال مسؤول في حكومة الكرم لرويترز إن رجلا قتل.",
         [("Reuters", "agency"), ("مسؤول في حكومة الكرم", "official_anonymous")]),
        ("وجاء في بيان للشرطة العراقية أن رجلا قتل.", [("الشرطة العراقية", "official_body")]),
    ],
)  # fmt: skip
def test_a_source_is_named_by_its_own_words(text, chain):
    assert _named(text) == [chain]


@pytest.mark.parametrize(
    ("text", "outlet", "chain"),
    [
        ("قال عم الطفلين لغدير نيوز، إن لغما انفجر.", "غدير نيوز", [("عم الطفلين", "witness")]),
        ("قالت مصادر محلية لغدير، إن لغما انفجر.", "غدير نيوز", [("مصادر محلية", "local_anonymous")]),
        ("قال الناطق باسم لجنة الصلح سليم الكرمي لضفاف تونس، إن رجلا قتل.", "difaf-tunis.example",
         [("سليم الكرمي", "official_person")]),
        ("قال رئيس بلدية الكرم سامر الحلبي للرصيف إن رجلا قتل.", "شبكة الرصيف الإخبارية",
         [("سامر الحلبي", "official_person")]),
        ("قال مصور صحيفة الرصيف إن رجلا قتل.", "شبكة الرصيف الإخبارية",
         [("مصور صحيفة الرصيف", "own_correspondent")]),
    ],
)  # fmt: skip
def test_whoever_speaks_to_an_unlisted_publisher(text, outlet, chain):
    assert _named(text, outlet) == [chain]
    assert all("ل" + outlet.split()[0] not in name for name, _ in chain)


def test_a_common_word_is_no_publisher_unless_spoken_to():
    assert _named("قال الرصيف إن رجلا قتل.", "الرصيف") != [[("الرصيف", "own_correspondent")]]
