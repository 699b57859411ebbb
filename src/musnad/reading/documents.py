"""A document that was fetched → its reports."""
import msgspec

from musnad.reading.pages import read_html
from musnad.records import Report


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """To be replaced."""
    data: bytes
    source: str
    url: str | None = None
    charset: str | None = None
    content_type: str | None = None
    status: int | None = None
    fetched_at: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
def read_document(document: Document) -> list[Report]:
    """To be replaced."""
    return [read_html(document.data, document.source, document.url)]
