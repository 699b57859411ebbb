"""Pages that say there is nothing: they come with a good status, in the place of what was there."""

import pytest

from musnad.errors import ReportError
from musnad.reading import read_html

NOTICE = "<p>ربما حُذفت أو تغيّر عنوانها. يمكنك العودة إلى الصفحة الرئيسية أو استخدام خانة البحث للوصول إلى ما تريد.</p>"


def page(title: str, body: str) -> bytes:
    return f"<html><head><title>{title} | صوت النخيل</title></head><body><h1>{title}</h1>{body}</body></html>".encode()


@pytest.mark.parametrize("title", ["الصفحة غير موجودة", "عذراً، الصفحة غير موجودة!", "404 - Page Not Found", "خطأ 404"])
def test_a_page_that_says_it_is_gone_is_no_report(title: str) -> None:
    with pytest.raises(ReportError, match="the page says that there is no report"):
        read_html(page(title, NOTICE), "x.html")


def test_a_report_about_a_page_that_is_gone_is_one() -> None:
    line = "قالت الوزارة إن موقعها تعرض لهجوم، وإن زواره رأوا عبارة تقول إن ما طلبوه لم يعد هناك. "
    body = f"<p>{line * 10}</p>"
    assert read_html(page("الصفحة غير موجودة", body), "x.html").title == "الصفحة غير موجودة"
    assert read_html(page("الصفحة غير موجودة: موقع الوزارة يتعرض لهجوم", NOTICE), "x.html").title is not None
