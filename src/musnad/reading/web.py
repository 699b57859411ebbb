"""Web addresses as keys: two spellings of one address are one."""

import re
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

_HOST_FORMS = ("www.", "m.", "amp.", "mobile.")
_HEAD = 200_000
# up to the next tag only, so that a page of nothing but beginnings of tags is read as fast as any other
_TAG = re.compile(r"<(?:link|meta)\b[^<>]*", re.IGNORECASE)
_VALUE = r"\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))"
_OWN_ADDRESS = (
    (re.compile(r"\brel\s*=\s*[\"']?canonical\b", re.IGNORECASE), re.compile(rf"\bhref{_VALUE}", re.IGNORECASE)),
    (re.compile(r"\bproperty\s*=\s*[\"']?og:url\b", re.IGNORECASE), re.compile(rf"\bcontent{_VALUE}", re.IGNORECASE)),
)
_ESCAPE = re.compile("%[0-9a-f]{2}", re.IGNORECASE)
_IN_PATH = "/%!=:,-"
_IN_QUERY = "%&=/?:;,+!$*@[]()~'"
# Only names that are of no page; the library's list has «cid» and «gallery» too, by which some sites tell pages apart.
_HOW_ONE_CAME = re.compile(
    r"(?:utm|at|mtm|itm|hsa|vero)_\w+|pk_(?:campaign|kwd|source|medium|content)|mc_[ce]id|(?:fb|g|d|y|tw|tt)clid|msclkid"
    r"|[wg]braid|igsh(?:id)?|_g[al]|xtor|traffic_source|ref_src|ref_url|cmpid",
    re.IGNORECASE,
)


def address_key(address: str) -> str:
    """An address without what only tells how one came to it (utm_…, fragments), in one spelling.

    >>> address_key("https://Rayhan.example/news/7?utm_source=rss#top")
    'https://rayhan.example/news/7'
    """
    from courlan import normalize_url  # slow to import

    bare = address.strip().encode("utf-8", "replace").decode()
    try:
        parts = urlsplit(bare)
        path = _escaped(parts.path or "/", _IN_PATH) if parts.netloc else parts.path
        key = str(normalize_url(parts._replace(path=path, query="", fragment="")))
    except (ValueError, TypeError):
        return bare
    # the library drops what has no value, which may be all that tells two pages apart: «news.php?1734»
    asked = (part for part in _escaped(parts.query, _IN_QUERY).split("&") if part)
    query = "&".join(sorted(part for part in asked if not _HOW_ONE_CAME.fullmatch(part.partition("=")[0])))
    return f"{key}?{query}" if query else key


def _escaped(text: str, kept: str) -> str:
    """A part of an address in one spelling: all escaped but ASCII and the signs that are kept."""
    return _ESCAPE.sub(lambda match: match[0].upper(), quote(text, safe=kept))


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: hosts that are equal but for `www.` or `m.`, or one under the other."""
    first, second = site_of(one), site_of(other)
    return bool(first and second) and (first == second or first.endswith(f".{second}") or second.endswith(f".{first}"))


def absolute(link: str, base: str) -> str | None:
    """A link as an address of its own, or None where it is none that can be fetched."""
    try:
        # blanks in an address are the most common fault of one, and all browsers mend it
        address = urljoin(base, link.strip().replace(" ", "%20"))
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def site_of(address: str) -> str:
    """The host of an address without `www.` or `m.`: one for all its forms. Empty where there is none."""
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
        host = host if host.isascii() else host.encode("idna").decode("ascii")
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
    tags = _TAG.findall(data[:_HEAD].decode("latin-1"))
    for of_own, attribute in _OWN_ADDRESS:
        for tag in tags:
            value = attribute.search(tag) if of_own.search(tag) else None
            if value is None:
                continue
            # the bytes of a raw Arabic address are those of the page
            link = next(filter(None, value.groups()), "").encode("latin-1").decode("utf-8", "replace")
            own = absolute(unescape(link), address) if link.strip() else None
            if own is not None:
                return own
    return None
