"""What a record says, in words."""

import pytest
from tests.export.handmade import TEXT, coded, report, shelling, span
from tests.handmade_confidence import weighed

from musnad.export.facts import EventFacts, report_facts
from musnad.export.labels import labels
from musnad.records import Count, Event, Group, Party, Source


def told(event: Event, text: str = TEXT, lang: str = "en") -> EventFacts:
    (facts,) = report_facts(1, report(text=text), coded(event), labels(lang)).events  # type: ignore[arg-type]
    return facts


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("«لواء الجبل»", "لواء الجبل"),
        ("«لواء الجبل", "لواء الجبل"),
        ("«لواء» الجبل", "«لواء» الجبل"),
        ("«لواء» «الجبل»", "«لواء» «الجبل»"),
        ('"لواء"', "لواء"),
        ("«»", "«»"),
    ],
)
def test_quoted_words_are_not_quoted_twice(words: str, quoted: str) -> None:
    event = Event(type="strike.air", mentions=((0, len(words)),))
    assert told(event, words).mentions.quotes[0].text == quoted


def test_a_party_named_twice_is_one_value_with_both_quotes() -> None:
    targets = (
        Party(span("مدنيين"), "civilians", "civilians"),
        Party(span("طفلان"), "civilians", "civilians"),
    )
    (value,) = told(shelling(targets=targets)).targets
    assert [quote.text for quote in value.quotes] == ["مدنيين", "طفلان"]
    # a name that is its kind is said once
    assert (value.text, value.remarks) == ("civilians", ())


def test_a_party_named_by_its_kind_alone_is_named_in_words() -> None:
    (value,) = told(shelling(actors=(Party(span("الجيش"), "aid_workers", "aid_workers"),))).actors
    assert value.text == "aid workers"


def test_groups_of_no_stated_kind_are_not_told() -> None:
    killed = Count(5, 5, (), (Group("unknown", 5, 5), Group("women", 2, None)))
    (value,) = told(shelling(killed=killed, injured=None)).counts
    assert value.remarks == ("women: at least 2",)


def test_a_source_that_the_text_does_not_name_is_told_by_its_name() -> None:
    chain = (Source(None, "Bridge Agency", "agency"),)
    ((node,),) = told(shelling(isnad=(chain,)), lang="ar").chains
    assert (node.text, node.quotes) == ("Bridge Agency", ())


def test_the_publisher_is_the_outlet_or_the_host_or_unnamed() -> None:
    def publisher(**changes: object) -> str:
        return report_facts(1, report(**changes), coded(), labels("en")).publisher

    assert publisher() == "بلدي نيوز"
    assert publisher(outlet=None) == "news.example"
    assert publisher(outlet=None, url="javascript:alert(1)") == "unnamed outlet"
    assert publisher(outlet=None, url="http://[bad") == "unnamed outlet"


def test_a_value_more_likely_wrong_than_not_is_marked_and_the_others_are_not() -> None:
    facts = told(shelling(confidence=weighed(place=0.2, killed=0.1, isnad=0.3)))
    assert facts.sure == "90 % sure"
    assert facts.place is not None
    assert facts.time is not None
    assert facts.place.remarks[-1] == "doubtful"
    assert "doubtful" not in facts.time.remarks
    assert [count.remarks[-1:] == ("doubtful",) for count in facts.counts] == [True, False]
    assert [node.remarks[-1] == "doubtful" for node in facts.chains[0]] == [False, True]


def test_what_nobody_weighed_is_not_said_to_be_doubtful() -> None:
    facts = told(shelling())
    assert facts.sure == ""
    assert not any("doubtful" in value.remarks for value in facts.values())
