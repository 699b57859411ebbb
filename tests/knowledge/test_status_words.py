from musnad.arabic.folding import fold_text
from musnad.knowledge.status import status_words


def _near(modality: str) -> set[str]:
    return {word for cue in status_words().modality if cue.modality == modality for word in cue.near}


def test_words_are_folded() -> None:
    words = status_words()
    every = {word for cue in words.modality for word in cue.near}
    every |= {word for cue in words.after for word in cue.words}
    every |= {word for start in words.recalling_starts for word in start}
    every |= words.nonspecific | words.another | words.period_subjects
    assert {word for word in every if fold_text(word) != word} == set()


def test_cues_of_each_modality() -> None:
    for modality, word in {
        "negated": "لم",
        "denied": "نفى",
        "demanded": "طالب",
        "planned": "يعتزم",
        "hypothetical": "إذا",
        "threatened": "هدد",
        "unconfirmed": "أنباء",
    }.items():
        assert fold_text(word) in _near(modality)


def test_no_word_before_a_trigger_sets_two_modalities() -> None:
    told = [word for cue in status_words().modality for word in cue.near]
    assert sorted(told) == sorted(set(told))


def test_recalling_words_are_sequences() -> None:
    assert ("جدير", "بالذكر") in status_words().recalling_starts
    assert fold_text("مماثل") in status_words().another
    assert fold_text("أي") in status_words().nonspecific
