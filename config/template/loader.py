"""Reads the templates of the site: once for each language, with quicker nodes than Django's."""

from __future__ import annotations

from typing import Any

from django.template import Template, TemplateDoesNotExist, TemplateSyntaxError
from django.template.base import Lexer, Node, NodeList, Parser, TextNode, Token
from django.template.loaders import cached
from django.templatetags.i18n import LanguageNode
from django.utils.translation import get_language

from config.template.expression import QuickExpression
from config.template.node import quicker


class QuickParser(Parser):
    """Reads a template as Django's parser does, and puts the quicker node in the place of each that has one."""

    def compile_filter(self, token: str) -> QuickExpression:
        return QuickExpression(token, self)

    def extend_nodelist(self, nodelist: NodeList, node: Node, token: Token) -> None:
        if isinstance(node, LanguageNode):
            raise TemplateSyntaxError("A template has one language; words are translated when it is read.")
        node.origin = self.origin  # type: ignore[assignment]
        instead = quicker(node)
        if instead is None:
            return
        last = nodelist[-1] if nodelist else None
        if type(instead) is TextNode and type(last) is TextNode:
            last.s += instead.s
        else:
            super().extend_nodelist(nodelist, instead, token)


class QuickTemplate(Template):
    """A template read by the quick parser; with DEBUG it is Django's own, whose nodes know where they stand."""

    def compile_nodelist(self) -> NodeList:
        if self.engine.debug:
            return super().compile_nodelist()
        tokens = Lexer(self.source).tokenize()
        parser = QuickParser(tokens, self.engine.template_libraries, self.engine.template_builtins, self.origin)
        nodelist = parser.parse()
        self.extra_data = parser.extra_data
        return nodelist


class Loader(cached.Loader):
    """
    Keeps a template for each language it is asked for in, so ask for it in the language it is written in.

    That is what `render`, `render_to_string`, `{% include %}` and `{% extends %}` do by themselves.
    """

    def cache_key(self, template_name: str, skip: Any = None) -> str:
        return f"{get_language()} {super().cache_key(template_name, skip)}"

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        key = self.cache_key(template_name, skip)
        found = self.get_template_cache.get(key)
        if found is None:
            found = self.get_template_cache[key] = self._read(template_name, skip or [])
        return found

    def _read(self, template_name: str, skip: Any) -> Template:
        tried = []
        for origin in self.get_template_sources(template_name):
            try:
                if origin not in skip:
                    return QuickTemplate(self.get_contents(origin), origin, template_name, self.engine)
                tried.append((origin, "Skipped to avoid recursion"))
            except TemplateDoesNotExist:
                tried.append((origin, "Source does not exist"))
        raise TemplateDoesNotExist(template_name, tried=tried)
