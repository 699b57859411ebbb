"""Incidents out of handmade reports: what is held together, and what is said of it."""

from typing import Any

import msgspec
from tests.linking.handmade import (
    BINNISH,
    IDLIB,
    chain,
    count,
    day,
    event,
    pair,
    party,
    place,
    report,
)

from musnad.linking import link
from musnad.records import CodedReport, Event, Incident


def only(*events: Event, **fields: Any) -> Incident:
    (incident,) = link([pair(f"r{n}", one, **fields) for n, one in enumerate(events)])
    return incident


def test_one_report_is_an_incident_of_one_origin() -> None:
    incident = only(event(killed=count(3)))
    assert (incident.type, incident.status, incident.reports) == ("strike.shelling", "single", ("r0",))
    assert incident.place is not None
    assert (incident.place.name, incident.place.told_by) == ("Sarmin", (("r0", 0),))
    assert incident.killed is not None
    assert (incident.killed.min, incident.killed.max, incident.killed.told_by) == (3, 3, (("r0", 0),))


def test_two_independent_origins_corroborate() -> None:
    incident = only(event(isnad=(chain("Civil Defence"),)), event(isnad=(chain("Hospital"),)))
    assert incident.status == "corroborated"
    assert [origin.name for origin in incident.origins] == ["Civil Defence", "Hospital"]


def test_ten_outlets_with_one_origin_do_not() -> None:
    incident = only(*[event(isnad=(chain("Civil Defence"),))] * 10)
    assert incident.status == "single"
    assert len(incident.reports) == 10


def test_tolls_that_cannot_both_be_right_are_shown_with_those_who_gave_them() -> None:
    incident = only(
        event(isnad=(chain("Civil Defence"),), killed=count(5)), event(isnad=(chain("Army"),), killed=count(1))
    )
    assert incident.status == "disputed"
    (differ,) = incident.disagreements
    assert differ.field == "killed"
    assert {(one.value, one.origins, one.told_by) for one in differ.values} == {
        ("5", ("Civil Defence",), (("r0", 0),)),
        ("1", ("Army",), (("r1", 0),)),
    }


def test_who_did_it_can_be_disputed() -> None:
    incident = only(
        event(isnad=(chain("Civil Defence"),), actors=(party("Government"),)),
        event(isnad=(chain("Army"),), actors=(party("Militia"),)),
    )
    assert [differ.field for differ in incident.disagreements] == ["actors"]


def test_those_accused_stand_in_the_order_of_the_reports() -> None:
    names = ["Zayd", "Umar", "Bakr", "Amr", "Hind"]
    incident = only(event(actors=tuple(map(party, names))), event(actors=(party("Militia"),)))
    (differ,) = incident.disagreements
    assert [one.value for one in differ.values] == [*names, "Militia"]


def test_artillery_and_a_mine_cannot_both_be_right() -> None:
    incident = only(
        event(isnad=(chain("Civil Defence"),), killed=count(3)),
        event("strike.explosive", isnad=(chain("Army"),), killed=count(3)),
    )
    assert [differ.field for differ in incident.disagreements] == ["type"]


def test_what_one_says_and_another_denies_is_denied() -> None:
    incident = only(
        event(isnad=(chain("Civil Defence"),)), event(isnad=(chain("Army"),), modality="denied", stance="denies")
    )
    assert incident.status == "denied"
    assert [(claim.stance, claim.origin) for claim in incident.claims] == [("denies", "Army")]
    assert incident.reports == ("r0",)


def test_what_two_say_and_a_third_denies_is_disputed() -> None:
    incident = only(
        event(isnad=(chain("Civil Defence"),)),
        event(isnad=(chain("Hospital"),)),
        event(isnad=(chain("Army"),), modality="denied", stance="denies"),
    )
    assert incident.status == "disputed"


def test_the_finest_place_that_the_others_support_is_taken() -> None:
    wide = place(IDLIB, "Idlib", "province")
    incident = only(event(killed=count(3)), event(place=wide, killed=count(3)), event(place=wide, killed=count(3)))
    assert incident.place is not None
    assert (incident.place.name, incident.place.precision) == ("Sarmin", "settlement")


def test_a_place_no_report_gives_is_never_made_up() -> None:
    incident = only(event(place=place(IDLIB, "Idlib", "province")))
    assert incident.place is not None
    assert (incident.place.name, incident.place.precision) == ("Idlib", "province")


def test_the_place_of_most_origins_is_taken() -> None:
    near = place(BINNISH, "Binnish")
    incident = only(
        event(isnad=(chain("a"),), killed=count(3)),
        event(isnad=(chain("b"),), place=near, killed=count(3)),
        event(isnad=(chain("c"),), place=near, killed=count(3)),
    )
    assert incident.place is not None
    assert incident.place.name == "Binnish"


def test_a_recollection_is_no_news_and_in_its_own_voice_no_origin() -> None:
    incident = only(event(isnad=(chain("a"),), killed=count(2)), event(background=True, killed=count(3)))
    assert (incident.reports, incident.background_reports) == (("r0",), ("r1",))
    assert [origin.name for origin in incident.origins] == ["a"]


def test_a_recollection_that_names_another_origin_adds_it_and_its_figure() -> None:
    incident = only(
        event(isnad=(chain("a"),), killed=count(3)),
        event(isnad=(chain("b", kind="military"),), background=True, killed=count(2)),
    )
    assert [origin.name for origin in incident.origins] == ["a", "b"]
    assert incident.status == "disputed"
    assert [(one.origin, one.min) for one in incident.figures] == [("a", 3), ("b", 2)]


def test_a_claim_of_responsibility_attaches_and_is_no_incident() -> None:
    attack = event(actors=(party("Militia"),))
    claim = event("statement.accuse", stance="claims_responsibility", isnad=(chain("Militia"),))
    (incident,) = link([(report("r"), CodedReport("r", (attack, claim)))])
    assert [(one.stance, one.origin, one.event) for one in incident.claims] == [
        ("claims_responsibility", "Militia", ("r", 1))
    ]
    assert incident.events == (("r", 0),)


def test_an_event_without_place_or_date_is_an_incident_too() -> None:
    incident = only(event(place=None, time=None))
    assert (incident.place, incident.time) == (None, None)


def test_a_year_old_report_of_the_same_village_is_another_incident() -> None:
    old = pair("old", event(time=day(-365)), published="2030-05-06")
    assert len(link([pair("new", event()), old])) == 2


def test_the_outcome_does_not_hang_on_the_order_of_reports() -> None:
    pairs = [pair(f"r{n}", event(killed=count(n % 3 + 1), time=day(n % 2))) for n in range(6)]
    assert link(pairs) == link(pairs[::-1])


def test_an_incident_keeps_its_id_when_it_grows() -> None:
    (before,) = link([pair("a", event())])
    (after,) = link([pair("a", event()), pair("b", event(), published="2031-05-07")])
    assert before.id == after.id


def test_who_denies_it_is_no_origin_of_it() -> None:
    incident = only(event(isnad=(chain("a"),)), event(isnad=(chain("b"),), stance="denies"))
    assert ([origin.name for origin in incident.origins], incident.status) == (["a"], "denied")


def test_one_body_is_one_origin_whoever_speaks_for_it() -> None:
    incident = only(
        event(isnad=(chain("Syrian Observatory for Human Rights", kind="monitor_ngo"),)),
        event(isnad=(chain("مدير المرصد السوري لحقوق الإنسان سالم الخطيب", kind="monitor_ngo"),)),
    )
    assert (len(incident.origins), incident.status) == (1, "single")


def test_one_text_without_day_or_place_is_one_happening() -> None:
    text = (
        "قُتل رجل برصاص مجهولين في الطريق إلى بيته بعد أن غادر عمله في ساعة متأخرة من الليل، وفق جيران لم يسمّوا أنفسهم."
    )
    undated = event(place=None, time=None)
    made = link([pair("a", undated, text=text, published=None), pair("b", undated, text=text, published=None)])
    assert [one.reports for one in made] == [("a", "b")]


def test_shellings_of_two_stated_days_are_two() -> None:
    again = "تجدد إطلاق النار مساءً\n\nسرمين"
    second = event(time=day(1), killed=count(3), mentions=((0, 4),))
    made = link([pair("a", event(killed=count(1))), pair("b", second, text=again, published="2031-05-07")])
    assert [one.killed and one.killed.min for one in made] == [1, 3]


def test_namesakes_in_two_countries_are_two_where_each_report_speaks_of_its_own() -> None:
    north, west = place((34.44, 35.83), "Tripoli"), place((32.88, 13.19), "Tripoli")
    lebanese = msgspec.structs.replace(north, country="LB", admin1="North", span=(11, 17))
    libyan = msgspec.structs.replace(west, country="LY", admin1="Tripoli", span=(11, 17))
    text = "إصابات في طرابلس، وفق مسعفين {}"
    told = [
        pair("a", event(place=lebanese, injured=count(3)), text=text.format("لبنانيين")),
        pair("b", event(place=libyan, injured=count(3)), text=text.format("ليبيين")),
    ]
    assert len(link(told)) == 2
