"""How the fields of a market message are written in CIM JSON, and the check of an object by its description."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from contracts.gateways.market_file import Node

LONGEST_ID = 64
MOST_RECORDS = 1_000
GLN, CPR, CVR = "A10", "ARR", "VAT"

_NUMBERS = {
    GLN: re.compile(r"\d{13}", re.ASCII),
    CPR: re.compile(r"\d{10}", re.ASCII),
    CVR: re.compile(r"\d{8}", re.ASCII),
}
_POINT = re.compile(r"\d{18}", re.ASCII)
_ANY_CODE = re.compile(r"[A-Z0-9]{3}", re.ASCII)


class Shape(StrEnum):
    """What kind of field it is."""

    TEXT = "text"
    CODE = "code"
    PARTY = "party"
    POINT = "point"
    MOMENT = "moment"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    One field: its shape, whether it must be there, and what it may hold.

    `codes` are the only codes (none: any of three letters and digits) or the schemes a party's number may be
    of; `longest` is for texts; `parts` and `most` are for lists.
    """

    shape: Shape
    required: bool = True
    codes: frozenset[str] = frozenset()
    longest: int = LONGEST_ID
    parts: Mapping[str, Part] = field(default_factory=dict)
    most: int = MOST_RECORDS


def check(node: Node, parts: Mapping[str, Part]) -> None:
    """
    Refuse an object that lacks a field, has one too many, or holds something else than described.

    :raises MarketFileRefused: with the place and the reason
    """
    if not isinstance(node.value, dict):
        node.refuse("should be an object")
    for name in node.value:
        if name not in parts:
            Node(None, f"{node.place}.{name[:80]!a}").refuse("is not a field of this message")
    for name, part in parts.items():
        if part.required or name in node.value:
            _CHECKS[part.shape](node.at(name), part)


def _text(node: Node, part: Part) -> None:
    if not isinstance(node.value, str) or not 0 < len(node.value) <= part.longest:
        node.refuse(f"should be a text of 1 to {part.longest} characters")
    if not all(character.isprintable() or character in "\r\n\t" for character in node.value):
        node.refuse("holds characters that cannot be read")


def _code(node: Node, part: Part) -> None:
    code = _value(node, "value")
    if code not in part.codes if part.codes else not _ANY_CODE.fullmatch(code):
        node.refuse(f"{code[:40]!r} is not a code we know here")


def _party(node: Node, part: Part) -> None:
    number, scheme = _value(node, "value", "codingScheme"), node.at("codingScheme").value
    if scheme not in part.codes or not _NUMBERS[str(scheme)].fullmatch(number):
        node.refuse(f"is not a number of the scheme {' or '.join(sorted(part.codes))}")


def _point(node: Node, _part: Part) -> None:
    number, scheme = _value(node, "value", "codingScheme"), node.at("codingScheme").value
    if scheme != GLN or not _POINT.fullmatch(number):
        node.refuse(f"{number[:40]!r} is not the number of a metering point")


def _moment(node: Node, _part: Part) -> None:
    if not isinstance(node.value, str):
        node.refuse("should be a moment")
    node.moment()


def _list(node: Node, part: Part) -> None:
    if not isinstance(node.value, list) or not 0 < len(node.value) <= part.most:
        node.refuse(f"should be a list of 1 to {part.most:,} records")
    for each in node.each():
        check(each, part.parts)


def _value(node: Node, *keys: str) -> str:
    """Return the value of an object that holds these keys and no other."""
    if not isinstance(node.value, dict) or node.value.keys() != {*keys}:
        node.refuse(f"should be an object of {' and '.join(keys)}")
    value = node.value["value"]
    if not isinstance(value, str):
        node.refuse("should hold a text")
    return value


_CHECKS: Mapping[Shape, Callable[[Node, Part], None]] = {
    Shape.TEXT: _text,
    Shape.CODE: _code,
    Shape.PARTY: _party,
    Shape.POINT: _point,
    Shape.MOMENT: _moment,
    Shape.LIST: _list,
}
