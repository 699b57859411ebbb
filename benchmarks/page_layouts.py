"""Sixty made-up pages in the layouts of real outlets, each with what must be read from it.

Twenty layouts (`layouts/*.html.j2`), three pages each. Text, outlets and hosts are invented (`made_up_news.yaml`);
taken from life are only the build of the pages and what stands around the article. A third of the layouts are `kept`:
the reader was never tuned on them, and the benchmark shows them apart.

    python benchmarks/page_layouts.py FOLDER    writes the pages, to be looked at
"""

import datetime as dt
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import jinja2
import msgspec
from hijridate import Gregorian

HERE = Path(__file__).parent
Kind = Literal["p", "h", "quote", "li"]
MONTHS = {
    "levant": "كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول",
    "egypt": "يناير,فبراير,مارس,أبريل,مايو,يونيو,يوليو,أغسطس,سبتمبر,أكتوبر,نوفمبر,ديسمبر",
    "algeria": "جانفي,فيفري,مارس,أفريل,ماي,جوان,جويلية,أوت,سبتمبر,أكتوبر,نوفمبر,ديسمبر",
    "morocco": "يناير,فبراير,مارس,أبريل,ماي,يونيو,يوليوز,غشت,شتنبر,أكتوبر,نونبر,دجنبر",
    "hijri": "محرم,صفر,ربيع الأول,ربيع الآخر,جمادى الأولى,جمادى الآخرة,رجب,شعبان,رمضان,شوال,ذو القعدة,ذو الحجة",
}
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class News(msgspec.Struct, frozen=True):
    """The stock of words that pages are made of."""

    places: list[str]
    regions: list[str]
    names: list[str]
    officials: list[str]
    agencies: list[str]
    tags: list[str]
    titles: list[str]
    leads: list[str]
    openings: list[str]
    sentences: list[str]
    quotes: list[str]
    subheads: list[str]
    bullets: list[str]
    captions: list[str]
    comments: list[str]
    readers: list[str]


class Block(msgspec.Struct, frozen=True):
    """A line of an article. `html` has links in it where the layout puts some."""

    kind: Kind
    text: str
    html: str


class Link(msgspec.Struct, frozen=True):
    """Another article that the page points to."""

    title: str
    lead: str
    day: dt.date


class Form(msgspec.Struct, frozen=True):
    """What a page has: its length, who signs it (None: nobody), whether it gives its day, and what stands inside.

    `agency`: it is signed by an agency alone, in the dateline or under the text.
    """

    paragraphs: int = 6
    byline: str | None = None
    dated: bool = True
    lead: bool = False
    subheads: bool = False
    quote: bool = False
    bullets: bool = False
    links: bool = False
    source: str | None = None
    agency: bool = False


class Layout(msgspec.Struct, frozen=True):
    """One way to build a page. `kept`: no rule of the reader was made or changed by looking at it."""

    name: str
    like: str
    forms: tuple[Form, Form, Form]
    kept: bool = False
    charset: str = "utf-8"


class Truth(msgspec.Struct, frozen=True):
    """What must be read from a page. `day` is None where the page gives none of its own."""

    title: str
    body: tuple[str, ...]
    day: dt.date | None
    byline: str | None


class Page(msgspec.Struct, frozen=True):
    """A page with its truth. `agency_only`: all that signs it is an agency, in the dateline or under the text."""

    name: str
    layout: Layout
    agency_only: bool
    url: str
    data: bytes
    truth: Truth


_PERSON, _TWO = "سامر الخزام", "رنا العوادي، مازن درغوث"
LAYOUTS = (
    Layout("jannah", "WordPress, theme Jannah: inline related box, author box, tags, next article", (
        Form(7, _PERSON, links=True), Form(5, "متابعات", subheads=True), Form(4, None, quote=True))),
    Layout("newspaper_theme", "WordPress, theme Newspaper: time and author in the head, «اقرأ أيضاً» in paragraphs", (
        Form(6, _PERSON, lead=True), Form(8, None, links=True, subheads=True), Form(4, "هالة بن سلمون", bullets=True))),
    Layout("sahifa", "WordPress, theme Sahifa, of a state agency: day in figures, dateline on its own", (
        Form(5, "السنبلة", agency=True), Form(7, lead=True), Form(3, "ليلى المرادني")), kept=True),
    Layout("amp", "AMP page: amp-social-share, amp-list of related, consent", (
        Form(6, _PERSON, lead=True), Form(4), Form(7, _TWO, subheads=True))),
    Layout("drupal", "Drupal: field--name-body, submitted line, view of related content with dates", (
        Form(6, "ليلى المرادني"), Form(5, "وكالات", quote=True), Form(8, _PERSON, subheads=True))),
    Layout("next_data", "drawn by a script: the article is only in JSON-LD", (
        Form(6, _PERSON), Form(5), Form(7, "نادر القصبي"))),
    Layout("tables_1256", "tables in windows-1256, day at the top for the reader, Levantine date at the headline", (
        Form(5, "خاص"), Form(6), Form(4, "ياسين الجرموق")), charset="cp1256"),
    Layout("live", "live page: entries with an hour, the newest first", (
        Form(8), Form(6, lead=True), Form(10, "رنا العوادي")), kept=True),
    Layout("wire", "news agency: number of the item, dateline with agency in brackets, initials at the end", (
        Form(5, "المرفأ", agency=True), Form(3, "المرفأ", agency=True), Form(7, "المرفأ", agency=True))),
    Layout("broadcaster", "a broadcaster's page: head with dates, wysiwyg body, «المصدر», more on the subject", (
        Form(7, _PERSON, lead=True, links=True, source="وكالات"), Form(6, None, subheads=True, lead=True),
        Form(5, "رويترز", source="رويترز", agency=True))),
    Layout("fmm", "a French broadcaster's page in Arabic: chapo, interstitials, newsletter, agencies", (
        Form(6, "وكالة الأفق", lead=True), Form(7, _TWO, lead=True, subheads=True),
        Form(5, "أ ف ب", lead=True, agency=True)), kept=True),
    Layout("simorgh", "a British broadcaster's page: hashed class names, skip links, picture sources, a role", (
        Form(7, "هالة بن سلمون", subheads=True), Form(6), Form(8, _TWO, quote=True, subheads=True))),
    Layout("egypt", "an Egyptian daily: «كتب» in the byline, text in one block with line breaks, share bars", (
        Form(5, _PERSON), Form(6, _TWO), Form(4))),
    Layout("maghreb", "a Moroccan site: hour and Maghrebi date, comments with dates, «هذا الموضوع»", (
        Form(6, "سعاد بوجناح"), Form(5, "متابعة"), Form(7, _PERSON, subheads=True)), kept=True),
    Layout("bare", "no headline element, no paragraphs: div and br, «آخر تحديث» above", (
        Form(5), Form(6, "نادر القصبي"), Form(4, dated=False))),
    Layout("dateless", "no day of its own: days only in related news, sidebar, comments and copyright", (
        Form(6, dated=False), Form(5, _PERSON, dated=False), Form(7, dated=False, subheads=True))),
    Layout("scroll", "a second and third article under the first, loaded as one scrolls", (
        Form(6, _PERSON), Form(5, lead=True), Form(4, "منى عبد الوارث", dated=False)), kept=True),
    Layout("iraqi", "an Iraqi site: Eastern figures, name of the outlet before the text, follow-us lines", (
        Form(5), Form(4, "خاص"), Form(6, dated=False)), kept=True),
    Layout("video", "video page: player, controls, little text, clips with hours", (
        Form(2), Form(3, _PERSON), Form(2, dated=False))),
    Layout("hijri", "a Yemeni agency: Hijri day first, Gregorian day in brackets, the reader's day at the top", (
        Form(5, "السنبلة", agency=True), Form(6), Form(4)), kept=True),
)  # fmt: skip


def pages() -> Iterator[Page]:
    """The sixty pages, always the same ones."""
    news = msgspec.yaml.decode((HERE / "made_up_news.yaml").read_bytes(), type=News)
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "layouts"), undefined=jinja2.StrictUndefined, autoescape=True,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.filters.update(day=written_day, hijri=hijri_day, eastern=lambda text: str(text).translate(EASTERN))
    for number, layout in enumerate(LAYOUTS):
        for variant, form in enumerate(layout.forms):
            yield _page(layout, form, variant, Maker(news, random.Random(1000 * number + variant)), env)  # noqa: S311


class Maker:
    """Makes text out of the stock."""

    def __init__(self, news: News, chance: random.Random) -> None:
        self.news = news
        self.chance = chance

    def fill(self, pattern: str) -> str:
        """A pattern with its gaps filled."""
        place, other = self.chance.sample(self.news.places, 2)
        return pattern.format(
            place=place, place2=other, region=self.chance.choice(self.news.regions),
            name=self.chance.choice(self.news.names), official=self.chance.choice(self.news.officials),
            agency=self.chance.choice(self.news.agencies), weekday=self.chance.choice(WEEKDAYS),
            n=self.chance.randint(3, 9), n2=self.chance.randint(11, 40),
        )  # fmt: skip

    def paragraph(self, used: set[str]) -> str:
        """One to three sentences that the page does not have yet."""
        own = [one for one in self.news.sentences if one not in used]
        chosen = self.chance.sample(own, min(len(own), self.chance.randint(1, 3)))
        used.update(chosen)
        return " ".join(self.fill(one) for one in chosen)

    def blocks(self, form: Form) -> list[Block]:
        """The lines of an article."""
        used: set[str] = set()
        texts = [self.paragraph(used) for _ in range(form.paragraphs)]
        texts[0] = f"{self.fill(self.chance.choice(self.news.openings))} {texts[0]}"
        found = [Block("p", text, self._linked(text) if form.links else text) for text in texts if text]
        if form.quote:
            found.insert(2, _plain("quote", self.chance.choice(self.news.quotes)))
        if form.bullets:
            found[1:1] = [_plain("li", self.fill(one)) for one in self.news.bullets]
        if form.subheads:
            for at, head in zip((5, 2), self.chance.sample(self.news.subheads, 2), strict=True):
                if at < len(found):
                    found.insert(at, _plain("h", head))
        return found

    def links(self, count: int, until: dt.date) -> list[Link]:
        """Other articles, of days up to this one."""
        titles = self.chance.sample(self.news.titles, count)
        return [
            Link(self.fill(title), self.fill(self.chance.choice(self.news.leads)),
                 until - dt.timedelta(days=self.chance.randint(1, 40)))
            for title in titles
        ]  # fmt: skip

    def _linked(self, text: str) -> str:
        """The text with a place in it made a link, as outlets do for their tags."""
        for place in self.news.places:
            if place in text:
                return text.replace(place, f'<a href="/tag/{abs(hash_of(place))}">{place}</a>', 1)
        return text


def hash_of(text: str) -> int:
    """A number for a text that is the same in every run."""
    return sum(ord(sign) * (at + 7) for at, sign in enumerate(text)) % 9973


def written_day(day: dt.date, style: str = "levant", weekday: bool = True) -> str:
    """«الأحد 21 نيسان 2024» with the months of a region."""
    name = MONTHS[style].split(",")[day.month - 1]
    return f"{WEEKDAYS[day.weekday()] + ' ' if weekday else ''}{day.day} {name} {day.year}"


def hijri_day(day: dt.date) -> str:
    """«الأحد 12 شوال 1445هـ»."""
    found = Gregorian(day.year, day.month, day.day).to_hijri()
    return f"{WEEKDAYS[day.weekday()]} {found.day} {MONTHS['hijri'].split(',')[found.month - 1]} {found.year}هـ"


def _plain(kind: Kind, text: str) -> Block:
    return Block(kind, text, text)


def _page(layout: Layout, form: Form, variant: int, maker: Maker, env: jinja2.Environment) -> Page:
    day = dt.date(2019, 1, 9) + dt.timedelta(days=maker.chance.randint(0, 2000))
    title = maker.fill(maker.chance.choice(maker.news.titles))
    lead = maker.fill(maker.chance.choice(maker.news.leads)) if form.lead else None
    blocks = maker.blocks(form)
    site = ("شبكة المرج", "موقع سنابل", "صحيفة الضفة")[variant]
    place = maker.chance.choice(maker.news.places)
    opening = {
        "wire": f"{place} {day.day} {MONTHS['egypt'].split(',')[day.month - 1]} ({form.byline}) - ",
        "hijri": f"{place} - {form.byline} : " if form.byline else "",
        "iraqi": f"{site}/ ",
    }.get(layout.name, "")
    blocks[0] = Block("p", opening + blocks[0].text, opening + blocks[0].html)
    host = f"{layout.name.replace('_', '-')}{variant}.example"
    url = f"https://www.{host}/news/{1000 + hash_of(title)}"
    facts: dict[str, Any] = {
        "title": title, "lead": lead, "blocks": blocks, "form": form, "variant": variant, "day": day,
        "dated": form.dated, "byline": form.byline, "source": form.source, "url": url, "host": host,
        "site": site, "site_latin": ("Marj", "Sanabel", "Diffa")[variant], "place": place,
        "hour": f"{maker.chance.randint(7, 21):02}:{maker.chance.randint(10, 59)}",
        "related": maker.links(4, day), "popular": maker.links(5, day + dt.timedelta(days=60)),
        "caption": maker.fill(maker.chance.choice(maker.news.captions)),
        "comments": [maker.fill(one) for one in maker.news.comments], "readers": maker.news.readers,
        "tags": maker.chance.sample(maker.news.tags, 3),
        "next": [(link, maker.blocks(Form(4))) for link in maker.links(2, day)], "saved": day + dt.timedelta(days=75),
    }  # fmt: skip
    text = env.get_template(f"{layout.name}.html.j2").render(facts)
    body = [*([lead] if lead else []), *(block.text for block in blocks)]
    body += [f"المصدر: {form.source}"] if form.source else []
    truth = Truth(title, tuple(body), day if form.dated else None, form.byline)
    return Page(f"{layout.name}-{variant}", layout, form.agency, url, text.encode(layout.charset), truth)


def main() -> None:
    """Write the pages, with their truth beside them."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for page in pages():
        (folder / f"{page.name}.html").write_bytes(page.data)
        (folder / f"{page.name}.json").write_bytes(msgspec.json.format(msgspec.json.encode(page.truth)))


if __name__ == "__main__":
    main()
