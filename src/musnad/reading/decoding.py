"""Bytes → text: which encoding Arabic bytes are really in, whatever their label says.

Arabic news travels as UTF-8, windows-1256 and, rarely, ISO 8859-6; the label is often wrong. So the
bytes are judged first: a byte-order mark, then strict UTF-8, then how well each single-byte reading looks
like Arabic. The label only breaks ties.
"""

import codecs
import re
from functools import cache

from musnad.errors import ReportError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ARABIC_PAGES = ("cp1256", "iso-8859-6")
_OTHER_PAGES = ("cp1252", "cp1254", "cp1251")
_SAMPLE = 65536
_ZEROS = 1000
"""A NUL in so many bytes is a slip of some program; more of them are no text."""
_BINARY = (
    b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF", b"{\\rtf",
    b"\xd0\xcf\x11\xe0", b"RIFF", b"OggS", b"ID3",
)  # fmt: skip
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
# Frequent short words, with spaces around: what random bytes read as Arabic letters do not give.
_COMMON = re.compile(
    r"(?<![ء-ي])(?:في|من|على|إلى|الى|عن|أن|ان|إن|التي|الذي|ما|لا|هذا|هذه|مع|بعد|قال|كما|بين|و)(?![ء-ي])"
)
_ARABIC = re.compile(r"[ء-غف-ي]")
# all but tab and line feed; a pattern passes over what has none forty times faster than a table
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# What only a wrong reading puts inside an Arabic word: a sign that is neither Arabic nor punctuation.
_SIGN = r"[^\x00-\x7fء-ْ\u00a0،؛؟«»“”‘’–—…\u200c\u200e\u200f]"
_FOREIGN_INSIDE = re.compile(f"[ء-غف-ي]{_SIGN}|{_SIGN}[ء-غف-ي]")


def declared_charset(data: bytes) -> str | None:
    """The encoding that a page or feed names for itself in its first bytes, if any."""
    match = _DECLARED.search(data[:4096])
    return match.group(1).decode("ascii") if match else None


def decode(data: bytes, declared: str | None = None, source: str = "-") -> str:
    """The text of `data`, in the encoding it is really in.

    Args:
        data: the bytes of a page, feed or text file.
        declared: the encoding named by the page or its server; used only where the bytes do not decide.
        source: the file or address, for the error.

    Raises:
        ReportError: the bytes are empty, or no text (a picture, an archive, NUL bytes).
    """
    if not data.strip():
        raise ReportError("the file is empty", source)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _clean(data.decode(encoding, "replace"))
    wide = _wide_without_mark(data)
    if wide is not None:
        return _clean(data.decode(wide, "replace"))
    zeros = data.count(b"\x00", 0, _SAMPLE)
    if data.startswith(_BINARY) or zeros * _ZEROS > min(len(data), _SAMPLE):
        raise ReportError("not text: this looks like a binary file", source)
    try:
        return _clean(_undo_double(data.decode("utf-8")))
    except UnicodeDecodeError as error:
        fault = error
    if _nearly_utf8(data, fault):
        return _clean(data.decode("utf-8", "replace"))
    return _clean(data.decode(_single_byte(data, declared), "replace"))


def in_utf8(data: bytes, charset: str | None, source: str) -> bytes:
    """The bytes of a page, in UTF-8 where they are in something else and `charset` is what its server calls it.

    The server is believed before the page, as browsers do, and the bytes before both. Without `charset` they
    are given back as they are, and so is what is in UTF-8 already.

    Raises:
        ReportError: as `decode`.
    """
    if charset is None:
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        declared = charset if _known(charset) else declared_charset(data)
        return decode(data, declared, source).encode("utf-8", "replace")
    return data


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of ASCII spaces and markup is NUL, or 06 for Arabic."""
    head = data[:2048]
    even, odd = head[::2], head[1::2]
    if not odd or 0 not in head:
        return None
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        share = sum(byte in {0, 6} for byte in high) / len(high)
        if share > 0.9 and sum(byte == 0 for byte in low) / max(len(low), 1) < 0.1:
            return encoding
    return None


def _nearly_utf8(data: bytes, fault: UnicodeDecodeError) -> bool:
    """Whether `data` is UTF-8 but for a few broken bytes (a cut file, one pasted line)."""
    if fault.start >= len(data) - 4:
        return True
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 50 < len(_ARABIC.findall(text)) + 1


def _undo_double(text: str) -> str:
    """UTF-8 that was read as a Western page and saved again («ÙÙŠ» for «في») is read once more."""
    sample = text[:_SAMPLE]
    # every Arabic letter became two signs of which the first is one of these
    damaged = sample.count("\u00d8") + sample.count("\u00d9")
    if damaged < 8 or damaged < len(_ARABIC.findall(sample)):
        return text
    table = _western_bytes()
    try:
        return bytes(table[character] for character in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return text


@cache
def _western_bytes() -> dict[str, int]:
    """The byte of each sign as browsers read windows-1252: its five gaps stand for themselves."""
    table = {chr(byte): byte for byte in range(256)}
    for byte in range(0x80, 0xA0):
        sign = bytes([byte]).decode("cp1252", "ignore")
        if sign:
            table[sign] = byte
    return table


def _single_byte(data: bytes, declared: str | None) -> str:
    sample = data[:_SAMPLE]
    best, best_score = "", 0.0
    for encoding in _ARABIC_PAGES:
        score = _looks_arabic(sample.decode(encoding, "replace"))
        if score > best_score:
            best, best_score = encoding, score
    if best_score > 0.1:
        return best
    label = _known(declared) or _known(declared_charset(data))
    if label is not None and label not in {"utf-8", "ascii"}:
        return label
    from charset_normalizer import from_bytes  # slow to import, and hardly ever needed

    guess = from_bytes(sample, cp_isolation=[*_ARABIC_PAGES, *_OTHER_PAGES]).best()
    return guess.encoding if guess is not None else "cp1256"


def _looks_arabic(text: str) -> float:
    """How much a reading looks like Arabic: share of common words, less the damage a wrong one shows."""
    letters = len(_ARABIC.findall(text))
    if letters < 8:
        return 0.0
    damage = len(_FOREIGN_INSIDE.findall(text)) + text.count("\ufffd")
    common = len(_COMMON.findall(text))
    high = sum(character > "\x7f" for character in text)
    return letters / high + 10 * common / letters - 4 * damage / letters


def _known(name: str | None) -> str | None:
    if not name:
        return None
    try:
        "".encode(name)  # refuses codecs such as base64, which are no character encodings
    except (LookupError, ValueError):
        return None
    known = codecs.lookup(name).name
    # what the web calls latin-1 is windows-1252
    return "cp1252" if known == "iso8859-1" else known


def _clean(text: str) -> str:
    """Lines end in a line feed alone; no mark at the start, no NUL and other control characters."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text)
