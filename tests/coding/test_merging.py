"""Headline, lead and detail of one event; what tells two events apart."""

from msgspec.structs import replace
from tests.coding.handmade import Code, day, place, telling, trigger

from musnad.coding.merging import merge
from musnad.knowledge.weights import sign_weights


def test_headline_lead_and_detail_are_one_event(code: Code) -> None:
    coded = code(
        "غارة روسية على بلدة سرمين",
        "شنت طائرة حربية روسية غارة على بلدة سرمين بريف إدلب اليوم، ما أسفر عن مقتل ثلاثة مدنيين.\n\n"
        "وقال الدفاع المدني إن الغارة استهدفت منزلا في أطراف البلدة.",
    )
    event = coded.only()
    assert event.type == "strike.air"
    assert [coded.text[:start].count("\n\n") for start, _ in event.mentions][:2] == [0, 1]
    assert coded.mentions(event)[-2:] == ["الغارة", "استهدفت"]


def test_two_villages_told_apart_are_two_events(code: Code) -> None:
    coded = code(
        "قصف على ريف إدلب",
        "قصفت قوات النظام بالمدفعية بلدة سرمين، ما أدى إلى مقتل رجل.\n\n"
        "كما قصفت قوات النظام بالمدفعية مدينة جسر الشغور، ما أدى إلى إصابة امرأتين.",
    )
    assert [event.place.name for event in coded.events if event.place] == ["Sarmin", "Jisr al-Shughur"]
    assert [event.killed is not None for event in coded.events] == [True, False]
    assert [event.injured is not None for event in coded.events] == [False, True]


def test_a_list_of_places_under_one_verb_is_one_event_at_the_first(code: Code) -> None:
    event = code("قصف", "قصفت قوات النظام بالمدفعية بلدتي سرمين والنيرب بريف إدلب اليوم.").only()
    assert event.place is not None
    assert event.place.name == "Sarmin"


def test_different_things_at_one_place_are_two_events(code: Code) -> None:
    coded = code(
        "تطورات",
        "قصفت قوات النظام بالمدفعية بلدة سرمين بريف إدلب اليوم.\n\n"
        "واعتقلت قوات الأمن العراقية ثلاثة أشخاص في مدينة كركوك.",
    )
    assert [event.type for event in coded.events] == ["strike.shelling", "coercion.arrest"]


def test_events_stand_in_the_order_of_their_first_mention(code: Code) -> None:
    coded = code(
        "تطورات",
        "اعتقلت قوات الأمن العراقية ثلاثة أشخاص في مدينة كركوك.\n\n"
        "وانفجرت عبوة ناسفة في مدينة بعقوبة.\n\nوقصفت القوات التركية قرية في محافظة دهوك.",
    )
    firsts = [event.mentions[0] for event in coded.events]
    assert len(firsts) == 3
    assert firsts == sorted(firsts)


def test_equal_tellings_in_a_row_join() -> None:
    told = [replace(telling(at=i), place=place(), time=day("2024-05-14")) for i in (0, 1)]
    assert [len(group.tellings) for group in merge(tuple(told), sign_weights("merging"))] == [2]


def test_tellings_of_distant_places_and_days_do_not_join() -> None:
    near = replace(telling(at=0), place=place(), firmly_placed=True, time=day("2024-05-14"))
    far = replace(telling(at=4), place=place("Basra", 30.5, 47.8), firmly_placed=True, time=day("2024-04-02"))
    assert len(merge((near, far), sign_weights("merging"))) == 2


def test_a_passing_word_makes_no_event() -> None:
    assert merge((replace(telling(), passing=True),), sign_weights("merging")) == ()


def test_a_word_with_the_article_points_back_past_place_and_day() -> None:
    weights = {"bias": -9.0}
    back = replace(telling(at=3), trigger=trigger(at=3, definite=True), place=place("Basra", 30.5, 47.8))
    (group,) = merge((replace(telling(), place=place()), back), weights)
    assert [t.place is None for t in group.tellings] == [False, True]


def test_two_events_that_nothing_tells_apart_are_united() -> None:
    (group,) = merge((telling(at=4), telling(at=9)), {"bias": -9.0})
    assert [t.trigger.first for t in group.tellings] == [4, 9]
