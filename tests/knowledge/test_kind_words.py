from musnad.arabic.folding import fold_text
from musnad.knowledge.actors import parties
from musnad.knowledge.kinds import kind_words


def test_words_are_folded_and_settle_one_thing_each() -> None:
    words = kind_words()
    assert {word for word in words.tests | words.protest if fold_text(word) != word} == set()
    assert words.tests.isdisjoint(words.protest)
    assert fold_text("تجربة") in words.tests
    assert fold_text("المتظاهرين") in words.protest


def test_gunmen_are_known_parties_or_nameless_ones() -> None:
    named = {key.partition(":")[0] for key in parties()}
    assert kind_words().gunmen - named <= {"unknown_gunmen", "suspects"}
