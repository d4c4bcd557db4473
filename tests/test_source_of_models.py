"""What models, money, clocks and tasks look like, read from the source: no surprises on save, no floats."""

import ast
import re
from collections.abc import Iterator

from tests.source import APPS, dotted, functions, imported, modules_of, only, sources, tree_of

# Not money: consumption and weather of the example household, drawn from a seed.
FLOATS_WELCOME = ("contracts/rules/example_",)


# --- models


def model_classes() -> Iterator[tuple[str, ast.ClassDef]]:
    for path in modules_of("models"):
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef):
                yield path, node


def test_models_do_nothing_when_they_are_saved():
    overrides = [
        f"{path}:{model.name}.{node.name}"
        for path, model in model_classes()
        for node in model.body
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete", "clean", "full_clean"}
    ]
    only(overrides)


def test_models_have_no_ordering_of_their_own():
    ordered = [
        f"{path}:{model.name}"
        for path, model in model_classes()
        for meta in model.body
        if isinstance(meta, ast.ClassDef) and meta.name == "Meta"
        for line in meta.body
        if isinstance(line, ast.Assign) and dotted(line.targets[0]) in {"ordering", "get_latest_by"}
    ]
    only(ordered)


def test_no_app_listens_to_signals():
    listening = [
        path for path in sources() for name in imported(path) if re.search(r"\bsignals?\b|^django\.dispatch", name)
        if path.split("/")[0] in APPS
    ]  # fmt: skip
    # the timeline hears of logins and passwords from Django and allauth; between our apps there are none
    only(set(listening) - {"accounts/adapters/audit.py"})


def test_models_hold_no_floats_decimals_validators_or_automatic_times():
    forbidden = {"FloatField", "DecimalField", "ManyToManyField", "GenericForeignKey"}
    found = []
    for path in modules_of("models"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call):
                if dotted(node.func).rsplit(".", 1)[-1] in forbidden:
                    found.append(f"{path}:{node.lineno} {dotted(node.func)}")
                options = {option.arg for option in node.keywords} & {"auto_now", "auto_now_add", "validators"}
                found += [f"{path}:{node.lineno} {option}" for option in sorted(options)]
    only(found)


def test_every_choice_is_stored_in_capitals_or_as_a_code():
    words = [
        f"{path}: {node.value!r}"
        for path in (f"{app}/enums.py" for app in APPS)
        for choice in tree_of(path).body
        if isinstance(choice, ast.ClassDef) and any("TextChoices" in dotted(base) for base in choice.bases)
        for line in choice.body
        if isinstance(line, ast.Assign)
        for node in ast.walk(line.value)
        if isinstance(node, ast.Constant) and node is first_constant(line.value)
        and not re.fullmatch(r"[A-Z][A-Z0-9_]*|[a-z]{2}", str(node.value))
    ]  # fmt: skip
    only(words)


def first_constant(value: ast.AST) -> ast.AST | None:
    return next((node for node in ast.walk(value) if isinstance(node, ast.Constant)), None)


# --- the clock and money


READS_THE_CLOCK = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now", "timezone.localdate",
    "timezone.localtime", "datetime.datetime.now", "datetime.date.today", "time.time",
}  # fmt: skip
OWN_CLOCK = ("config/foundation/clock.py", "config/embedded/", "config/sandbox/", "config/management/")


def test_nobody_reads_the_system_clock_but_the_clock():
    readers = [
        f"{path}:{node.lineno} {dotted(node)}"
        for path in sources()
        if not path.startswith(OWN_CLOCK)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and dotted(node) in READS_THE_CLOCK
    ]
    only(readers)


MONEY_PLACES = ("billing/", "contracts/rules/", "contracts/terms/", "config/foundation/money.py")


def test_no_float_is_made_near_money():
    """No float(), no literal with a point, no round(): chart coordinates and time-outs live elsewhere."""
    found = []
    for path in sources():
        if not path.startswith(MONEY_PLACES) or path.startswith(FLOATS_WELCOME) or "/gateways/" in path:
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                found.append(f"{path}:{node.lineno} {node.value}")
            if isinstance(node, ast.Call) and dotted(node.func) in {"float", "round"}:
                found.append(f"{path}:{node.lineno} {dotted(node.func)}()")
    only(found)


# --- no supplier in an if


SUPPLIER_CODES = {"energiplus", "orsted", "gron", "cerius", "borgholm"}


def test_no_code_asks_which_supplier_it_is():
    asking = [
        f"{path}:{node.lineno} {constant.value}"
        for path in sources()
        if path.split("/")[0] in APPS and not path.startswith("contracts/terms/")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Compare | ast.Match)
        for constant in ast.walk(node)
        if isinstance(constant, ast.Constant) and constant.value in SUPPLIER_CODES
    ]
    only(asking)


# --- tasks


def test_every_task_has_a_name_of_its_own_and_takes_tomorrows_arguments():
    careless = []
    for path in sources():
        for node in functions(path):
            for decorator in node.decorator_list:
                call = decorator.func if isinstance(decorator, ast.Call) else decorator
                if dotted(call).rsplit(".", 1)[-1] not in {"shared_task", "task"}:
                    continue
                named = isinstance(decorator, ast.Call) and "name" in {option.arg for option in decorator.keywords}
                if not named or node.args.args or node.args.kwarg is None:
                    careless.append(f"{path}:{node.name}")
    only(careless)
