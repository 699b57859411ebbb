"""Messages of e-mail, and pages saved in the form of one: their parts and headers, however broken."""

import email
import re
from email import policy
from email.errors import MessageError
from email.message import Message
from typing import Any

from musnad.errors import ReportError
from musnad.reading.decoding import decode
from musnad.reading.limits import LIMITS, MIB, ArchiveLimits
from musnad.reading.titles import tidy

_WITH_PARTS = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)

# What the standard library raises on some broken messages, beside its own errors.
_FAULTS = (
    MessageError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def parse_message(data: bytes, source: str, limits: ArchiveLimits = LIMITS) -> "Message[str, str]":
    """The message that some bytes are.

    Raises:
        ReportError: it is over a limit, or too broken to be taken apart.
    """
    if len(data) > limits.message:
        raise ReportError(
            f"{len(data) / MIB:.0f} MB is more than the {limits.message // MIB} MB that one message may have", source
        )
    if data.count(b"\n") + data.count(b"\r") > 2 * limits.message_lines:
        raise ReportError(f"more than the {limits.message_lines} lines that one message may have", source)
    if len(_WITH_PARTS.findall(data)) > limits.message_parts:
        raise ReportError(f"more than {limits.message_parts} messages within one another; save them one by one", source)
    try:
        # the older policy: the newer one takes every header apart at once, and fails on what is broken in any
        return email.message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(), policy=policy.compat32)
    except _FAULTS as error:
        raise ReportError(f"no message that can be read: {type(error).__name__}", source) from error


def header(message: "Message[str, str]", name: str) -> str:
    """A header as people read it, on one line; empty where it is not there or cannot be read."""
    parsed = parsed_header(message, name)
    return "" if parsed is None else tidy(str(parsed).encode("utf-8", "replace").decode())


def parsed_header(message: "Message[str, str]", name: str) -> Any:
    """A header as `email.headerregistry` takes it apart, or None."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name), None)
    if raw is None:
        return None
    try:
        as_sent = str(raw)[: LIMITS.header].encode("utf-8", "surrogateescape")
        # many write Arabic there as it is, which no standard allows
        value = as_sent.decode("ascii") if as_sent.isascii() else decode(as_sent)
        return policy.default.header_fetch_parse(name, value)
    except (ReportError, *_FAULTS):
        return None


def parts_of(message: "Message[str, str]") -> "list[Message[str, str]]":
    """The parts of a message that have a content of their own, in order."""
    return [part for part in message.walk() if not part.is_multipart()]


def content_of(part: "Message[str, str]") -> bytes:
    """The bytes of a part, out of base64 or quoted-printable; empty where they cannot be had."""
    try:
        content = part.get_payload(decode=True)
    except _FAULTS:
        return b""
    return content if isinstance(content, bytes) else b""


def type_of(part: "Message[str, str]") -> str:
    """The content type of a part, without parameters and in lower case."""
    try:
        return part.get_content_type()
    except _FAULTS:
        return "text/plain"


def parameter(part: "Message[str, str]", name: str, of: str = "content-type") -> str | None:
    """A parameter of a header, such as the charset of a content type."""
    try:
        value = part.get_param(name, header=of)
    except _FAULTS:
        return None
    return value if isinstance(value, str) and value else None


def is_attached(part: "Message[str, str]") -> bool:
    """Whether a part is a file that was sent along."""
    try:
        return part.get_content_disposition() == "attachment"
    except _FAULTS:
        return False
