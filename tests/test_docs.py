"""What the documents say can be done is there: commands, tasks, links, types."""

import importlib.util
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parent.parent
README, ARABIC = ROOT / "README.md", ROOT / "README.ar.md"
PAGES = [
    *(
        README,
        ARABIC,
        ROOT / "CONTRIBUTING.md",
        ROOT / "demo" / "README.md",
        ROOT / "changelog.d" / "README.md",
    ),
    *sorted((ROOT / "docs").rglob("*.md")),
]
# Invisible marks of direction and breaks: they come along when a terminal's output is copied.
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(page: Path) -> list[tuple[str, str]]:
    """The code blocks of a page, each with its language."""
    return BLOCK.findall(page.read_text("utf-8"))


def shell_lines(page: Path) -> list[str]:
    return [line for language, code in blocks(page) if language == "sh" for line in code.splitlines()]


@cache
def commands(*group: str) -> frozenset[str]:
    """The commands that `musnad --help`, or that of a group, lists."""
    done = subprocess.run(
        [sys.executable, "-m", "musnad", *group, "--help"], capture_output=True, encoding="utf-8", check=True
    )
    return frozenset(re.findall(r"^│ (\w+) {2,}\S", done.stdout.partition("Commands")[2], re.MULTILINE))


def anchors(page: Path) -> set[str]:
    """The names under which GitHub links to a page's headings."""
    plain = BLOCK.sub("", page.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in HEADING.findall(plain)}


@pytest.mark.parametrize("page", [README, ARABIC], ids=name)
def test_commands_in_the_readme_exist(page: Path) -> None:
    shown = [line.split()[1:] for line in shell_lines(page) if line.startswith("musnad ")]
    assert len(shown) >= 7
    for words in shown:
        if words == ["--help"]:
            continue
        assert words[0] in commands(), words
        if words[0] == "gazetteer":
            assert words[1] in commands("gazetteer"), words


def test_every_command_is_shown_in_the_readme() -> None:
    shown = {line.split()[1] for line in shell_lines(README) if line.startswith("musnad ")}
    assert commands() <= shown


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_tasks_of_make_exist(page: Path) -> None:
    tasks = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    shown = re.findall(r"^make ([a-z]+)", "\n".join(shell_lines(page)), re.MULTILINE)
    assert set(shown) <= tasks


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(BLOCK.sub("", page.read_text("utf-8"))):
        if "://" in link:
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_relative_to(ROOT), link
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_holds_no_invisible_marks(page: Path) -> None:
    assert not INVISIBLE.search(page.read_text("utf-8"))


def test_both_readmes_show_the_same_code() -> None:
    assert blocks(README) == blocks(ARABIC)
    assert blocks(README)


def test_both_readmes_give_the_same_figures() -> None:
    english, arabic = (
        re.findall(r"^\|.*\| ([^|]*) \|$", page.read_text("utf-8"), re.MULTILINE) for page in (README, ARABIC)
    )
    assert english[1:] == arabic[1:]
    assert len(english) == 12


def test_the_python_in_the_readme_runs() -> None:
    (code,) = (code for language, code in blocks(README) if language == "python")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-W", "error", "-c", code],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "strike." in done.stdout


@pytest.mark.parametrize("page", [README, ARABIC], ids=name)
def test_a_readme_is_short(page: Path) -> None:
    assert len(page.read_text("utf-8").splitlines()) < 200


def test_the_table_of_types_is_what_musnad_knows() -> None:
    path = ROOT / "tools" / "types_table.py"
    spec = importlib.util.spec_from_file_location("types_table", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.table() in (ROOT / "docs" / "record.md").read_text("utf-8")
