"""Read a market document in XML into the same tree as JSON, with declarations of any kind refused."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from xml.parsers import expat

from contracts.gateways.market_file import MAX_BYTES, MarketFileRefused, Node, read_text

MAX_DEPTH = 20


@dataclass(slots=True)
class _Element:
    name: str
    text: list[str] = field(default_factory=list)
    children: list[tuple[str, object]] = field(default_factory=list)


def read_xml(data: bytes, *, lists: Set[str], max_bytes: int = MAX_BYTES) -> Node:
    """
    Return the root as {name: content}; namespaces and attributes are left out, `lists` are always lists.

    A document type or entity declaration refuses the file before it can unfold into anything, which is
    what makes the standard library's expat safe for documents of strangers.

    :raises MarketFileRefused: with the line and the reason
    """
    builder = _Builder(lists)
    try:
        builder.parser.Parse(read_text(data, max_bytes=max_bytes).encode(), True)  # noqa: FBT003 -- expat takes no keywords
    except expat.ExpatError as error:
        place = f"line {error.lineno}, column {error.offset}"
        raise MarketFileRefused(place=place, reason="is not well-formed XML") from error
    return Node(dict(builder.root.children), "")


class _Builder:
    def __init__(self, lists: Set[str]) -> None:
        self.lists = lists
        self.root = _Element("")
        self.open = [self.root]
        self.parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self.refuse_declaration
        self.parser.EntityDeclHandler = self.refuse_declaration
        self.parser.StartElementHandler = self.start
        self.parser.CharacterDataHandler = self.characters
        self.parser.EndElementHandler = self.end

    def refuse_declaration(self, *_declared: object) -> None:
        place = f"line {self.parser.CurrentLineNumber}"
        raise MarketFileRefused(place=place, reason="declares a document type or an entity")

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if len(self.open) > MAX_DEPTH:
            place = f"line {self.parser.CurrentLineNumber}"
            raise MarketFileRefused(place=place, reason="is nested too deep")
        self.open.append(_Element(name.rpartition(" ")[2]))

    def characters(self, text: str) -> None:
        self.open[-1].text.append(text)

    def end(self, _name: str) -> None:
        element = self.open.pop()
        self.open[-1].children.append((element.name, self.content(element)))

    def content(self, element: _Element) -> object:
        if not element.children:
            return "".join(element.text).strip()
        grouped: dict[str, object] = {}
        for name, content in element.children:
            if name in self.lists:
                several = grouped.setdefault(name, [])
                assert isinstance(several, list)  # noqa: S101 -- only lists are put under these names
                several.append(content)
            elif name in grouped:
                place = f"line {self.parser.CurrentLineNumber}"
                raise MarketFileRefused(place=place, reason=f"has more than one {name}")
            else:
                grouped[name] = content
        return grouped
