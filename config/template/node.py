"""
Nodes of a template that have done beforehand what Django's do each time a page is written.

Each writes exactly what the node of Django's writes in its place. A template is read once for each language
(`config.template.loader`), so words without variables are text when it is read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.template import Context, Template
from django.template.base import Node, TextNode, VariableNode, render_value_in_context
from django.template.defaulttags import CommentNode, LoadNode
from django.template.loader_tags import IncludeNode, construct_relative_path
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

SPECIAL = re.compile("[&<>\"']")
ALWAYS_THERE = {"True": True, "False": False, "None": None}


def quicker(node: Node) -> Node | None:
    """Return the node to put in a node's place, or None when it writes nothing."""
    if isinstance(node, CommentNode | LoadNode):
        return None
    make = MAKERS.get(type(node))
    return make(node) if make else node


class Word(Node):
    """Keeps a word under a name, for the tags after it."""

    child_nodelists = ()

    def __init__(self, name: str, word: str) -> None:
        self.name, self.word = name, word

    def render(self, context: Context) -> str:
        context[self.name] = self.word
        return ""


class Written(Node):
    """Writes what a name stands for; a text without special letters goes out as it is: 12 calls instead of 36."""

    child_nodelists = ()

    def __init__(self, node: VariableNode) -> None:
        self.filter_expression = node.filter_expression

    def render(self, context: Context) -> str:
        return written(self.filter_expression.resolve(context), context)


class Sentence(Node):
    """Writes a translated sentence with what its names stand for."""

    child_nodelists = ()

    def __init__(self, node: BlockTranslateNode, sentence: str) -> None:
        self.names, self.sentence, self.asvar = node.extra_context, sentence, node.asvar

    def render(self, context: Context) -> str:
        told = {name: written(value.resolve(context), context) for name, value in self.names.items()}
        sentence = self.sentence % told
        if not self.asvar:
            return sentence
        context[self.asvar] = SafeString(sentence)
        return ""


class Part(Node):
    """Includes a template named by a word, found once, and leaves the context in place when it gets it alone."""

    child_nodelists = ()

    def __init__(self, node: IncludeNode) -> None:
        self.given, self.alone = node.extra_context, node.isolated_context
        self.name = node.template.var
        self.template: Template | None = None

    def render(self, context: Context) -> str:
        template = self.template or self._find(context)
        given = {name: value.resolve(context) for name, value in self.given.items()}
        if not self.alone:
            with context.push(**given):
                return str(template.render(context))
        around = context.dicts
        context.dicts = [ALWAYS_THERE, given]
        try:
            return str(template.render(context))
        finally:
            context.dicts = around

    def _find(self, context: Any) -> Template:
        name = construct_relative_path(str(self.origin.template_name), self.name)
        self.template = context.template.engine.get_template(name)
        return self.template


class Static(StaticNode):
    """Writes the address of a file of ours; addresses do not change while a process runs."""

    handle_simple = staticmethod(lru_cache(maxsize=256)(StaticNode.handle_simple))


def written(value: Any, context: Context) -> str:
    """Return a value as a page shows it; the same as Django's `render_value_in_context`."""
    kind = type(value)
    if kind is SafeString:
        return value
    if kind is str:
        return escape(value) if context.autoescape and SPECIAL.search(value) else value
    return render_value_in_context(value, context)


def _translated(node: TranslateNode) -> Node:
    literal = getattr(node.filter_expression.var, "literal", None)
    if node.noop or node.message_context or node.filter_expression.filters or not isinstance(literal, str):
        return node
    context = Context()
    word = node.render(context)
    return Word(node.asvar, context[node.asvar]) if node.asvar else TextNode(word)


def _sentence(node: BlockTranslateNode) -> Node:
    sentence, names = node.render_token_list(node.singular)
    if node.plural or node.message_context or not set(names) <= set(node.extra_context):
        return node
    sentence = gettext(sentence)
    try:
        filled = sentence % dict.fromkeys(names, "")
    except (KeyError, ValueError):
        return node
    if node.extra_context:
        return Sentence(node, sentence)
    return Word(node.asvar, SafeString(filled)) if node.asvar else TextNode(filled)


def _part(node: IncludeNode) -> Node:
    return Part(node) if isinstance(node.template.var, str) and not node.template.filters else node


def _static(node: StaticNode) -> Node:
    return Static(node.varname, node.path)


MAKERS: dict[type[Node], Any] = {
    BlockTranslateNode: _sentence,
    IncludeNode: _part,
    StaticNode: _static,
    TranslateNode: _translated,
    VariableNode: Written,
}
