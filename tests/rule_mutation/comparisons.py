"""Finds every comparison of a rules module, and puts a changed one into the functions already imported."""

import ast
import gc
import importlib
from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from types import CodeType, FunctionType

from tests.rule_mutation.mutant import Mutant
from tests.rule_register import Rule
from tests.source import ROOT, is_package, sources, text_of

FOLDERS = ("contracts/rules", "billing/rules")
OTHER = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
"""The comparison that differs in the boundary alone, or turns the answer where there is no boundary."""
SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


def mutants(rules: Iterable[Rule]) -> Iterator[Mutant]:
    """Yield every change of a comparison in the modules of rules."""
    held = [*rules]
    for path in sources():
        if str(Path(path).parent) in FOLDERS and not is_package(path):
            yield from mutants_of(path, proofs=frozenset(rule.id for rule in held if path in rule.implemented))


def mutants_of(path: str, *, proofs: frozenset[str]) -> Iterator[Mutant]:
    """Yield every change of a comparison in one module; `proofs` are the rules that live in it."""
    module = Path(path)
    folder = Path("tests") / module.parent
    for number, (function, compare, index) in enumerate(_comparisons(ast.parse(text_of(path)))):
        sign = type(compare.ops[index])
        left, right = [*pairwise([compare.left, *compare.comparators])][index]
        yield Mutant(
            heading=str(module.parent),
            id=path,
            place=f"{function}: {ast.unparse(left)} {SIGNS[sign]} {ast.unparse(right)}",
            change=f"{SIGNS[sign]} -> {SIGNS[OTHER[sign]]}",
            proofs=proofs,
            apply=partial(_apply, path, number),
            mirrors=(f"{folder}/test_{module.stem}.py", f"{folder}/test_{module.stem}_*.py"),
        )


def changed(text: str, number: int) -> ast.Module:
    """Return the tree of a module with one of its comparisons changed, counted from 0."""
    tree = ast.parse(text)
    _function, compare, index = [*_comparisons(tree)][number]
    compare.ops[index] = OTHER[type(compare.ops[index])]()
    return ast.fix_missing_locations(tree)


def index_functions() -> None:
    """Find the functions of every module once, before the children are forked."""
    for path in sources():
        if str(Path(path).parent) in FOLDERS:
            importlib.import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    _functions()


def _comparisons(tree: ast.Module) -> Iterator[tuple[str, ast.Compare, int]]:
    for name, function in _named(tree, ""):
        for node in _own(function):
            if isinstance(node, ast.Compare):
                yield from ((name, node, index) for index, sign in enumerate(node.ops) if type(sign) in OTHER)


def _named(node: ast.AST, prefix: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            yield f"{prefix}{child.name}", child
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            yield from _named(child, f"{prefix}{child.name}.")
        else:
            yield from _named(child, prefix)


def _own(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield what stands in a function's body, but not what stands in a function inside it."""
    waiting: list[ast.AST] = [*reversed(function.body)]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef):
            waiting += reversed([*ast.iter_child_nodes(node)])


def _apply(path: str, number: int) -> None:
    """
    Give every function of the module the code it has in the changed module.

    Importing the module anew would leave the tests with the functions they have imported already.
    """
    file = str(ROOT / path)
    codes = {_key(code): code for code in _codes(compile(changed(text_of(path), number), file, "exec"))}
    for function in _functions()[file]:
        function.__code__ = codes[_key(function.__code__)]


def _codes(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from _codes(inner)


def _key(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


@cache
def _functions() -> dict[str, list[FunctionType]]:
    """Return the functions made so far, by the file they were written in; decorated ones are found too."""
    found: dict[str, list[FunctionType]] = {}
    gc.unfreeze()  # what the apps froze at their start would not be among the objects
    for each in gc.get_objects():
        if type(each) is FunctionType:
            found.setdefault(each.__code__.co_filename, []).append(each)
    return found
