"""`musnad verify`, as a process."""

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.cli.corpus import HEADLINE, TEXT, line

from musnad.desk import Desk

PAGE = "<html><head><title>{head}</title></head><body><h1>{head}</h1><p>{text}</p><p>{more}</p></body></html>"
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>مدارات</title>{items}</channel></rss>',
    "<item><title>{title}</title><link>https://madarat.example/{n}</link><description>{text}</description></item>",
)


@pytest.fixture
def filled(musnad: Run, tmp_path: Path) -> Run:
    """A desk with three pages and a feed of two, out of a folder."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(3):
        page = PAGE.format(head=HEADLINE, text=TEXT, more=f"الخبر رقم {number}.")
        (folder / f"{number}.html").write_text(page)
    whole, item = FEED
    items = "".join(item.format(title=f"{HEADLINE} {n}", n=n, text=TEXT) for n in range(2))
    (folder / "feed.xml").write_text(whole.format(items=items))
    assert musnad("add", "war.desk", "pages", "--no-model").returncode == 0
    return musnad


def change(path: Path, statement: str) -> None:
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute(statement)
    raw.close()


def test_a_whole_desk_is_told_with_its_seal(filled: Run) -> None:
    done = filled("verify", "war.desk")
    counts, seal = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert counts == "bodies: 4 · receipts: 4 · reports: 5 · faults: 0"
    as_json = json.loads(filled("verify", "war.desk", "--json").stdout)
    assert seal == f"last seal: {as_json['seal']}"
    assert as_json["faults"] == []
    assert filled("verify", "war.desk", "--seal", as_json["seal"]).returncode == 0
    assert "الإيصالات: 4" in filled("verify", "war.desk", "--lang", "ar").stdout


def test_adding_again_leaves_the_evidence_as_it_is(filled: Run) -> None:
    before = filled("verify", "war.desk").stdout
    assert filled("add", "war.desk", "pages", "--no-model").stderr == "stored 0 reports, 5 already there, 0 failed\n"
    assert filled("verify", "war.desk").stdout == before


def test_a_fault_is_told_in_a_line_that_names_receipt_and_address(filled: Run, tmp_path: Path) -> None:
    change(tmp_path / "war.desk", 'update receipts set headers = \'[["a","b"]]\' where id = 2')
    done = filled("verify", "war.desk")
    assert done.returncode == 1
    fault, counts, _ = done.stdout.splitlines()
    assert fault.startswith("receipt 2 (pages/1.html): its seal does not fit")
    assert counts.endswith("faults: 1")
    (told,) = json.loads(filled("verify", "war.desk", "--json").stdout)["faults"]
    assert (told["kind"], told["id"], told["address"]) == ("receipt", "2", "pages/1.html")
    assert filled("verify", "war.desk", "--lang", "ar").stdout.startswith("الإيصال 2 (pages/1.html)")


def test_a_seal_that_is_not_in_the_chain_and_a_name_that_would_steer_the_terminal(filled: Run, tmp_path: Path) -> None:
    lost = filled("verify", "war.desk", "--seal", "abc")
    assert lost.returncode == 1
    assert "the seal abc is not in the chain" in lost.stdout
    change(tmp_path / "war.desk", "update receipts set address = char(27) || ']0;x' || char(10) where id = 1")
    said = filled("verify", "war.desk").stdout
    assert "\x1b" not in said
    assert len(said.splitlines()) == 3


def test_a_page_from_standard_input_is_kept_and_lines_have_their_text(musnad: Run, tmp_path: Path) -> None:
    page = PAGE.format(head=HEADLINE, text=TEXT, more="")
    assert musnad("add", "war.desk", "-", "--no-model", given=page).returncode == 0
    assert musnad("add", "war.desk", "-", "--no-model", given=line("r1")).returncode == 0
    with Desk.open(tmp_path / "war.desk") as desk:
        ((receipt,),) = (found for name in ids_of(desk) if (found := desk.receipts(name)))
        checked = desk.verify()
    assert (receipt.address, receipt.sha256) == ("<stdin>", hashlib.sha256(page.encode()).hexdigest())
    assert (checked.receipts, checked.reports, checked.faults) == (1, 2, ())


def ids_of(desk: Desk) -> list[str]:
    return sorted({event.report_id for event in desk.events()})


def test_what_is_no_desk_cannot_be_verified(musnad: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("سلام" * 500)
    for path, why in (("none.desk", "no such desk"), ("letter.txt", "not an SQLite file")):
        done = musnad("verify", path)
        assert done.returncode == 2
        assert why in done.stderr
