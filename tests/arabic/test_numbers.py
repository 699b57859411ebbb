"""Numbers: digits, words, bounds, ranges, and what is no number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.arabic.folding import fold_text
from musnad.arabic.numbers import Number, find_numbers
from musnad.arabic.words import words


def numbers(text: str) -> list[tuple[int, int | None]]:
    return [(n.min, n.max) for n in find_numbers(words(fold_text(text)))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("٢١ شخصاً", 21),
        ("13,550 نازحاً", 13550),
        ("12.400 نازح", 12400),
        ("4 آلاف نازح", 4000),
        ("1.5 مليون", 1_500_000),
        ("320 ألف مدني", 320_000),
        ("12 ألفاً و500 شخص", 12_500),
        ("ثلاثة شبان", 3),
        ("وثلاث فتيات", 3),
        ("أربعة عشر رجلاً", 14),
        ("تسع عشرة امرأة", 19),
        ("اثنا عشر رجلاً", 12),
        ("أحد عشر رجلاً", 11),
        ("إحدى وعشرين امرأة", 21),
        ("اثنين وعشرين رجلاً", 22),
        ("لسبعين رجلاً", 70),
        ("مئة وخمسة وعشرون", 125),
        ("مائة و25", 125),
        ("خمسمائة", 500),
        ("ثلاث مئة وخمسون", 350),
        ("ثلاثة آلاف ومئتان وواحد", 3201),
        ("ألفي مقاتل", 2000),
        ("ألفا مقاتل", 2000),
        ("مليوني نازح", 2_000_000),
        ("نصف مليون", 500_000),
        ("مليون ونصف", 1_500_000),
        ("الـ48 قتيلاً", 48),
        ("بـ4 أشخاص", 4),
    ],
)
def test_a_plain_number(text: str, value: int) -> None:
    assert numbers(text) == [(value, value)]


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("أكثر من 30 رجلاً", 30, None),
        ("لأكثر من ثلاثين رجلاً", 30, None),
        ("ما لا يقل عن17 رجلاً", 17, None),
        ("9 على الأقل", 9, None),
        ("9 رجال على الأقل", 9, None),
        ("نحو 9 رجال على الأقل", 9, None),
        ("نحو 9 رجال", 9, 9),
        ("على الأقل 9 رجال", 9, None),
        ("نحو 12 رجلاً", 12, 12),
        ("قرابة ألف رجل", 1000, 1000),
        ("أقل من 30 رجلاً", 1, 30),
        ("ما بين 5 و7 رجال", 5, 7),
        ("5 إلى 7 رجال", 5, 7),
        ("ثلاثة أو أربعة رجال", 3, 4),
        ("150- 200 رجل", 150, 200),
        ("بين 3 و4 آلاف", 3000, 4000),
        ("عشرات الرجال", 24, None),
        ("المئات", 200, None),
        ("آلاف الرجال", 2000, None),
        ("عشرات الآلاف", 20_000, None),
        ("مئات الآلاف", 200_000, None),
        ("ملايين الناس", 2_000_000, None),
        ("بضعة رجال", 3, None),
        ("بضع مئات", 200, None),
        ("عدة رجال", 2, None),
        ("عدد من الرجال", 2, None),
        ("وعدد كبير من الرجال", 2, None),
    ],
)
def test_a_bounded_number(text: str, least: int, most: int | None) -> None:
    assert numbers(text) == [(least, most)]


@pytest.mark.parametrize(
    "text",
    ["عند 7:30 مساءً", "في 21/8", "يوم الاثنين", "50 بالمئة", "30 في المئة", "لست أدري", "أحد الرجال"],
)
def test_no_number(text: str) -> None:
    assert numbers(text) == []


def test_two_numbers_stay_two() -> None:
    assert numbers("قتل 5 رجال وأصيب 3 على الأقل") == [(5, 5), (3, None)]
    assert numbers("ارتفع العدد من 5 إلى 12") == [(5, 5), (12, 12)]
    assert numbers("خمسة رجال، وعشرون امرأة") == [(5, 5), (20, 20)]


def test_a_date_is_not_a_range() -> None:
    assert (9, 11) not in numbers("9-11-2001")


def test_the_words_of_the_bound_belong_to_the_number() -> None:
    assert find_numbers(words(fold_text("مقتل ما لا يقل عن ثلاثين رجلاً"))) == (Number(1, 5, 30, None),)


@given(st.integers(1, 999_999))
def test_digits_read_back(value: int) -> None:
    assert numbers(f"مقتل {value} رجلاً") == [(value, value)]
    assert numbers(f"مقتل {value:,} رجلاً") == [(value, value)]


@given(st.text(alphabet="عشرةمئوألف خمس0123456789.,:/-", max_size=60))
def test_any_text_gives_ordered_numbers(text: str) -> None:
    tokens = words(fold_text(text))
    found = find_numbers(tokens)
    end = -1
    for number in found:
        assert end < number.last < len(tokens)
        assert number.first <= number.last
        assert number.max is None or number.min <= number.max
        end = number.last
