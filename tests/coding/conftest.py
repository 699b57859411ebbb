"""The coder as a whole, loaded once for all tests of this room: the rules alone, for they are what is tested here."""

import pytest
from tests.coding.handmade import PUBLISHED, Code, Coded

import musnad


@pytest.fixture(scope="session")
def knowledge() -> musnad.Knowledge:
    return musnad.load_knowledge(model=False)


@pytest.fixture(scope="session")
def code(knowledge: musnad.Knowledge) -> Code:
    """Codes a headline and its body, published on 15 May 2024 unless told otherwise."""

    def run(title: str, body: str, published_at: str | None = PUBLISHED, outlet: str | None = None) -> Coded:
        text = f"{title}\n\n{body}"
        report = musnad.Report(id="made-up", text=text, title=title, published_at=published_at, outlet=outlet)
        return Coded(text, musnad.code_report(report, knowledge).events)

    return run
