"""Reads our own source for the tests of the house: paths, trees, imports and dotted names."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("accounts", "contracts", "billing", "complaints")
PACKAGES = (*APPS, "config")


@cache
def sources() -> tuple[str, ...]:
    """Return the paths of our modules, migrations left out."""
    files = (file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
    return tuple(sorted(str(file.relative_to(ROOT)) for file in files if "migrations" not in file.parts))


@cache
def text_of(path: str) -> str:
    return (ROOT / path).read_text()


@cache
def tree_of(path: str) -> ast.Module:
    return ast.parse(text_of(path))


def modules_of(layer: str) -> list[str]:
    """Return the modules of one layer in all apps."""
    return [path for path in sources() if re.fullmatch(rf"\w+/{layer}(/\w+)*\.py", path) and not is_package(path)]


def is_package(path: str) -> bool:
    return path.endswith("__init__.py")


def functions(path: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(path: str) -> set[str]:
    """Return the dotted names a module imports."""
    names = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def dotted(node: ast.AST) -> str:
    """Return `a.b.c` for an attribute chain, and an empty text for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (inner := dotted(node.value)):
        return f"{inner}.{node.attr}"
    return ""


def only(found: Iterable[str], known: Iterable[str] = ()) -> None:
    """Fail with the whole list when something new breaks a rule, or something known no longer does."""
    there, listed = {*found}, {*known}
    new, mended = sorted(there - listed), sorted(listed - there)
    said = [*(f"mend: {name}" for name in new), *(f"take off the list: {name}" for name in mended)]
    if said:
        raise AssertionError("\n".join(said))
