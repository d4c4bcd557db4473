"""Finds every figure, choice and clause id of the terms, and what each may be changed to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time, timedelta
from enum import Enum
from fractions import Fraction
from functools import partial

from contracts import terms
from contracts.terms.fingerprint import clauses_used
from tests.rule_mutation.mutant import Mutant

CITATIONS = ("clause", "ladder_clause")
# The words of a choice and of a duty are message ids, and the open point is how the choice is looked up.
WORDS = frozenset({"note", "text", "register"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Place:
    """One field of one part; `ids` are the clause it stands under and the open point it settles."""

    owner: object
    field: str
    path: str
    ids: tuple[str, ...]

    @property
    def value(self) -> object:
        return getattr(self.owner, self.field)

    def put(self, value: object) -> None:
        """Change the part itself, so that everyone who holds the document sees the change."""
        object.__setattr__(self.owner, self.field, value)


def mutants(documents: Sequence[terms.Terms], *, suppliers: Mapping[str, str]) -> Iterator[Mutant]:
    """Yield every change of every document; `suppliers` tells whose each clause is."""
    seen: set[int] = set()
    for document in documents:
        neighbours = _neighbours(document)
        for place in places(document, seen=seen):
            for value in _values(place, neighbours):
                yield Mutant(
                    heading=suppliers[place.ids[0]],
                    id=place.ids[0],
                    place=place.path,
                    change=_told(place.value, value),
                    proofs=frozenset(place.ids),
                    apply=partial(place.put, value),
                )


def places(document: object, *, seen: set[int] | None = None) -> Iterator[Place]:
    """
    Yield every field that holds a figure, a choice or a clause id, outermost first.

    A part that two documents share is yielded with the first of them; `seen` remembers the parts between
    calls. The document's own heading (code, title, version) stands under no clause and is left out.
    """
    yield from _places(document, path=(), above=(), seen=set() if seen is None else seen)


def changes(value: object) -> Iterator[object]:
    """Yield what a figure or a choice may be changed to; nothing for what says nothing."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, Enum):
        members = list(type(value))
        yield members[(members.index(value) + 1) % len(members)]
    elif isinstance(value, int | Fraction):
        yield value + 1
        if value not in (0, 1):
            yield value * 2
    elif isinstance(value, date):
        yield value + timedelta(days=1)
    elif isinstance(value, time):
        yield value.replace(minute=(value.minute + 1) % 60)
    elif isinstance(value, str) and value:
        yield f"{value}_"
    elif isinstance(value, tuple):
        yield from _shorter(value)
        yield from _with_another_number(value)


def _places(value: object, *, path: tuple[str, ...], above: tuple[str, ...], seen: set[int]) -> Iterator[Place]:
    if id(value) in seen:
        return
    seen.add(id(value))
    ids = _ids(value, above, is_document=not path)
    for field in fields(value):
        inner, here = getattr(value, field.name), (*path, field.name)
        parts = [*_parts(inner, here)]
        for part, where in parts:
            yield from _places(part, path=where, above=ids, seen=seen)
        if not parts and ids and field.name not in WORDS:
            yield Place(owner=value, field=field.name, path=".".join(here), ids=ids)


def _parts(value: object, path: tuple[str, ...]) -> Iterator[tuple[object, tuple[str, ...]]]:
    if is_dataclass(value):
        yield value, path
    elif isinstance(value, tuple):
        named = ((item, str(getattr(item, "key", number))) for number, item in enumerate(value, 1))
        yield from ((item, (*path, name)) for item, name in named if is_dataclass(item))


def _ids(value: object, above: tuple[str, ...], *, is_document: bool) -> tuple[str, ...]:
    """Return whose figures these are: the clause cited here or above, else the first cited inside."""
    cited = next((found for name in CITATIONS if (found := getattr(value, name, None))), None)
    if cited:
        point = getattr(value, "register", "")
        return (cited, point) if isinstance(point, str) and point else (cited,)
    return above or (() if is_document else clauses_used(value)[:1])


def _values(place: Place, neighbours: Mapping[str, str]) -> Iterator[object]:
    if place.field in CITATIONS:
        yield neighbours[str(place.value)]
    else:
        yield from changes(place.value)


def _neighbours(document: terms.Terms) -> dict[str, str]:
    """Return the clause that follows each of the document's own; the first follows the last."""
    ids = [clause.id for clause in terms.clauses_of(document.code)]
    return dict(zip(ids, [*ids[1:], ids[0]], strict=True))


def _shorter(items: tuple[object, ...]) -> Iterator[object]:
    yield from (items[:number] + items[number + 1 :] for number in range(len(items)))


def _with_another_number(items: tuple[object, ...]) -> Iterator[object]:
    for number, item in enumerate(items):
        if isinstance(item, int | tuple) and not isinstance(item, bool | Enum):
            for other in changes(item):
                yield (*items[:number], other, *items[number + 1 :])


def _told(value: object, other: object) -> str:
    if isinstance(value, tuple) and isinstance(other, tuple) and len(other) < len(value):
        return f"without {next(item for item, kept in zip(value, (*other, None), strict=True) if item != kept)}"
    return f"{value} -> {other}"
