import pytest
from tests.coding.handmade import Code

from musnad.coding.document import prepare
from musnad.coding.mentions import PlaceMention
from musnad.coding.places import find_places
from musnad.knowledge.gazetteer import Gazetteer, load_gazetteer
from musnad.records import Report


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def places(gazetteer: Gazetteer, text: str) -> list[tuple[str, PlaceMention]]:
    found = find_places(prepare(Report(id="t", text=text)), gazetteer)
    return [(text[slice(*mention.span)], mention) for mention in found]


def spans(gazetteer: Gazetteer, text: str) -> list[str]:
    return [span for span, _ in places(gazetteer, text)]


def one(gazetteer: Gazetteer, text: str, span: str) -> PlaceMention:
    found = dict(places(gazetteer, text))
    assert span in found, list(found)
    return found[span]


def test_a_homonym_is_resolved_by_what_stands_beside_it(gazetteer: Gazetteer) -> None:
    text = "هاجم مسلحون نقطة للجيش العراقي بين ناحية زمار شمال الموصل وبلدة ربيعة فجر اليوم."
    rabia = one(gazetteer, text, "بلدة ربيعة")
    assert (rabia.country, rabia.admin1) == ("IQ", "Nineveh")
    zummar = one(gazetteer, text, "ناحية زمار")
    assert (zummar.country, zummar.admin1) == ("IQ", "Nineveh")


def test_the_same_name_elsewhere_is_the_other_place(gazetteer: Gazetteer) -> None:
    text = "قصفت المدفعية بلدة ربيعة في ريف اللاذقية الشمالي، وفق مصدر سوري."
    assert one(gazetteer, text, "بلدة ربيعة").country == "SY"


def test_a_place_nearby_over_the_border_tells_which_homonym_is_meant(gazetteer: Gazetteer) -> None:
    text = (
        "أُطلقت صواريخ على قاعدة رميلان شمال شرقي سوريا من الأراضي العراقية.\n\n"
        "وقال التحالف إنه دمّر منصة في قضاء تلعفر شمالي العراق.\n\nوقُتل مسلحان في غارة قرب ربيعة."
    )
    rabia = one(gazetteer, text, "قرب ربيعة")
    assert (rabia.country, rabia.admin1) == ("IQ", "Nineveh")


@pytest.mark.parametrize(
    ("text", "span", "country", "admin1"),
    [
        ("نفت وزارة الدفاع الروسية قصف بلدة سرمين.", "بلدة سرمين", "SY", "Idlib"),
        ("قالت موسكو إن طائراتها لم تقصف بلدة سرمين.", "بلدة سرمين", "SY", "Idlib"),
        ("قُتل مدنيون بقصف روسي على قرية كفرعويد.", "قرية كفرعويد", "SY", "Idlib"),
        ("أغارت الطائرات الإسرائيلية على بنت جبيل.", "بنت جبيل", "LB", "Nabatieh"),
        ("استهدفت مسيّرة إسرائيلية بلدة بنت جبيل.", "بلدة بنت جبيل", "LB", "Nabatieh"),
    ],
)
def test_whose_forces_act_does_not_tell_where(
    gazetteer: Gazetteer, text: str, span: str, country: str, admin1: str
) -> None:
    found = one(gazetteer, text, span)
    assert (found.country, found.admin1) == (country, admin1)
    assert found.lat is not None


def test_a_village_with_namesakes_elsewhere_is_not_guessed(gazetteer: Gazetteer) -> None:
    found = one(gazetteer, "قُتل جندي أمريكي في هجوم مسلح في بلدة الصفا.", "بلدة الصفا")
    assert (found.country, found.lat) == (None, None)


def test_two_tripolis(gazetteer: Gazetteer) -> None:
    assert one(gazetteer, "اندلعت اشتباكات في طرابلس بين قوات ليبية متنافسة.", "طرابلس").country == "LY"
    assert one(gazetteer, "أوقف الجيش اللبناني في طرابلس شمال لبنان مطلوبين.", "طرابلس").country == "LB"


def test_town_and_region_give_a_mention_each(gazetteer: Gazetteer) -> None:
    found = places(gazetteer, "سقطت قذائف على بلدة كفرنبل بريف إدلب الجنوبي ليلاً.")
    assert [span for span, _ in found] == ["بلدة كفرنبل", "ريف إدلب الجنوبي"]
    assert [m.precision for _, m in found] == ["settlement", "region"]
    assert found[0][1].admin1 == "Idlib"


@pytest.mark.parametrize(
    ("text", "span", "precision"),
    [
        ("وقع انفجار قرب مطار حماة العسكري.", "قرب مطار حماة العسكري", "near"),
        ("استهدفت طائرة مسيرة حقل العمر في سوريا.", "حقل العمر", "site"),
        ("قتل شخص بالقرب من سراقب في سوريا.", "بالقرب من سراقب", "near"),
        ("دارت معارك في محيط بلدة حيس اليمنية.", "محيط بلدة حيس", "near"),
        ("تعرض معبر كرم أبو سالم لقصف في غزة.", "معبر كرم أبو سالم", "site"),
        ("قصف استهدف محافظة تعز في اليمن.", "محافظة تعز", "province"),
        ("غارة على شمال شرق سوريا.", "شمال شرق سوريا", "region"),
        ("هجوم على سفينة في خليج عدن.", "خليج عدن", "sea"),
        ("زلزال ضرب تركيا صباحاً.", "تركيا", "country"),
        ("قصف على جبل الزاوية في إدلب.", "جبل الزاوية", "district"),
    ],
)
def test_precision_says_what_the_words_say(gazetteer: Gazetteer, text: str, span: str, precision: str) -> None:
    assert one(gazetteer, text, span).precision == precision


def test_parts_of_a_country_lie_on_their_side(gazetteer: Gazetteer) -> None:
    north = one(gazetteer, "قصف تركي في شمال العراق.", "شمال العراق")
    south = one(gazetteer, "توتر في الجنوب العراقي اليوم.", "الجنوب العراقي")
    assert north.lat is not None
    assert south.lat is not None
    assert north.lat - south.lat > 3
    assert north.precision == south.precision == "region"
    east = one(gazetteer, "معارك في شرق أوكرانيا.", "شرق أوكرانيا")
    assert east.lon is not None
    assert east.lon > 36


def test_two_bearings_of_one_country_are_one_place(gazetteer: Gazetteer) -> None:
    assert spans(gazetteer, "توسع التنظيم في شمال وغرب العراق.") == ["شمال وغرب العراق"]


def test_a_road_lies_between_its_ends(gazetteer: Gazetteer) -> None:
    road = one(gazetteer, "كمين على طريق بغداد - كركوك في العراق.", "طريق بغداد - كركوك")
    assert road.lat == pytest.approx(34.4, abs=0.3)
    assert road.precision == "near"


def test_a_namesake_far_from_the_stated_province_is_not_taken(gazetteer: Gazetteer) -> None:
    text = "قُصفت قرية الزيادية بريف حماة الغربي في سوريا."
    village = one(gazetteer, text, "قرية الزيادية")
    assert (village.country, village.lat) == ("SY", None)


def test_streets_do_not_take_the_place_they_are_named_after(gazetteer: Gazetteer) -> None:
    found = places(gazetteer, "انفجرت سيارة في شارع بغداد وسط دمشق.")
    assert all(mention.country != "IQ" for _, mention in found)


def test_borders_lie_between_the_two_countries(gazetteer: Gazetteer) -> None:
    border = one(gazetteer, "غارة على الحدود السورية العراقية ليلاً.", "الحدود السورية العراقية")
    assert (border.lat, border.lon) == (34.6, 41.2)


def test_a_border_told_by_one_country_is_shared_with_the_one_spoken_of(gazetteer: Gazetteer) -> None:
    text = "قال ناشطون سوريون إن قذائف سقطت قرب الحدود التركية شمال سوريا."
    border = one(gazetteer, text, "الحدود التركية")
    assert (border.country, border.lat, border.name) == ("SY", 36.75, "Syria-Turkey border")
    text = "عزز الجيش العراقي قواته على الحدود مع سوريا."
    assert one(gazetteer, text, "الحدود مع سوريا").country == "IQ"


@pytest.mark.parametrize(
    "text",
    [
        "قالت صحيفة القدس العربي إن الاجتماع تأجل.",
        "تبنت كتائب القدس الهجوم.",
        "نقلت قناة الجزيرة عن شهود.",
        "اجتمع القائد صالح مع القائد ناصر.",
        "وقالت القوات التركية إنها ردت على القوات السعودية.",
        "أصدرت المحكمة قرارها في قضية السلام والأمن.",
        "أشار إلى أن النصر قريب من الشعب.",
        "قوات سورية ومعارضة سورية.",
        "هاجمت ميليشيات موالية لإيران الموكب.",
        "قالت المنظمة ومقرها في بريطانيا إنها قلقة.",
        "صرح وزير خارجية روسيا بأن الوقت قصير.",
        "استهدفت الجماعة الموقع نصرة لغزة.",
        "وقع الهجوم في منطقة تحمل الاسم نفسه.",
    ],
)
def test_no_place_where_none_is_meant(gazetteer: Gazetteer, text: str) -> None:
    assert spans(gazetteer, text) == []


def test_a_name_that_is_also_an_adjective(gazetteer: Gazetteer) -> None:
    assert one(gazetteer, "ضربات في سورية أمس.", "سورية").country == "SY"
    assert one(gazetteer, "أعلنت السعودية اعتراض صاروخ.", "السعودية").country == "SA"


def test_prefixes_hashtags_and_quotes(gazetteer: Gazetteer) -> None:
    assert spans(gazetteer, "انفجار ببغداد") == ["بغداد"]
    assert spans(gazetteer, "قصف مدينة #دير_الزور السورية") == ["مدينة #دير_الزور"]
    assert spans(gazetteer, "اقتربوا من «مدينة الرقة» للموصل") == ["مدينة الرقة", "لموصل"]


def test_an_unlisted_village_has_no_coordinates_of_its_own(gazetteer: Gazetteer) -> None:
    text = "قتل مدنيان في قرية خربشتان بريف حلب الشرقي في سوريا."
    village = one(gazetteer, text, "قرية خربشتان")
    assert (village.lat, village.lon, village.precision) == (None, None, "settlement")
    assert (village.country, village.admin1, village.name) == ("SY", "Aleppo", "خربشتان")


def test_an_unlisted_quarter_takes_the_coordinates_of_its_town(gazetteer: Gazetteer) -> None:
    text = "انفجرت عبوة في حي الزغموط بمدينة إدلب السورية."
    quarter = one(gazetteer, text, "حي الزغموط")
    town = one(gazetteer, text, "مدينة إدلب")
    assert (quarter.lat, quarter.lon) == (town.lat, town.lon)


def test_words_that_point_back(gazetteer: Gazetteer) -> None:
    text = "دخل الجيش السوري مدينة تدمر. وقال شهود إن المدينة خلت من سكانها."
    assert one(gazetteer, text, "المدينة").name == one(gazetteer, text, "مدينة تدمر").name
    strip = one(gazetteer, "قصف على غزة. وقال الأهالي إن القطاع محاصر.", "القطاع")
    assert strip.name == "Gaza Strip"
    capital = one(gazetteer, "دوى انفجار في العاصمة السورية صباحاً.", "العاصمة السورية")
    assert capital.name == "Damascus"
    south = one(gazetteer, "قال الجيش اللبناني إن التوتر في جنوب البلاد مستمر.", "جنوب البلاد")
    assert (south.country, south.precision) == ("LB", "region")


def test_mentions_are_ordered_and_read_their_spans(gazetteer: Gazetteer) -> None:
    text = "قُتل 3 في بلدة الأتارب بريف حلب الغربي، وقصفت طائرات محيط سرمين شرق إدلب في سوريا."
    doc = prepare(Report(id="t", text=text))
    found = find_places(doc, gazetteer)
    assert [m.first for m in found] == sorted(m.first for m in found)
    for mention in found:
        assert mention.first <= mention.head <= mention.last
        assert text[slice(*mention.span)].strip() == text[slice(*mention.span)]
    assert find_places(doc, gazetteer) == found


def test_a_head_of_names_is_no_name_by_itself(gazetteer: Gazetteer) -> None:
    assert spans(gazetteer, "قصف الجيش منطقة دير الريحان في ريف حماة.")[0] == "منطقة دير الريحان"


def test_the_city_spoken_of_is_not_the_capital_that_speaks(gazetteer: Gazetteer) -> None:
    text = "حاصرت القوات بلدة عفرين في ريف حلب. وقال الرئيس في أنقرة إن القوات دخلت المدينة."
    assert one(gazetteer, text, "المدينة").name == one(gazetteer, text, "بلدة عفرين").name


def test_provinces_far_from_the_middle_east_are_known(code: Code) -> None:
    place = code("تطورات ميدانية", "قصفت طائرة حربية أهدافا في ولاية كونار شرقي أفغانستان.").only().place
    assert place is not None
    assert (place.name, place.country, place.precision) == ("Kunar", "AF", "province")


def test_where_nothing_speaks_for_a_country_a_name_of_several_gets_no_pin(gazetteer: Gazetteer) -> None:
    khiyam = one(gazetteer, "أصيب شخصان في غارة على بلدة الخيام، وفق مسعفين.", "بلدة الخيام")
    assert (khiyam.country, khiyam.lat) == (None, None)


def test_a_part_of_a_country_tells_which_town_of_a_name_is_meant(gazetteer: Gazetteer) -> None:
    khiyam = one(gazetteer, "أصيب شخصان في غارة على بلدة الخيام جنوبي لبنان، وفق مسعفين.", "بلدة الخيام")
    assert (khiyam.country, khiyam.admin1) == ("LB", "Nabatieh")


def test_the_countryside_is_that_of_a_province_and_not_of_a_larger_city_elsewhere(gazetteer: Gazetteer) -> None:
    [(_, place)] = places(gazetteer, "أصيب راعٍ بقذيفة سقطت في ريف القنيطرة مساء أمس.")
    assert (place.country, place.admin1) == ("SY", "Quneitra")


def test_where_a_report_says_nothing_the_country_of_its_outlet_tells_namesakes_apart(gazetteer: Gazetteer) -> None:
    text = "قتل شخصان بانفجار لغم في القنيطرة صباح اليوم."
    told = {
        outlet: find_places(prepare(Report(id="t", text=text, outlet=outlet)), gazetteer)[0].country
        for outlet in ("enabbaladi.net", "hespress.com")
    }
    assert told == {"enabbaladi.net": "SY", "hespress.com": "MA"}
