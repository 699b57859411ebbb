"""Words and sentences cut folded text without losing or moving anything."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from musnad.arabic.folding import fold, fold_text
from musnad.arabic.words import sentence_bounds, words, words_of

lines = st.text(alphabet='ابتجقن دلمو.؟!\n «»"،:0123456789،', max_size=120).map(fold_text)


def sentences(text: str) -> list[str]:
    folded = fold_text(text)
    return [folded[a:b].strip() for a, b in sentence_bounds(folded)]


def test_full_stops_line_ends_and_questions_end_sentences() -> None:
    assert sentences("قصف هنا. نزوح هناك؟ نعم\nسطر") == ["قصف هنا.", "نزوح هناك؟", "نعم", "سطر"]


def test_a_lost_blank_after_a_full_stop_still_ends_a_sentence() -> None:
    assert sentences("سقط الحي.وقال شاهد") == ["سقط الحي.", "وقال شاهد"]


def test_initials_numbers_and_clocks_do_not_end_sentences() -> None:
    assert len(sentences("وصل د. سامر عند 21.50 ومعه 1.5 طن")) == 1


def test_words_keep_numbers_whole_and_drop_punctuation() -> None:
    text = fold_text("أصيب 13,550 شخصاً عند 21.50، في «حي» #النور_1")
    assert [w.form for w in words(text)] == [
        "اصيب", "13,550", "شخصا", "عند", "21.50", "في", "حي", "النور", "1",
    ]  # fmt: skip


def test_a_word_is_of_one_script() -> None:
    text = fold_text("راصد@rased_newsقصف على البلدةView 3kرد")
    assert [w.form for w in words(text)] == [
        "راصد", "rased", "news", "قصف", "علي", "البلده", "View", "3", "k", "رد",
    ]  # fmt: skip


@given(lines)
def test_words_read_what_they_say(text: str) -> None:
    for word in words(text):
        assert text[word.start : word.end] == word.form


@given(lines)
def test_sentences_cover_all_words_and_do_not_overlap(text: str) -> None:
    bounds = sentence_bounds(text)
    assert all(a[1] <= b[0] for a, b in pairwise(bounds))
    for word in words(text):
        assert any(start <= word.start and word.end <= end for start, end in bounds)


def test_words_glued_by_a_lost_blank_are_cut() -> None:
    folded = fold("استهدفت القوات الأميركيةفي مدينةحلب إلىالشمال")
    assert [w.form for w in words_of(folded)] == [
        "استهدفت", "القوات", "الاميركيه", "في", "مدينه", "حلب", "الي", "الشمال",
    ]  # fmt: skip


@given(st.text(alphabet="ابتةىإل دمن\u064f\u0640.", max_size=60))
def test_cutting_glued_words_loses_no_letter(text: str) -> None:
    folded = fold(text)
    assert "".join(w.form for w in words_of(folded)) == "".join(w.form for w in words(folded.text))
