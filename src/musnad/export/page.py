"""Reports with their events as one HTML file that asks nothing of the network."""

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources
from importlib.metadata import version

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from musnad.export.facts import ReportFacts, report_facts
from musnad.export.labels import Labels, labels
from musnad.export.marked_text import marked_text
from musnad.export.marking import visible
from musnad.knowledge.ontology import Language
from musnad.records import CodedReport, Report

_STYLE, _SCRIPT = "page.css", "page.js"


def render_page(pairs: Sequence[tuple[Report, CodedReport]], lang: Language) -> str:
    """One self-contained page that shows the reports, every value linked with its words in the text.

    What the reports say is only ever text in it. A content security policy lets the page's own style and
    script run and nothing else, and forbids every request. Names are not masked: the page is for the desk.
    """
    words = labels(lang)
    reports = [report_facts(n, report, coded, words) for n, (report, coded) in enumerate(pairs, start=1)]
    style, script = _asset(_STYLE) + _family_rules(words), _asset(_SCRIPT)
    return (
        _environment()
        .get_template("page.html")
        .render(
            L=words,
            lang=lang,
            dir="rtl" if words.right_to_left else "ltr",
            reports=reports,
            families=_families(reports, words),
            marked_text=marked_text,
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            policy=_policy(style, script),
            version=version("musnad"),
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("musnad.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finished,
    )
    environment.tests["arabic"] = _arabic
    return environment


def _finished(value: object) -> object:
    """What a report says, without characters that cannot stand in a page."""
    return visible(value) if type(value) is str else value


def _arabic(text: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in text)


def _families(reports: Sequence[ReportFacts], words: Labels) -> list[tuple[str, int]]:
    """The families that the page shows with their number of events, in the order of the labels."""
    counted = Counter(event.family for report in reports for event in report.events)
    return [(family, counted[family]) for family in words.sections["family"] if counted[family]]


def _family_rules(words: Labels) -> str:
    """A family whose box is not ticked is hidden in lists and unmarked in texts. Needs no script."""
    rules = []
    for family in words.sections["family"]:
        off = f"body:has(#show-{family}:not(:checked))"
        rules.append(f"{off} [data-family={family}]{{display:none}}")
        rules.append(f"{off} .text .only-{family}{{background:none;text-decoration:none}}")
        rules.append(f"{off} .text .sign.only-{family}{{display:none}}")
    return "\n".join(rules) + "\n"


def _asset(name: str) -> str:
    return resources.files("musnad.export").joinpath("assets", name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing is loaded, nothing sent, and only our own style and script run."""
    allowed = f"style-src {_hash(style)}; script-src {_hash(script)}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
