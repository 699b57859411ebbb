"""Where rules and model meet: what the network may add, settle and overrule, and what it may not."""

from typing import Any

from tests.handmade_encoded import encoded, span

from musnad.coding.document import Document, prepare
from musnad.coding.mentions import ActorMention, Attribution, TriggerMention
from musnad.coding.model_choice import is_doubtful, likelier, likelier_of_report
from musnad.coding.model_isnad import heard_sources, settle_attributions
from musnad.coding.model_kinds import settle_kind
from musnad.coding.model_parties import with_named
from musnad.coding.model_status import settle_background, settle_modality, settle_stance
from musnad.coding.model_triggers import with_model
from musnad.model.encoded import Encoded
from musnad.records import Report, Source

TEXT = "داهم الجنود قرية الزعرور وأردوا فتى قرب المدرسة"


def document() -> Document:
    return prepare(Report(id="made-up", text=TEXT))


def trigger(word: str, kind: str = "strike") -> TriggerMention:
    at = TEXT.split().index(word)
    return TriggerMention(at, at, span(TEXT, word), kind)


def words(triggers: tuple[TriggerMention, ...]) -> list[tuple[str, str]]:
    return [(TEXT[slice(*t.span)], t.type) for t in triggers]


def test_a_wording_that_no_list_foresaw_is_added() -> None:
    seen = encoded(TEXT, types={"وأردوا": ("civilian.killing", 0.8), "داهم": ("coercion.raid", 0.9)})
    found = with_model(document(), (trigger("داهم", "coercion.raid"),), seen)
    assert words(found) == [("داهم", "coercion.raid"), ("وأردوا", "civilian.killing")]


def test_words_side_by_side_are_one_trigger_and_the_lexicon_keeps_its_own() -> None:
    kind = ("civilian.killing", 0.8)
    seen = encoded(TEXT, types={"وأردوا": kind, "فتى": kind, "داهم": ("coercion.arrest", 0.9)})
    found = with_model(document(), (trigger("داهم", "coercion.raid"),), seen)
    assert words(found) == [("داهم", "coercion.raid"), ("وأردوا فتى", "civilian.killing")]


def test_what_is_unlikely_is_not_added() -> None:
    assert with_model(document(), (), encoded(TEXT, types={"وأردوا": ("civilian.killing", 0.2)})) == ()


def test_the_network_settles_what_words_leave_open() -> None:
    seen = encoded(TEXT, types={"داهم": ("strike.drone", 0.9)})
    assert settle_kind(seen, trigger("داهم"), "strike", "open") == ("strike.drone", "implied")
    assert settle_kind(None, trigger("داهم"), "strike", "open") == ("strike", "open")
    unseen = encoded(TEXT)
    assert settle_kind(unseen, trigger("داهم"), "strike.air", "stated") == ("strike.air", "stated")


def test_the_nearest_place_stands_unless_another_is_much_likelier() -> None:
    near, far = trigger("الزعرور"), trigger("المدرسة")
    at = trigger("داهم")
    for odds, chosen in ((0.9, far), (0.2, near)):
        seen = encoded(TEXT, related={("place", "داهم", "المدرسة"): odds, ("place", "داهم", "الزعرور"): 0.1})
        assert likelier(seen, "place", at, (near, far), near) is chosen
    assert likelier(None, "place", at, (near, far), near) is near


def test_where_no_sentence_gives_a_place_only_a_likely_one_is_taken() -> None:
    place, at = trigger("المدرسة"), trigger("داهم")
    likely = encoded(TEXT, related={("place", "داهم", "المدرسة"): 0.7})
    assert likelier_of_report(likely, "place", [at], [place], None) is place
    assert likelier_of_report(encoded(TEXT), "place", [at], [place], None) is None


def test_a_time_that_the_network_thinks_unlikely_is_doubtful() -> None:
    at, when = trigger("داهم"), trigger("المدرسة")
    for odds, doubtful in ((0.1, True), (0.5, False)):
        seen = encoded(TEXT, related={("time", "داهم", "المدرسة"): odds, ("place", "داهم", "المدرسة"): odds})
        assert is_doubtful(seen, "time", at, when) is doubtful
        assert not is_doubtful(seen, "place", at, when)
    assert not is_doubtful(None, "time", at, when)


def test_sense_and_news_are_settled_only_where_the_network_is_sure() -> None:
    kind = {"داهم": ("coercion.raid", 0.9)}
    at = trigger("داهم")
    seen = encoded(TEXT, types=kind, modality={"داهم": "planned"}, background={"داهم": 0.9}, stance={"داهم": "warns"})
    assert settle_modality(seen, at, "asserted") == "planned"
    assert settle_background(seen, at, told=False)
    assert settle_stance(seen, [at], "states") == "warns"
    unsure = encoded(TEXT, types=kind)
    assert settle_modality(unsure, at, "denied") == "denied"
    assert settle_background(unsure, at, told=True)
    assert not settle_background(unsure, at, told=False)
    assert settle_stance(unsure, [at], "claims") == "claims"


def test_a_source_is_added_or_dropped_by_whose_words_an_event_is() -> None:
    def attribution(word: str) -> Attribution:
        chain = (Source(span(TEXT, word), word, "witness"),)
        return Attribution(0, 1, (0, 4), chain, "states")

    mine, other = attribution("الجنود"), attribution("فتى")
    related: dict[tuple[str, str, str], float] = {("origin", "داهم", "فتى"): 0.9, ("origin", "داهم", "الجنود"): 0.3}
    at: list[Any] = [trigger("داهم")]
    assert settle_attributions(encoded(TEXT, related=related), at, [mine], [mine, other]) == [mine, other]
    assert settle_attributions(encoded(TEXT), at, [mine], [mine, other]) == []
    assert settle_attributions(None, at, [mine], [mine, other]) == [mine]


def test_a_source_that_no_rule_has_read_is_heard_where_the_network_is_sure() -> None:
    related: dict[tuple[str, str, str], float] = {
        ("origin", "داهم", "الجنود"): 0.9, ("origin", "داهم", "فتى"): 0.95, ("origin", "داهم", "المدرسة"): 0.6,
    }  # fmt: skip
    seen, at = encoded(TEXT, related=related), [trigger("داهم")]
    soldiers = ActorMention(1, 1, span(TEXT, "الجنود"), "الجنود", "rebel", "some:forces")
    heard = heard_sources(document(), seen, at, [], [soldiers])
    assert [[(node.name, node.kind) for node in chain] for chain in heard] == [
        [("الجنود", "armed_group")],
        [("فتى", "official_person")],
    ]
    given = (Source(span(TEXT, "الجنود"), "الجنود", "military"),)
    assert [chain[0].name for chain in heard_sources(document(), seen, at, [given], [])] == ["فتى"]
    assert heard_sources(document(), None, at, [], []) == []


def named(seen: Encoded, *actors: ActorMention) -> list[tuple[str, str]]:
    found = with_named(document(), actors, [trigger("وأردوا", "civilian.killing")], (), seen)
    assert [TEXT[slice(*actor.span)] for actor in found] == [actor.name for actor in found]
    return [(actor.name, actor.kind) for actor in found]


def test_who_is_in_no_table_is_named_where_the_network_sees_a_party() -> None:
    parts = {("target", "وأردوا", "فتى"): 0.8, ("target", "وأردوا", "قرب"): 0.7, ("actor", "وأردوا", "الزعرور"): 0.2}
    seen = encoded(TEXT, types={"وأردوا": ("civilian.killing", 0.9)}, related=parts)
    soldiers = ActorMention(1, 1, span(TEXT, "الجنود"), "الجنود", "state", "sy:forces")
    # «قرب» joins names and is none, whatever the network says
    assert named(seen, soldiers) == [("الجنود", "state"), ("فتى", "unknown")]


def test_whom_the_rules_have_named_is_not_named_again() -> None:
    seen = encoded(TEXT, types={"وأردوا": ("civilian.killing", 0.9)}, related={("actor", "وأردوا", "الجنود"): 0.9})
    soldiers = ActorMention(1, 1, span(TEXT, "الجنود"), "الجنود", "state", "sy:forces")
    assert named(seen, soldiers) == [("الجنود", "state")]
    assert with_named(document(), (soldiers,), [trigger("وأردوا")], (), None) == (soldiers,)


def test_words_right_beside_a_party_are_more_of_its_name() -> None:
    text = "أوقف الدرك تسعين شابا ثانيا"
    at = text.split().index
    youth = ActorMention(at("شابا"), at("شابا"), span(text, "شابا"), "شابا", "civilians", "civilians")
    police = ActorMention(at("الدرك"), at("الدرك"), span(text, "الدرك"), "الدرك", "state", "sy:police")
    arrest = TriggerMention(0, 0, span(text, "أوقف"), "coercion.arrest")
    hit = {("target", "أوقف", word): 0.8 for word in ("تسعين", "شابا", "ثانيا")}
    doc = prepare(Report(id="made-up", text=text))

    def found(related: dict[tuple[str, str, str], float]) -> list[str]:
        seen = encoded(text, types={"أوقف": ("coercion.arrest", 0.9)}, related=related)
        return [actor.name for actor in with_named(doc, (police, youth), [arrest], (), seen)]

    # what counts a party is no other party
    assert found({("actor", "أوقف", "الدرك"): 0.9, **hit}) == ["الدرك", "شابا ثانيا"]
    # who acts and who is acted upon stay two, however near
    assert found({("actor", "أوقف", "ثانيا"): 0.8, ("target", "أوقف", "شابا"): 0.8}) == ["الدرك", "شابا", "ثانيا"]
