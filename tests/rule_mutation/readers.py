"""Which figures of the terms any module of ours reads at all, told by the names of attributes."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache

from contracts.terms.parts import figure
from tests.rule_mutation.mutant import Mutant
from tests.rule_mutation.survivors import Accepted
from tests.source import ROOT, sources, tree_of

UNREAD = "No module reads it yet"
"""How the reason of a row begins that must be looked at again when a module reads the figure."""
INSIDE = frozenset(
    field.name
    for each in vars(figure).values()
    if is_dataclass(each) and each is not type
    for field in fields(each)
)
"""What a figure is made of: its count, its clause and so on."""


def figure_of(place: str) -> str:
    """Return the name a module would read: `months` for `notice.customer.months.count`."""
    return next(name for name in reversed(place.split(".")) if name not in INSIDE)


def read_after_all(
    accepted: Iterable[Accepted], *, unnoticed: Iterable[Mutant], names: frozenset[str]
) -> Iterator[str]:
    """Yield a line for every row that says nobody reads a figure although somebody does."""
    left = [*unnoticed]
    for row in accepted:
        read = {figure_of(mutant.place) for mutant in left if row.covers(mutant)} & names
        if row.why.startswith(UNREAD) and read:
            yield f"read now  {row.id}, {row.place}: a module reads {', '.join(sorted(read))}"


@cache
def names_read() -> frozenset[str]:
    """Return every attribute our modules and templates read; the documents themselves do not count."""
    modules = (path for path in sources() if not path.startswith("contracts/terms/"))
    nodes = (node for path in modules for node in ast.walk(tree_of(path)))
    templates = ((ROOT / "templates").rglob("*.html"), (ROOT / "templates").rglob("*.typ"))
    words = (name for some in templates for path in some for name in re.findall(r"\.(\w+)", path.read_text()))
    return frozenset({node.attr for node in nodes if isinstance(node, ast.Attribute)} | {*words})
