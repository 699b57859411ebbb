import base64
from email.header import Header
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.made import PARAGRAPHS, page

from musnad.errors import ReportError
from musnad.reading import report_from_any
from musnad.reading.limits import ArchiveLimits
from musnad.reading.mail import read_mail
from musnad.reading.messages import parse_message
from musnad.records import Report

SUBJECT = "قصف جديد على سوق بلدة النخيل"
TEXT = "\n\n".join(PARAGRAPHS)
BARE = "<html><head></head><body>" + "".join(f"<p>{one}</p>" for one in PARAGRAPHS) + "</body></html>"


def newsletter(*, html: str | None = BARE, text: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = SUBJECT
    message["From"] = "نشرة النخيل <news@nakhil.example>"
    message["Date"] = "Sun, 4 May 2031 09:30:00 +0300"
    message["MIME-Version"] = "1.0"
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


@pytest.mark.parametrize("parts", [{"html": BARE}, {"html": None, "text": TEXT}, {"html": BARE, "text": "نص آخر"}])
def test_a_newsletter_is_read_with_what_its_head_says(parts: dict[str, str | None]) -> None:
    [report] = report_from_any(newsletter(**parts).as_bytes(), "letter.eml")
    assert report.text == f"{SUBJECT}\n\n{TEXT}"
    assert (report.title, report.outlet) == (SUBJECT, "نشرة النخيل")
    assert report.published_at == "2031-05-04T09:30:00+03:00"
    assert report.id.startswith("letter-")


def test_what_the_page_says_of_its_outlet_goes_before_the_sender() -> None:
    named = page(SUBJECT).replace("<script>", '<meta property="og:site_name" content="وكالة النخيل"><script>')
    report = read_mail(newsletter(html=named).as_bytes(), "letter.eml")
    assert (report.title, report.outlet) == (SUBJECT, "وكالة النخيل")
    assert report.published_at == "2031-05-04T09:30:00+03:00"


def test_a_letter_that_was_passed_on_has_the_subject_of_the_first() -> None:
    message = newsletter()
    for before in ("Fwd: RE: ", "core: "):
        message.replace_header("Subject", f"{before}{SUBJECT}")
        kept = before if before == "core: " else ""
        assert read_mail(message.as_bytes(), "a.eml").title == f"{kept}{SUBJECT}"


def test_base64_in_windows_arabic_is_read_whatever_its_label() -> None:
    body = base64.encodebytes(BARE.encode("cp1256")).decode()
    for label in ("windows-1256", "utf-8", "no-such", "rot13"):
        data = (
            f"Subject: {Header(SUBJECT, 'windows-1256').encode()}\nMIME-Version: 1.0\n"
            f"Content-Type: text/html; charset={label}\nContent-Transfer-Encoding: base64\n\n{body}"
        )
        report = read_mail(data.encode(), "old.eml")
        assert report.text == f"{SUBJECT}\n\n{TEXT}"


def test_what_is_attached_is_not_read() -> None:
    message = newsletter(html=None, text=TEXT)
    message.add_attachment(page("خبر في ملف مرفق").encode(), maintype="text", subtype="html", filename="x.html")
    assert "مرفق" not in read_mail(message.as_bytes(), "a.eml").text


def test_headers_that_no_standard_allows_are_read_or_passed_over() -> None:
    body = f"\n\n{BARE}".encode()
    head = b"MIME-Version: 1.0\nContent-Type: text/html; charset=\n"
    for encoding in ("utf-8", "cp1256"):
        raw = f"Subject: {SUBJECT}\nDate: yesterday\nFrom: @@<>;,\nX\n".encode(encoding)
        assert read_mail(head + raw + body, "raw.eml").title in {SUBJECT, None}
    for broken in (
        b"Subject: =?utf-8?B?!!!?= =?x?Q?=FF?=\nFrom: =?utf-8?Q?=\nDate: Mon, 99 Foo 20x1\n",
        b"From: [\nDate: \x00\nSubject:\n \n \n",
        b'From: "\nContent-Type: multipart/mixed; boundary="\n',
        b"Content-Type: text/html; charset*=utf-8''%FF; charset*0=a; charset*1*=b\n",
        b"Content-Disposition: ;;;\nContent-Transfer-Encoding: x-uuencode\n",
    ):
        try:
            report = read_mail(b"MIME-Version: 1.0\nContent-Type: text/html\n" + broken + body, "broken.eml")
        except ReportError:
            continue
        assert PARAGRAPHS[0] in report.text


def test_a_mark_or_a_blank_line_at_the_beginning_costs_no_header() -> None:
    [report] = report_from_any(b"\xef\xbb\xbf\r\n" + newsletter().as_bytes(), "a.eml")
    assert report.title == SUBJECT


def test_a_letter_without_text_is_an_error() -> None:
    with pytest.raises(ReportError, match="no HTML and no text"):
        read_mail(b"MIME-Version: 1.0\nContent-Type: image/png\n\nabc", "a.eml")


def test_a_message_over_a_limit_is_an_error_that_says_which() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(100))
    with pytest.raises(ReportError, match="50 messages within one another"):
        parse_message(nested, "deep.eml")
    with pytest.raises(ReportError, match="2 MB is more than the 1 MB"):
        parse_message(bytes(2 << 20), "big.eml", ArchiveLimits(message=1 << 20))
    with pytest.raises(ReportError, match="lines"):
        parse_message(b"\n" * 100, "long.eml", ArchiveLimits(message_lines=10))


@given(st.binary(max_size=400), st.integers(0, 2000), st.integers(0, 40))
def test_any_bytes_are_a_report_or_an_error(data: bytes, at: int, lost: int) -> None:
    whole = newsletter(text=TEXT).as_bytes()
    for one in (data, whole[:at] + data + whole[at + lost :]):
        try:
            assert isinstance(read_mail(one, "x.eml"), Report)
        except ReportError:
            continue
