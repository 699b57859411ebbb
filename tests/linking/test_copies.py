from itertools import permutations

import pytest
from tests.linking.handmade import RULES, report

from musnad.linking.copies import drop, keep, print_of, voice_of
from musnad.linking.shelf import MemoryShelf
from musnad.records import Report

BODY = (
    "أعلن مجلس بلدة الزيتون أن قذائف سقطت صباح اليوم على السوق الشعبي وسط البلدة، ما أدى إلى مقتل خمسة مدنيين "
    "وإصابة تسعة آخرين بينهم نساء، فيما هرعت فرق الإسعاف إلى المكان ونقلت الجرحى إلى مشفى القرية المجاورة."
)
EDITED = BODY.replace("صباح اليوم", "فجر اليوم") + " للمزيد تابعونا على تلغرام."
REWRITTEN = (
    "قال شهود إن السوق في الزيتون تعرض لقصف مدفعي كثيف خلف قتلى وجرحى من المدنيين، وإن الإسعاف واصل نقل المصابين "
    "حتى ساعات الظهر، بينما أغلقت المحال أبوابها وخلت الشوارع من المارة خشية تجدد القصف على الأحياء السكنية."
)


A, B, C = report("a", BODY), report("b", EDITED), report("c", EDITED + " ")


def first_prints(*reports: Report) -> dict[str, str]:
    shelf = MemoryShelf(RULES)
    for one in reports:
        keep(print_of(one), shelf)
    return {one.id: voice_of(one.id, shelf).report_id for one in reports}


def test_an_edited_reprint_is_a_copy_of_the_first_in_whatever_order_they_come() -> None:
    for order in permutations([A, B, C]):
        assert first_prints(*order) == {"a": "a", "b": "a", "c": "a"}


def test_another_text_on_the_same_matter_is_none() -> None:
    assert first_prints(report("a", BODY), report("b", REWRITTEN)) == {"a": "a", "b": "b"}


def test_vowel_marks_and_spelling_do_not_make_another_text() -> None:
    assert first_prints(report("a", BODY), report("b", BODY.replace("أ", "ا").replace("قتل", "قُتل")))["b"] == "a"


def test_a_text_too_short_to_tell_is_a_copy_of_none() -> None:
    assert first_prints(report("a", "قصف على سرمين"), report("b", "قصف على سرمين")) == {"a": "a", "b": "b"}


@pytest.mark.parametrize("gone", ["a", "b", "c"])
def test_where_one_print_is_dropped_the_next_is_the_first(gone: str) -> None:
    shelf = MemoryShelf(RULES)
    for one in (C, A, B):
        keep(print_of(one), shelf)
    changed = drop(gone, shelf)
    left = [one.id for one in (A, B, C) if one.id != gone]
    assert {voice_of(name, shelf).report_id for name in left} == {left[0]}
    assert changed >= set(left if gone == "a" else ())


def test_those_whose_voice_is_another_now_are_told() -> None:
    shelf = MemoryShelf(RULES)
    assert keep(print_of(C), shelf) == set()
    assert keep(print_of(A), shelf) == {"c"}
    assert keep(print_of(B), shelf) == set()
