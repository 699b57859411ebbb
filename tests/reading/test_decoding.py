import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.errors import ReportError
from musnad.reading.decoding import declared_charset, decode

TEXT = (
    "قالت مصادر محلية إن ثلاثة أشخاص قتلوا في قصف على قرية الفرات الأعلى، وأضافت أن فرق الإسعاف نقلت الجرحى "
    "إلى المشفى من دون أن تتمكن من الوصول إلى جميع المنازل التي طالها القصف."
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso-8859-6"])
@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1256", "iso-8859-1", "no-such", "base64"])
def test_arabic_is_read_whatever_its_label(encoding: str, declared: str | None) -> None:
    assert decode(TEXT.encode(encoding), declared) == TEXT


def test_text_saved_twice_is_mended() -> None:
    assert decode(TEXT.encode("utf-8").decode("latin-1").encode("utf-8")) == TEXT


def test_few_broken_bytes_do_not_make_utf8_another_encoding() -> None:
    data = TEXT.encode("utf-8")
    assert decode(data[:-1]).startswith(TEXT[:-2])
    assert decode(data + b"\xff " + data).startswith(TEXT)


def test_label_decides_where_bytes_do_not() -> None:
    assert decode("déjà vu à Köln".encode("cp1252"), "iso-8859-1") == "déjà vu à Köln"


def test_line_ends_become_one_and_controls_go() -> None:
    assert decode("أ\r\nب\rج\x07د\u200f".encode()) == "أ\nب\nجد\u200f"


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b" \r\n\t", "empty"), (bytes(range(256)), "binary"), (b"\x89PNG\r\n\x1a\n", "binary")],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ReportError, match=reason) as caught:
        decode(data, source="a.html")
    assert caught.value.source == "a.html"


def test_declared_charset_is_found() -> None:
    assert declared_charset(b'<meta charset="windows-1256">') == "windows-1256"
    assert declared_charset(b"<?xml version='1.0' encoding='UTF-8'?>") == "UTF-8"
    assert declared_charset(b"<p>charset") is None


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "cp1256", "rot13", "\x00"]))
def test_any_bytes_are_text_or_a_report_error(data: bytes, declared: str | None) -> None:
    try:
        text = decode(data, declared)
    except ReportError:
        return
    assert "\x00" not in text
    assert "\r" not in text


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي ،.؛؟0123456789\n", min_size=1).filter(str.strip))
def test_utf8_is_exact(text: str) -> None:
    assert decode(text.encode()) == text
