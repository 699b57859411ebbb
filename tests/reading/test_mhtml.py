import quopri
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.made import address, page, titled

from musnad.errors import ReportError
from musnad.reading import report_from_any
from musnad.reading.mhtml import read_mhtml
from musnad.records import Report

BOUNDARY = "----MultipartBoundary--made-up----"


def part(location: str, content: bytes, kind: str = "text/html", number: int = 0) -> bytes:
    head = (
        f"Content-Type: {kind}\nContent-ID: <frame-{number}@mhtml.example>\n"
        f"Content-Transfer-Encoding: quoted-printable\nContent-Location: {location}\n\n"
    )
    return head.encode() + quopri.encodestring(content)


def saved(*parts: bytes, url: str = address(1)) -> bytes:
    """A page as Chromium saves it."""
    head = (
        f"From: <Saved by Blink>\nSnapshot-Content-Location: {url}\nSubject: =?utf-8?Q?x?=\n"
        "Date: Mon, 5 May 2031 10:00:00 -0000\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/related;\n\ttype="text/html";\n\tboundary="{BOUNDARY}"\n\n'
    )
    divider = f"\n--{BOUNDARY}".encode()
    return head.encode() + b"".join(divider + b"\n" + one for one in parts) + divider + b"--\n"


FRAME = page("إعلان في إطار داخل الصفحة").encode()


def test_the_page_is_read_under_its_address_and_the_frames_are_not() -> None:
    data = saved(
        part("https://ads.example/frame.html", FRAME, number=1),
        part(address(1), page(titled(1), day=None).encode(), number=2),
        part("https://nakhil.example/style.css", b"p {}", "text/css", number=3),
        part("cid:frame-4@mhtml.example", FRAME, number=4),
    )
    [report] = report_from_any(data, "saved.mhtml")
    assert (report.id, report.url, report.title) == (address(1), address(1), titled(1))
    assert "إطار" not in report.text
    # the date of the file is when it was saved, not when the news was published
    assert report.published_at is None


def test_a_page_in_windows_arabic_in_base64_is_read() -> None:
    message = MIMEMultipart("related", start="<root>")
    for name, title in (("other", "إعلان في إطار داخل الصفحة"), ("root", titled(2))):
        inner = MIMEBase("text", "html", charset="windows-1256")
        inner.set_payload(page(title).encode("cp1256"))
        inner["Content-ID"] = f"<{name}>"
        encode_base64(inner)
        message.attach(inner)
    report = read_mhtml(message.as_bytes(), "old.mht")
    assert report.title == titled(2)
    assert report.id.startswith("old-")


@pytest.mark.parametrize("data", [saved(), saved(part(address(1), b"p {}", "text/css")), b"Content-Type: x\n\n", b""])
def test_a_file_without_a_page_is_an_error(data: bytes) -> None:
    with pytest.raises(ReportError) as caught:
        read_mhtml(data, "empty.mhtml")
    assert caught.value.source == "empty.mhtml"


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    data = saved(part(address(1), page(titled(1)).encode()))
    assert read_mhtml(data[: len(data) - 200], "cut.mhtml").title == titled(1)


@given(st.binary(max_size=400), st.integers(0, 2000), st.integers(0, 40))
def test_any_bytes_are_a_report_or_an_error(data: bytes, at: int, lost: int) -> None:
    whole = saved(part(address(1), page(titled(1)).encode()))
    for one in (data, whole[:at] + data + whole[at + lost :]):
        try:
            assert isinstance(read_mhtml(one, "x.mhtml"), Report)
        except ReportError:
            continue
