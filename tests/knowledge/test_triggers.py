"""The trigger file: its schema, its errors, and how its patterns are compiled and met."""

import pytest

from musnad.arabic.folding import fold_text
from musnad.arabic.inflection import noun_forms, verb_forms
from musnad.coding.document import prepare
from musnad.coding.triggers import find_triggers
from musnad.errors import KnowledgeError
from musnad.knowledge.ontology import event_types
from musnad.knowledge.triggers import compile_lexicon, trigger_lexicon
from musnad.records import Report

OPEN_SENSES = {"bombing", "strike", "attack", "blast", "killing", "operation", "launch", "hurt"}


def found(data: str, text: str) -> list[tuple[str, str]]:
    document = prepare(Report(id="r", text=text))
    return [(t.type, text[slice(*t.span)]) for t in find_triggers(document, compile_lexicon(data, "test"))]


@pytest.mark.parametrize(
    ("past", "present", "forms"),
    [
        ("قصف", "يقصف", ["قصفت", "قصفوا", "تقصف", "يقصفون", "نقصف"]),
        ("دعا", "يدعو", ["دعت", "دعوا", "تدعو", "يدعون", "يدع"]),
        ("نفى", "ينفي", ["نفت", "نفوا", "تنفي", "ينفون", "ينف"]),
        ("هاجم", "يهاجم", ["هوجم", "هوجمت", "هاجمت"]),
        ("اغتال", "يغتال", ["اغتيل", "اغتيلت", "اغتالت"]),
        ("أعاد", "يعيد", ["أعيد", "أعيدت", "يعاد", "تعاد"]),
    ],
)
def test_verbs_are_inflected(past: str, present: str, forms: list[str]) -> None:
    assert {fold_text(form) for form in forms} <= verb_forms(past, present)


def test_short_hollow_verbs_get_no_passive() -> None:
    assert fold_text("دين") not in verb_forms("دان", "يدين")


def test_nouns_are_inflected() -> None:
    forms = {"غارة", "غارات", "غارتان", "غارتين"}
    assert {fold_text(form) for form in forms} <= noun_forms("غارة", "غارات")
    assert "قصفا" in noun_forms("قصف")


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ("- {nouns: [قصف]}", "type"),
        ("- {type: bombing, noun: [قصف]}", "noun"),
        ("- {type: bombing, with: tanks, nouns: [قصف]}", "tanks"),
        ("- {type: bombing, verbs: [قصف]}", "past present"),
        ("- {type: bombing, nouns: [قصف_جوي]}", "one word"),
        ("- {type: bombing, nouns: [قصف], not_after: [وقف النار]}", "one word"),
        ("- {type: bombing, phrases: [[قصف, '~x', مدفعي]]}", "gap"),
        ("- {type: bombing, phrases: [['~2', مدفعي]]}", "phrase"),
        ("- {type: bombing, phrases: [[]]}", "phrase"),
    ],
)
def test_errors_name_the_file_and_the_fault(data: str, complaint: str) -> None:
    with pytest.raises(KnowledgeError, match=complaint) as error:
        compile_lexicon(data, "mine.yaml")
    assert "mine.yaml" in str(error.value)


def test_spelling_is_folded_on_both_sides() -> None:
    assert found("- {type: blast, nouns: [إنفجار]}", "وقع انفِجـار") == [("blast", "انفِجـار")]


def test_proclitics_are_left_out_of_the_span_but_not_the_article() -> None:
    data = "- {type: bombing, nouns: [قصف]}"
    assert found(data, "رداً على القصف") == [("bombing", "القصف")]
    assert found(data, "تعرضت لقصف") == [("bombing", "قصف")]
    assert found(data, "أدانت قصفها") == [("bombing", "قصفها")]


def test_a_verb_takes_no_article_and_a_closing_ta_marbuta_is_no_pronoun() -> None:
    data = "- {type: posture.deploy, verbs: [حلق يحلق]}"
    assert found(data, "حلّقت مقاتلات") == [("posture.deploy", "حلّقت")]
    assert found(data, "وسيحلق الطيران") == [("posture.deploy", "يحلق")]
    assert found(data, "في حلقة جديدة") == []
    assert found(data, "الحلق يؤلمه") == []


def test_a_head_verb_of_a_phrase_is_read_as_a_verb() -> None:
    data = '- {type: statement.accuse, phrases: [["v:حمل يحمل", "~2", المسؤولية]]}'
    assert found(data, "حمّلها المجلس المسؤولية") == [("statement.accuse", "حمّلها المجلس المسؤولية")]
    assert found(data, "الحمل والمسؤولية") == []


def test_a_phrase_bridges_no_more_words_than_its_gap() -> None:
    data = '- {type: strike.air, phrases: [[شن, "~2", غارة|غارات]]}'
    assert found(data, "شن الطيران الحربي غارات") == [("strike.air", "شن الطيران الحربي غارات")]
    assert found(data, "شن الطيران الحربي التركي غارات") == []


def test_the_longer_pattern_wins_and_then_the_earlier() -> None:
    data = """
- {type: attack, nouns: [هجوم]}
- {type: strike.suicide, phrases: [[هجوم, انتحاري]]}
- {type: clash.fighting, nouns: [هجوم]}
"""
    assert found(data, "هجوم انتحاري") == [("strike.suicide", "هجوم انتحاري")]
    assert found(data, "هجوم عنيف") == [("attack", "هجوم")]


def test_conditions_on_the_words_around() -> None:
    data = """
- {type: deal.release, verbs: [أفرج يفرج], after: [عن]}
- {type: attack, nouns: [هجوم], not_after: [لاذع]}
- {type: civilian.attack, phrases: [[إطلاق, النار]], not_before: [وقف]}
- {type: deal.agreement, nouns: [اتفاق], in: [هدنة], not_in: [نووي]}
- {type: demo.protest, nouns: [مسيرة], before: [خرجت]}
"""
    assert found(data, "أفرجت السلطات عن شاب") == [("deal.release", "أفرجت")]
    assert found(data, "أفرجت أساريره") == []
    assert found(data, "هجوم إعلامي لاذع") == []
    assert found(data, "وقف إطلاق النار") == []
    assert found(data, "إطلاق النار على شاب") == [("civilian.attack", "إطلاق النار")]
    assert found(data, "اتفاق بين الجانبين على الهدنة") == [("deal.agreement", "اتفاق")]
    assert found(data, "اتفاق بين الجانبين") == []
    assert found(data, "اتفاق نووي بعد الهدنة") == []
    assert found(data, "خرجت في صنعاء مسيرة") == [("demo.protest", "مسيرة")]
    assert found(data, "أطلقت مسيرة") == []


def test_conditions_do_not_look_beyond_the_sentence() -> None:
    data = "- {type: deal.agreement, nouns: [اتفاق], in: [هدنة]}"
    assert found(data, "وقع الوزيران اتفاق تجارة. وسادت الهدنة الجبهة.") == []


def test_the_lexicon_names_known_types() -> None:
    kinds = {p.entry.type for patterns in trigger_lexicon().heads.values() for p in patterns}
    assert kinds <= set(event_types()) | OPEN_SENSES
    assert kinds >= set(event_types())


def test_a_bare_head_takes_no_article() -> None:
    data = "- {type: deal.aid, phrases: [['=إسعاف|إسعافه']]}"
    assert found(data, "تولت الفرق إسعاف الجرحى") == [("deal.aid", "إسعاف")]
    assert found(data, "وصلت سيارات الإسعاف") == []


def test_an_exact_element_takes_no_attachments() -> None:
    data = "- {type: clash.territory, phrases: [[تسيطر, '~2', =على]]}"
    assert found(data, "القوات تسيطر على التلة") == [("clash.territory", "تسيطر على")]
    assert found(data, "بلدة تسيطر عليها القوات") == []
