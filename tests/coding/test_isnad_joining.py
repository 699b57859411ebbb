"""One voice, one chain."""

from musnad.coding.isnad_joining import distinct_chains, with_relays
from musnad.coding.mentions import Attribution
from musnad.records import Source, SourceKind


def _source(name: str, kind: SourceKind = "security_anonymous", at: int = 0) -> Source:
    return Source((at, at + 1), name, kind)


def _said(*chain: Source) -> Attribution:
    return Attribution(0, 5, (0, 1), chain, "states")


AGENCY = _source("Reuters", "agency")


def test_a_chain_met_again_is_kept_once_where_it_first_stands() -> None:
    first, again = (_source("مصدر أمني", at=3),), (_source("مصدر أمني", at=90),)
    assert distinct_chains([first, again]) == (first,)


def test_chains_through_different_relays_or_of_different_kinds_stay_apart() -> None:
    source = _source("مصدر")
    chains = [(source,), (AGENCY, source), (_source("مصدر", "military"),)]
    assert distinct_chains([*chains, ()]) == tuple(chains)


def test_a_bare_source_is_heard_through_the_relay_named_elsewhere() -> None:
    first, later = _said(_source("مصادر أمنية")), _said(AGENCY, _source("مصادر أمنية", at=60))
    heard = with_relays((first, later))
    assert [[node.name for node in a.chain] for a in heard] == [["Reuters", "مصادر أمنية"]] * 2
    assert heard[0].chain[-1].span == (0, 1)


def test_other_sources_keep_their_own_way() -> None:
    told = (_said(_source("شهود عيان", "witness")), _said(AGENCY, _source("مصادر أمنية")))
    assert with_relays(told) == told


def test_of_two_relays_the_first_counts() -> None:
    told = (
        _said(_source("مصدر")),
        _said(AGENCY, _source("مصدر")),
        _said(_source("AFP", "agency"), _source("مصدر")),
    )
    assert with_relays(told)[0].chain[0].name == "Reuters"


def test_a_source_met_again_is_given_in_its_fullest_words() -> None:
    short, full = Source((4, 10), "Erdogan", "official_person"), Source((30, 45), "Erdogan", "official_person")
    assert distinct_chains([(short,), (full,)]) == ((full,),)
