"""The rules of the house that ruff, mypy and import-linter cannot say, read from the source itself."""

import ast
import doctest
import importlib
import re
import tomllib
from pathlib import Path

import pytest

from tests.source import APPS, ROOT, functions, imported, is_package, modules_of, only, sources, text_of, tree_of

TOP_LEVEL = {
    "accounts", "billing", "complaints", "config", "contracts", "deploy", "docs", "locale", "static", "templates",
    "tests",
}  # fmt: skip

# Each set below names what breaks a rule today. It only ever gets shorter: a name that no longer breaks
# the rule must be taken out, and a new one is mended instead of added.
LONG_MODULES = {"config/settings.py"}
WITHOUT_MIRROR_TEST = {
    "accounts/operations/imported_file.py",
    "accounts/operations/job_run.py",
    "billing/operations/market_price.py",
    "billing/rules/charge_code.py",
    "contracts/operations/metered_day.py",
    "contracts/operations/partition.py",
    "contracts/operations/statute.py",
}
WITHOUT_SOURCE = {
    "contracts/rules/day_values.py",
    "contracts/rules/example_consumption.py",
}
BY_POSITION: set[str] = set()

MAX_MODULE, MAX_FUNCTION = 300, 50
DATA = ("contracts/terms/",)  # one document, one value: as long as the document
NAMELESS = {"utils", "util", "helpers", "helper", "services", "service", "common", "misc", "base", "tools", "lib"}


# --- what is where


def test_the_top_level_holds_only_the_names_agreed():
    folders = {entry.name for entry in ROOT.iterdir() if entry.is_dir() and not entry.name.startswith(".")}
    only(folders - TOP_LEVEL - {"__pycache__", "node_modules", "staticfiles"})


def test_no_module_is_called_by_a_name_that_says_nothing():
    only([path for path in sources() if Path(path).stem in NAMELESS])


def test_every_module_opens_with_a_docstring():
    silent = [path for path in sources() if text_of(path).strip() and not ast.get_docstring(tree_of(path))]
    only(silent)


def test_no_module_is_longer_than_a_reader_can_hold():
    long = {
        path for path in sources() if len(text_of(path).splitlines()) > MAX_MODULE and not path.startswith(DATA)
    }
    only(long, known=LONG_MODULES)


def test_no_function_is_longer_than_a_screen():
    long = [
        f"{path}:{node.name}"
        for path in sources()
        if not path.startswith(DATA)
        for node in functions(path)
        if (node.end_lineno or 0) - node.lineno + 1 > MAX_FUNCTION
    ]
    only(long)


def test_every_config_module_stands_in_the_layer_contract():
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    listed = set(re.findall(r"config\.(\w+)", contracts[0]["layers"][0]))
    below = {"foundation", "embedded", "sandbox", "settings", "environment", "logs", "install"}
    there = {
        Path(path).relative_to("config").parts[0].removesuffix(".py") for path in sources() if "config/" in path
    }
    only(there - listed - below - {"__init__"})


def test_nobody_enters_another_app_by_its_pages_forms_tasks_or_admin():
    private = re.compile(r"(accounts|contracts|billing|complaints)\.(views|forms|tasks|admin|adapters|access)\b")
    crossings = [
        f"{path} imports {name}"
        for path in sources()
        for name in imported(path)
        if (found := private.match(name)) and not path.startswith((f"{found[1]}/", "config/"))
        if found[2] != "access"
    ]
    only(crossings)


def test_imports_inside_functions_do_not_hide_a_layer():
    """A late import is for start-up order alone; it never crosses to another of our packages unseen."""
    hidden = [
        f"{path}:{node.lineno}"
        for layer in ("rules", "operations", "queries", "models")
        for path in modules_of(layer)
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    only(hidden)


# --- tests mirror the tree


def has_mirror_test(path: str) -> bool:
    module = Path(path)
    folder = ROOT / "tests" / module.parent
    names = (f"test_{module.stem}.py", f"test_{module.stem}_*.py")
    return any(any(folder.glob(name)) for name in names)


def test_every_rule_and_operation_has_its_mirror_test():
    modules = modules_of("rules") + modules_of("operations")
    gaps = {path for path in modules if not has_mirror_test(path) and Path(path).stem != "step"}
    only(gaps, known=WITHOUT_MIRROR_TEST)


def test_every_foundation_module_has_its_mirror_test():
    modules = [path for path in sources() if path.startswith("config/foundation/") and not is_package(path)]
    only([path for path in modules if not has_mirror_test(path)])


def modules_with_examples() -> list[str]:
    places = ("config/foundation/", *(f"{app}/rules/" for app in APPS), "contracts/terms/")
    return [path for path in sources() if path.startswith(places) and ">>> " in text_of(path)]


@pytest.mark.parametrize("path", modules_with_examples())
def test_examples_in_docstrings_are_true(path):
    module = importlib.import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    failed, tried = doctest.testmod(module)
    assert (failed, tried > 0) == (0, True)


# --- rules


def test_every_rule_names_its_source():
    silent = {path for path in modules_of("rules") if "Source:" not in text_of(path) and Path(path).stem != "step"}
    only(silent, known=WITHOUT_SOURCE)


def test_more_than_one_argument_is_given_by_name():
    by_position = {
        f"{path}:{node.name}"
        for path in modules_of("rules") + modules_of("operations")
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and len(node.args.posonlyargs + node.args.args) > 1
    }
    only(by_position, known=BY_POSITION)


def test_operations_take_their_day_from_the_caller():
    guessed = [
        f"{path}:{node.name}"
        for layer in ("rules", "operations", "queries")
        for path in modules_of(layer)
        for node in functions(path)
        for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        if argument.arg in {"today", "as_of", "at", "now", "by"} and default is not None
    ]
    only(guessed)


# --- what is committed


def test_nothing_committed_knows_the_machine_it_was_written_on():
    places = re.compile(re.escape(str(ROOT)) + "/")
    words = {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".csv", ".po", ".sh", ".service", ".typ", ""}
    folders = [ROOT / name for name in TOP_LEVEL] + [ROOT / ".ci"]
    files = [file for folder in folders for file in folder.rglob("*")] + list(ROOT.iterdir())
    told = [
        str(file.relative_to(ROOT))
        for file in files
        if file.is_file() and file.suffix in words and file != Path(__file__)
        if not file.name.startswith(".") and places.search(file.read_text(errors="ignore"))
    ]
    only(told)
