"""The benchmarks' own code: what is compared is what is meant."""

import datetime as dt
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

import musnad
from musnad.model.names import Name

ROOT = Path(__file__).parent.parent


def load(name: str, folder: str = "benchmarks") -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / folder / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_names_are_read_as_the_corpus_marks_them(tmp_path: Path) -> None:
    names = load("names")
    file = tmp_path / "made-up.conll"
    file.write_text("وصل\tO\nسامر\tB-PER\nالخالدي\tI-PER\n\nسرمدا\tB-LOC\nإدلب\tB-LOC\n", encoding="utf-8")
    first, second = names.read_conll(file)
    text, words = names.joined([*first, *second])
    assert text == "وصل سامر الخالدي سرمدا إدلب"
    assert list(names.marked([*first, *second], words)) == [
        Name((4, 16), "PER"),
        Name((17, 22), "LOC"),
        Name((23, 27), "LOC"),
    ]


def test_a_line_that_is_no_word_with_a_tag_is_named(tmp_path: Path) -> None:
    file = tmp_path / "broken.conll"
    file.write_text("وصل\tO\nسامر B-PER\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"broken\.conll, line 2"):
        load("names").read_conll(file)


def test_f1_of_names_is_of_whole_names() -> None:
    assert "P 0.500  R 0.250  F1 0.333" in load("names").line("all", 1, 2, 4)


def test_the_model_alone_codes_a_report() -> None:
    title = "مقتل خمسة مدنيين بغارة جوية على سوق في بلدة سرمين"
    report = musnad.Report(id="r", text=f"{title}\n\nقصفت طائرة حربية السوق صباح اليوم.", title=title)
    coded = load("model_only").code_by_model(report, musnad.load_knowledge())
    assert coded.events
    assert all(0 <= start < end <= len(report.text) for event in coded.events for start, end in event.mentions)


def test_made_up_pages_are_sixty_and_a_third_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    made = list(load("page_layouts").pages())
    assert len(made) == 60
    assert sum(page.layout.kept for page in made) == 21
    assert len({page.data for page in made}) == 60
    assert sum(page.truth.day is None for page in made) >= 6
    for page in made:
        text = page.data.decode(page.layout.charset)
        assert page.truth.title in text or "next_data" in page.name
        assert page.truth.byline is None or page.truth.byline.split("، ")[0] in text or "next_data" in page.name


def test_an_invented_day_is_worse_than_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    pages = load("pages")
    first, other = dt.date(2031, 4, 21), dt.date(2031, 4, 22)
    body = pages.Counter(pages.words("قتل شخصان بقصف"))

    def scored(days: tuple[dt.date, ...], read: dt.date | None) -> int:
        wanted = pages.Wanted("p", "tuned", b"", None, pages.digest("قصف"), days, ("",), body)
        return int(pages.score(wanted, "r", pages.Read("قصف!", "قتل شخصان", read, "")).day)

    assert (scored((first,), first), scored((), None)) == (1, 1)
    assert scored((first,), None) == 0
    assert (scored((first,), other), scored((), first)) == (-1, -1)


def test_bodies_are_scored_by_words_and_titles_by_being_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    pages = load("pages")
    body = pages.Counter(pages.words("قتل شخصان بقصف عنيف"))
    wanted = pages.Wanted("p", "tuned", b"", None, pages.digest("قصف"), (), (pages.digest("سامر"),), body)
    found = pages.score(wanted, "r", pages.Read("«قصف»", "قتل شخصان شخصان بقصف", None, "رنا"))
    assert (found.body, found.title, found.byline) == (pytest.approx(0.75), 1.0, 0.0)


def test_calibration_is_measured_in_bins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(ROOT / "tools")])
    error = load("train_confidence", "tools").calibration_error
    assert error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0.0)
    assert error([(0.9, True), (0.9, False), (0.1, False), (0.1, False)]) == pytest.approx((0.8 + 0.2) / 4)
    assert error([]) == 0.0


def test_made_up_archives_are_read_and_stored(tmp_path: Path) -> None:
    archive = tmp_path / "made-up.warc.gz"
    warc = load("warc")
    size = warc.write_archive(archive, 3)
    assert 3 * 40_000 < size < 3 * 150_000
    assert warc.store(archive, tmp_path / "a.desk", 1) == 3
