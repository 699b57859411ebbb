"""Datelines of wire reports: the agency in brackets, the day before it."""

import pytest

from musnad.reading import read_html, read_text
from musnad.reading.datelines import Dateline, dateline_of

TITLE = "مقتل ثلاثة أشخاص في قصف على سوق في شمال المقاطعة"
BODY = "قتل ثلاثة أشخاص وأصيب سبعة آخرون بجروح الأحد في قصف مدفعي طال سوقا شعبيا، وفق ما أفاد الدفاع المدني."
MORE = "وقال عضو في المجلس البلدي إن القصف استمر ساعة كاملة قبل أن يتوقف مع حلول المساء في البلدة."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"الكرم 4 آذار/مارس 2030 (شهاب) - {BODY}", Dateline("شهاب", "2030-03-04")),
        (f"الكرم، 4 مارس 2030 (شهاب) – {BODY}", Dateline("شهاب", "2030-03-04")),
        (f"تل الكرم (شهاب) - {BODY}", Dateline("شهاب", None)),
        (f"الكرم 4 آذار (شهاب) - {BODY}", Dateline("شهاب", None)),
        (BODY, None),
        (f"قتل ثلاثة أشخاص أمس في سوق الكرم القديم (شهاب) - {BODY}", None),
        ("قتل رجلان (45 عاما) - أحدهما مسعف - في الكرم.", None),
    ],
)
def test_dateline(line: str, expected: Dateline | None) -> None:
    assert dateline_of([line]) == expected


def test_no_paragraph_no_dateline() -> None:
    assert dateline_of([]) is None


@pytest.mark.parametrize(
    ("lines", "outlet", "day"),
    [
        ([TITLE, f"الكرم 4 آذار/مارس 2030 (شهاب) - {BODY}", MORE], "شهاب", "2030-03-04"),
        ([TITLE, "وكالة شهاب للأنباء", f"الكرم (شهاب) - {BODY}", MORE], "وكالة شهاب للأنباء", None),
        ([TITLE, f"الكرم (شهاب) - {BODY}", MORE.replace("إن", "لوكالة شهاب إن")], "شهاب", None),
        ([TITLE, f"الكرم (الشمالي) - {BODY}", MORE], None, None),
        ([TITLE, "نُشر في: 5 آذار/مارس 2030", f"الكرم 4 آذار/مارس 2030 (شهاب) - {BODY}", MORE], "شهاب", "2030-03-05"),
    ],
)
def test_a_saved_wire_report_is_its_agencys(lines: list[str], outlet: str | None, day: str | None) -> None:
    report = read_text("\n\n".join(lines).encode(), "wire.txt")
    assert (report.outlet, report.published_at) == (outlet, day)
    assert report.title == TITLE


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        (f"{TITLE} | بريد السهل", "بريد السهل"),
        (f"بريد السهل :: {TITLE}", "بريد السهل"),
        (f"{TITLE} « دفتر السهل", "دفتر السهل"),
        (f"{TITLE} | محليات | بريد السهل", "بريد السهل"),
        (f"{TITLE} | الرئيسية", None),
        (TITLE, None),
    ],
)
def test_the_outlet_that_only_the_title_names(title: str, outlet: str | None) -> None:
    page = f"<html><head><title>{title}</title></head><body><h1>{TITLE}</h1><p>{BODY}</p><p>{MORE}</p></body></html>"
    report = read_html(page.encode(), "p.html")
    assert report.outlet == outlet
    assert report.title == TITLE


def test_the_sites_own_name_and_an_agencys_report() -> None:
    page = (
        f"<html><head><title>{TITLE} | محليات</title><meta property='og:site_name' content='بريد السهل'></head>"
        f"<body><h1>{TITLE}</h1><p>الكرم 4 آذار/مارس 2030 (شهاب) - {BODY}</p><p>{MORE}</p></body></html>"
    )
    report = read_html(page.encode(), "p.html")
    assert (report.outlet, report.published_at) == ("بريد السهل", "2030-03-04")
