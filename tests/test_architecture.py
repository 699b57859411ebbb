"""The house rules that a machine can check."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "src").rglob("*.py"))
LONGEST = 400
# Invisible characters that turn text around or hide: \u escapes say what is meant.
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# What may be called while a module is imported, beside classes: it makes a constant, and reads and changes
# nothing.
MAKERS = {
    *("frozenset", "tuple", "range", "dict", "dict.fromkeys", "set", "sorted", "chr", "ord", "str", "int"),
    *("bytes", "len", "slice", "zip", "re.compile", "str.maketrans", "get_args", "cast", "dt.date", "dt.timedelta"),
}
MAKING_ROOMS = ("sa.", "typer.")
DECLARATIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.If)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_rooms_import_only_what_is_below_them() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(linter)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < LONGEST


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_source_has_no_invisible_characters(path: Path) -> None:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        assert not INVISIBLE.search(line), f"{name(path)}:{number}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_importing_a_module_does_no_work(path: Path) -> None:
    if "migrations" in path.parts or path.name == "__main__.py":
        pytest.skip("run by Alembic, or as a program")
    made_here = set()
    tree = ast.parse(path.read_text("utf-8"))
    for statement in tree.body:
        where = f"{name(path)}:{statement.lineno}"
        if isinstance(statement, ast.Expr):
            assert isinstance(statement.value, ast.Constant) or _registers(statement.value), f"{where}: work"
            continue
        assert isinstance(statement, DECLARATIONS), f"{where}: {type(statement).__name__} while importing"
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            made_here.add(statement.name)
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            for call in _calls(statement):
                assert _allowed(call, made_here), f"{where}: calls {ast.unparse(call.func)} while importing"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_function_changes_what_a_module_holds(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    held = {
        target.id
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        where = f"{name(path)}:{getattr(node, 'lineno', 0)}"
        assert not isinstance(node, ast.Global), f"{where}: global"
        changed = _changed(node)
        assert changed not in held, f"{where}: changes {changed}, which the module holds"


def _calls(node: ast.AST) -> list[ast.Call]:
    """The calls that run when the statement does: not those inside a lambda."""
    found, left = [], [node]
    while left:
        one = left.pop()
        if isinstance(one, ast.Call):
            found.append(one)
        if not isinstance(one, ast.Lambda):
            left += ast.iter_child_nodes(one)
    return found


def _allowed(call: ast.Call, made_here: set[str]) -> bool:
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Constant | ast.JoinedStr):
        return True  # "a b".split(), "|".join(...)
    called = ast.unparse(call.func)
    is_class = called.rpartition(".")[2][:1].isupper()
    return is_class or called in MAKERS or called in made_here or called.startswith(MAKING_ROOMS)


def _registers(node: ast.expr) -> bool:
    """`app.command("code")(code.code)`: that is how Typer is told of commands."""
    return isinstance(node, ast.Call) and ast.unparse(node.func).startswith("app.")


def _changed(node: ast.AST) -> str | None:
    """The name of what a statement changes in place: `name[...] = …`, `name.append(…)`."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        return node.value.id if isinstance(node.value, ast.Name) else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        changers = {"append", "extend", "add", "update", "clear", "pop", "remove", "setdefault", "insert"}
        if node.func.attr in changers and isinstance(node.func.value, ast.Name):
            return node.func.value.id
    return None
