from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.coding.document import prepare
from musnad.coding.entities import find_actors, find_weapons
from musnad.coding.mentions import ActorMention
from musnad.records import Report


def _found(text: str) -> dict[str, ActorMention]:
    doc = prepare(Report(id="t", text=f"خبر\n\n{text}", published_at="2021-05-04"))
    return {doc.report.text[slice(*m.span)]: m for m in find_actors(doc)}


def _only(text: str, words: str) -> ActorMention:
    found = _found(text)
    assert words in found, sorted(found)
    return found[words]


@pytest.mark.parametrize(
    ("text", "words", "key", "kind"),
    [
        ("دخل مقاتلون تابعون لقسد البلدة.", "مقاتلون تابعون لقسد", "sdf", "rebel"),
        ("تبنى تنظيم «داعش» الهجوم.", "تنظيم «داعش", "isis", "jihadist"),
        ("اتفقت مع قوات سورية الديمقراطية (قسد) أمس.", "قوات سورية الديمقراطية (قسد", "sdf", "rebel"),
        ("قصفت الطائرات الحربية الروسية التلال.", "الطائرات الحربية الروسية", "ru:airforce", "state"),
        ("حلّقت طائرة مسيّرة تركية فوق القرية.", "طائرة مسيّرة تركية", "tr:forces", "state"),
        ("توغلت دورية أميركية في البادية.", "دورية أميركية", "us:forces", "state"),
        ("أصيب عناصر من قسد قرب الجسر.", "عناصر من قسد", "sdf", "rebel"),
        (
            "طال القصف مواقع لجنود الاحتلال الإسرائيلي.",
            "مواقع لجنود الاحتلال الإسرائيلي",
            "il:forces",
            "state",
        ),
        ("قتل قيادي في حزب الله أمس.", "قيادي في حزب الله", "hezbollah", "rebel"),
        ('احترق مقر لـ"هيئة تحرير الشام" ليلاً.', 'مقر لـ"هيئة تحرير الشام', "hts", "jihadist"),
        ("فتح مسلحون مجهولون النار عليه.", "مسلحون مجهولون", "unknown_gunmen", "unknown"),
        ("عادت ميليشيا محلية إلى الحي.", "ميليشيا محلية", "militias", "militia"),
        ("نزح سكان القرية.", "سكان", "civilians", "civilians"),
        ("سقطت قذيفة على مدرسة ومشفى.", "مدرسة ومشفى", "civilians:public", "civilians"),
        ("جُرح صحفيان في القصف.", "صحفيان", "journalists", "journalists"),
        ("أصيب مسعف بشظية.", "مسعف", "aid_workers", "aid_workers"),
        ("انتشرت فصائل مدعومة من تركيا.", "فصائل مدعومة من تركيا", "sna", "rebel"),
        ("وصلت مجموعات موالية للنظام السوري.", "مجموعات موالية للنظام السوري", "proxy:sy", "rebel"),
    ],
)
def test_phrases_name_their_party(text: str, words: str, key: str, kind: str) -> None:
    mention = _only(text, words)
    assert (mention.key, mention.kind) == (key, kind)


def test_attached_particles_are_left_out_of_the_span() -> None:
    assert "الحوثيين" in _found("اندلعت معارك والحوثيين طرف فيها.")
    assert _only("هجوم لقوات النظام على التل.", "قوات النظام").key == "sy:forces"


def test_an_adjective_alone_names_the_doer_after_a_deed_only() -> None:
    mention = _only("توقف القصف المدفعي الإسرائيلي مساءً.", "الإسرائيلي")
    assert mention.adjective
    assert mention.flies
    assert (mention.key, mention.country) == ("il:forces", "IL")
    assert "روسية" not in _found("قرأ قصة روسية طويلة.")


def test_a_country_acts_but_is_not_where_things_happen() -> None:
    assert _only("أعلنت روسيا سحب جنودها.", "روسيا").kind == "state"
    assert "روسيا" not in _found("وقع حادث في روسيا أمس.")
    assert "موسكو" in _found("نفت موسكو ذلك.")
    assert "دمشق" not in _found("سقطت قذيفة وسط دمشق.")


def test_the_state_of_ones_own_ground_and_of_another_share_a_kind() -> None:
    # what is foreign depends on where the event is, which is not known here
    assert _only("قصفت القوات التركية القرية.", "القوات التركية").country == "TR"


def test_short_names_mean_the_party_named_before() -> None:
    found = _found("هاجم حراس الدين الحاجز. وقال التنظيم إنه انسحب.")
    assert found["التنظيم"].key == "hurras"
    assert "التنظيم" not in _found("التنظيم الجيد للوقت مفيد.")


@pytest.mark.parametrize(("place", "key"), [("صنعاء وتعز", "arab_coalition"), ("الرقة ودير الزور", "coalition")])
def test_the_coalition_depends_on_the_war(place: str, key: str) -> None:
    assert _only(f"شهدت {place} غارات. وقال التحالف إنه استهدف مخازن.", "التحالف").key == key


def test_the_resistance_depends_on_the_war() -> None:
    assert _only("في بيروت وصيدا بيان. أعلنت المقاومة قصف الموقع.", "المقاومة").key == "hezbollah"
    assert _only("في غزة ورفح بيان. أعلنت المقاومة قصف الموقع.", "المقاومة").key == "ps:resistance"
    mention = _only("في بغداد بيان. أعلنت المقاومة الإسلامية في العراق القصف.", "المقاومة الإسلامية في العراق")
    assert mention.kind == "militia"


def test_an_adjective_decides_whose_occupation_it_is() -> None:
    assert _only("توغل الاحتلال التركي شمالاً.", "الاحتلال التركي").key == "tr:forces"
    assert _only("توغل الاحتلال الفرنسي شمالاً.", "الاحتلال الفرنسي").key == "fr:forces"


def test_a_person_is_named_without_the_title() -> None:
    mention = _only("قال الرئيس الأميركي جو بايدن إنه سيرد.", "جو بايدن")
    assert (mention.kind, mention.country) == ("state", "US")
    unknown = _found("قال وزير الدفاع النرويجي، يوناس هولم، إن بلاده سترد.")["يوناس هولم"]
    assert (unknown.kind, unknown.country) == ("state", "NO")


def test_a_surname_stands_for_the_person_named_before() -> None:
    found = _found("صرح المتحدث باسم قوات التحالف تركي المالكي بذلك. وأضاف المالكي أن الغارات توقفت.")
    assert found["المالكي"].key == found["تركي المالكي"].key
    assert found["المالكي"].kind == "coalition"


def test_a_pronoun_points_back_to_the_armed_party() -> None:
    found = _found("انسحبت قسد من القرية. وترك مقاتلوها أسلحتهم.")
    assert found["مقاتلوها"].key == "sdf"


def test_monitors_and_papers_are_no_parties() -> None:
    found = _found("قال المرصد السوري لحقوق الإنسان ذلك. ونقلت واشنطن بوست الخبر.")
    assert not found


def test_everyday_words_are_no_parties() -> None:
    assert not _found("جرت محاكمة المتهم. القمة العربية غداً. موقع إلكتروني جديد.")


def test_a_person_may_be_told_by_nation_alone() -> None:
    text = "أفادت مصادر باستشهاد فلسطيني وإصابة 30 فلسطينياً آخرين، وعبر ألف سوداني النهر."
    people = {words for words, mention in _found(text).items() if mention.key == "civilians"}
    assert people == {"فلسطيني", "فلسطينياً", "سوداني"}
    # the adjective of a deed still names who did it
    assert _only("وقع قصف فلسطيني على البلدة.", "فلسطيني").key == "ps:forces"


def test_things_hit_need_no_owner() -> None:
    found = _found("طال القصف قاعدة ومركبة وجسوراً، وشملت العقوبات شركتين. ونشر موقع إخباري الصور.")
    assert {"قاعدة", "مركبة", "شركتين"} <= found.keys()
    assert not any("موقع" in words for words in found)
    assert _only("ضربت الطائرات مقراً للجيش السوري.", "مقراً للجيش السوري").key == "sy:forces"


def test_one_party_has_one_key() -> None:
    found = _found("قصفت قوات الأسد الحي. وقال جيش النظام إنه رد. وهدأت جبهة الجيش السوري.")
    assert {mention.key for mention in found.values() if mention.kind == "state"} == {"sy:forces"}


@given(st.text(alphabet='قوات النظام ولروسيا ةهًا«»"()،.\n#_ 3aZ', max_size=120))
def test_mentions_are_ordered_disjoint_and_read_their_span(text: str) -> None:
    doc = prepare(Report(id="t", text=text))
    mentions = find_actors(doc)
    for mention in mentions:
        assert 0 <= mention.first <= mention.last < len(doc.words)
        assert 0 <= mention.span[0] < mention.span[1] <= len(text)
    assert all(a.last < b.first for a, b in pairwise(mentions))


@pytest.mark.parametrize(
    ("text", "words", "weapon_class"),
    [
        ("قصفها بالبراميل المتفجرة.", "البراميل المتفجرة", "air"),
        ("استهدفها بطائرة بدون طيار.", "طائرة بدون طيار", "drone"),
        ("أسقطت مسيّرة فوق التل.", "مسيّرة", "drone"),
        ("سقط صاروخٌ باليستي.", "صاروخٌ باليستي", "shelling"),
        ('أطلقت قذائف "الهاون" ليلاً.', 'قذائف "الهاون', "shelling"),
        ("انفجرت عبوة ناسفة.", "عبوة ناسفة", "explosive"),
        ("فجر حزامه الناسف.", "حزامه الناسف", "suicide"),
        ("استخدم غاز السارين.", "غاز السارين", "chemical"),
        ("قتل بالرصاص.", "الرصاص", "small_arms"),
        ("ضربها بصواريخه.", "صواريخه", "shelling"),
    ],
)
def test_weapons_have_a_class(text: str, words: str, weapon_class: str) -> None:
    doc = prepare(Report(id="t", text=text))
    found = {text[slice(*w.span)]: w.weapon_class for w in find_weapons(doc)}
    assert found.get(words) == weapon_class, found


@pytest.mark.parametrize("text", ["خرجت مسيرة حاشدة في المدينة.", "سارت مسيرة نحو الساحة.", "دعا إلى وقف إطلاق النار."])
def test_marches_and_ceasefires_are_no_weapons(text: str) -> None:
    assert not find_weapons(prepare(Report(id="t", text=text)))


def test_raids_and_aircraft_are_platforms() -> None:
    doc = prepare(Report(id="t", text="غارة بصاروخ فراغي."))
    assert [(w.weapon_class, w.platform) for w in find_weapons(doc)] == [("air", True), ("air", False)]


def test_the_occupation_is_its_army_whatever_part_was_named_last() -> None:
    found = _found("اقتحمت الشرطة الإسرائيلية الحي. ثم انسحبت قوات الاحتلال منه.")
    assert found["قوات الاحتلال"].key == "il:forces"


@pytest.mark.parametrize("words", ["شابان", "امرأتان", "حافلتين", "مزارعين", "سائقان"])
def test_two_of_a_kind_are_read_as_one_is(words: str) -> None:
    assert _only(f"أصابت الشظايا {words} في المدينة.", words).kind == "civilians"


def test_two_members_belong_to_their_side() -> None:
    assert _only("قتل عنصران من قسد في الكمين.", "عنصران من قسد").key == "sdf"


def test_who_has_no_name_is_named_by_the_text() -> None:
    assert _only("دمر القصف منازل المدنيين.", "منازل المدنيين").name == "منازل المدنيين"
    assert _only("قتل عنصر من قسد.", "عنصر من قسد").name == "Syrian Democratic Forces"


def test_what_a_proxy_backs_is_that_proxy() -> None:
    for mention in _found("قصفت ميليشيات مدعومة من فصائل موالية لروسيا البلدة.").values():
        assert mention.name.count("Forces backed by") <= 1


def test_a_time_between_commas_is_no_person() -> None:
    found = _found("دعا رئيس الوزراء العراقي، أمس الأربعاء، إلى الهدوء.")
    assert "أمس الأربعاء" not in found


def test_the_article_within_lil_is_not_cut_in_two():
    text = "تحليق للطيران المسيّر وقصف للقوات الحكومية وللحوثيين في غارات للبنان"
    doc = prepare(Report(id="t", text=text))
    assert next(text[slice(*weapon.span)] for weapon in find_weapons(doc)) == "للطيران المسيّر"
    spans = {text[slice(*party.span)] for party in find_actors(doc)}
    assert {"للقوات الحكومية", "للحوثيين"} <= spans
    assert not any(span.startswith(("لقوات", "لحوثيين", "للبنان")) for span in spans)


def test_a_party_quoted_with_lil_has_its_article_in_its_name():
    doc = prepare(Report(id="t", text="سلّم المحتجون رسالة للمواطنين في الحي"))
    assert "المواطنين" in {party.name for party in find_actors(doc)}
