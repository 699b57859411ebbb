"""Web addresses as keys: two spellings of one address are one."""

import re
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

_HOST_FORMS = ("www.", "m.", "amp.", "mobile.")
_HEAD = 200_000
_OWN_ADDRESS = (
    (
        re.compile(r"<link\b[^>]*\brel\s*=\s*[\"']?canonical\b[^>]*>", re.IGNORECASE),
        re.compile(r"\bhref\s*=\s*(?:[\"']([^\"'<>]+)|([^\s\"'<>]+))", re.IGNORECASE),
    ),
    (
        re.compile(r"<meta\b[^>]*\bproperty\s*=\s*[\"']?og:url\b[^>]*>", re.IGNORECASE),
        re.compile(r"\bcontent\s*=\s*(?:[\"']([^\"'<>]+)|([^\s\"'<>]+))", re.IGNORECASE),
    ),
)
_ESCAPED = re.compile("%[0-9a-f]{2}", re.IGNORECASE)


def address_key(address: str) -> str:
    """An address without what only tells how one came to it (utm_…, fragments), in one spelling.

    >>> address_key("https://Rayhan.example/news/7?utm_source=rss#top")
    'https://rayhan.example/news/7'
    """
    from courlan import normalize_url  # slow to import

    bare = _ESCAPED.sub(lambda match: match[0].upper(), urldefrag(address.strip()).url)
    try:
        parts = urlsplit(bare)
        # the library drops what has no value, which may be all that tells two pages apart: «news.php?1734»
        whole = all("=" in part for part in parts.query.split("&") if part)
        return str(normalize_url(bare)) if whole else parts._replace(netloc=parts.netloc.lower()).geturl()
    except (ValueError, TypeError):
        return bare


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: hosts that are equal but for `www.` or `m.`, or one under the other."""
    first, second = site_of(one), site_of(other)
    return bool(first and second) and (
        first == second or first.endswith(f".{second}") or second.endswith(f".{first}")
    )


def absolute(link: str, base: str) -> str | None:
    """A link as an address of its own, or None where it is none that can be fetched."""
    try:
        address = urljoin(base, link.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def site_of(address: str) -> str:
    """The host of an address without `www.` or `m.`: one for all its forms. Empty where there is none."""
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""
    for form in _HOST_FORMS:
        if host.startswith(form) and host.count(".") > 1:
            return host.removeprefix(form)
    return host


def canonical_address(data: bytes, address: str) -> str | None:
    """The address that a page names as its own (`<link rel="canonical">`, else `og:url`), or None.

    Args:
        data: the page, in any encoding that writes ASCII as ASCII.
        address: where it was fetched from, for relative links.
    """
    head = data[:_HEAD].decode("latin-1")
    for tag_form, attribute in _OWN_ADDRESS:
        for tag in tag_form.finditer(head):
            value = attribute.search(tag.group())
            if value is not None:
                # the bytes of a raw Arabic address are those of the page
                link = unescape((value[1] or value[2]).encode("latin-1").decode("utf-8", "replace"))
                return absolute(link, address)
    return None
