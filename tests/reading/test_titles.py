import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.reading.titles import clean_title, headline, tidy

TITLE = "قصف مدفعي على بلدة الخوخ يوقع جرحى"


@pytest.mark.parametrize(
    "printed",
    [
        f"{TITLE} | تلفزيون الخوخ",
        f"{TITLE} – شبكة خوخ",
        f"{TITLE} - Peach Valley News",
        f"وكالة الخوخ للأنباء - {TITLE}",
        f"{TITLE} | أخبار | الخوخ نت",
        f"{TITLE} :: صحيفة الخوخ",
    ],
)
def test_site_is_cut_without_other_evidence(printed: str) -> None:
    assert clean_title(printed) == TITLE


def test_any_site_is_cut_where_the_page_prints_the_headline_alone() -> None:
    assert clean_title(f"{TITLE} - كل يوم حكاية جديدة", [TITLE]) == TITLE
    assert clean_title(f"{TITLE} - كل يوم", site_names=["كل يوم"]) == TITLE


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        "الخوخ.. مقتل شخص - صور",
        "سباق التسلح - هل تنجح المفاوضات بين الطرفين في وقفه",
        "3 قتلى | فيديو",
        "",
    ],
)
def test_headlines_with_signs_inside_stay(title: str) -> None:
    assert clean_title(title) == title


def test_headline_printed_most_wins_over_site_heading() -> None:
    assert headline([f"{TITLE} - Peach", "بوابة الخوخ", TITLE], ["بوابة الخوخ"]) == TITLE
    assert headline([f"{TITLE} - ما لا تراه العين", f"{TITLE} - ما لا تراه العين", TITLE]) == TITLE
    assert headline([]) is None
    assert headline(["", "  "]) is None


@given(st.text(alphabet="قصف ابن-|–: x", max_size=80), st.lists(st.text(alphabet="قصف -|x", max_size=20)))
def test_a_cut_title_is_part_of_the_printed_one(title: str, others: list[str]) -> None:
    assert clean_title(title, others) in tidy(title)


def test_tidy_keeps_invisible_signs_inside_only() -> None:
    assert tidy(" أ \n\u00a0ب\u200cج ") == "أ ب\u200cج"
    assert tidy("\ufeff \u200f") == ""
