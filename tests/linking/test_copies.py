from tests.linking.handmade import report

from musnad.linking.copies import first_prints

BODY = (
    "أعلن مجلس بلدة الزيتون أن قذائف سقطت صباح اليوم على السوق الشعبي وسط البلدة، ما أدى إلى مقتل خمسة مدنيين "
    "وإصابة تسعة آخرين بينهم نساء، فيما هرعت فرق الإسعاف إلى المكان ونقلت الجرحى إلى مشفى القرية المجاورة."
)
EDITED = BODY.replace("صباح اليوم", "فجر اليوم") + " للمزيد تابعونا على تلغرام."
REWRITTEN = (
    "قال شهود إن السوق في الزيتون تعرض لقصف مدفعي كثيف خلف قتلى وجرحى من المدنيين، وإن الإسعاف واصل نقل المصابين "
    "حتى ساعات الظهر، بينما أغلقت المحال أبوابها وخلت الشوارع من المارة خشية تجدد القصف على الأحياء السكنية."
)


def test_an_edited_reprint_is_a_copy_of_the_first() -> None:
    prints = first_prints([report("a", BODY), report("b", EDITED), report("c", EDITED + " ")])
    assert prints == {"a": "a", "b": "a", "c": "a"}


def test_another_text_on_the_same_matter_is_none() -> None:
    assert first_prints([report("a", BODY), report("b", REWRITTEN)]) == {"a": "a", "b": "b"}


def test_vowel_marks_and_spelling_do_not_make_another_text() -> None:
    assert first_prints([report("a", BODY), report("b", BODY.replace("أ", "ا").replace("قتل", "قُتل"))])["b"] == "a"


def test_a_text_too_short_to_tell_is_a_copy_of_none() -> None:
    assert first_prints([report("a", "قصف على سرمين"), report("b", "قصف على سرمين")]) == {"a": "a", "b": "b"}
