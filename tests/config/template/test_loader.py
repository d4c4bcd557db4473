"""The quick templates write what Django's own write, in the language they are asked for."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.template import Context, Engine, Template, TemplateDoesNotExist, TemplateSyntaxError, engines
from django.utils import translation
from django.utils.safestring import mark_safe

from config.template.loader import Loader, QuickTemplate

ENGINE = engines["django"].engine


@dataclass(frozen=True)
class Thing:
    name: str
    price: int = 7
    none: None = None

    def said(self) -> str:
        return f"<{self.name}>"


class Refusing:
    @property
    def broken(self) -> str:
        raise ValueError("broken")

    @property
    def absent(self) -> str:
        raise Quiet


class Quiet(Exception):
    silent_variable_failure = True


VALUES = {
    "plain": "Åse & Bo <b>",
    "safe": mark_safe("<i>x</i>"),
    "number": 1234,
    "day": date(2026, 11, 30),
    "thing": Thing("a'b"),
    "things": [Thing("one"), Thing("two")],
    "book": {"items": "own", "deep": {"thing": Thing("inner")}, 3: "three"},
    "refusing": Refusing(),
    "call": lambda: "called",
    "lazy": translation.gettext_lazy("Overview"),
    "word": "Overview",
    "empty": "",
    "no": None,
}
LINES = [
    "{{ plain }}|{{ safe }}|{{ number }}|{{ day }}|{{ empty }}|{{ no }}|{{ missing }}|{{ missing.more }}",
    "{{ thing.name }}|{{ thing.said }}|{{ thing.none }}|{{ thing.nothing }}|{{ thing.price }}",
    "{{ thing.name.upper }}",
    "{{ things.0.name }}|{{ things.5.name }}|{{ book.items }}|{{ book.values }}",
    "{{ book.deep.thing.name }}|{{ book.3 }}",
    "{{ call }}|{{ lazy }}|{{ refusing.absent }}|{{ 3 }}|{{ 2.5 }}|{{ 'a<b' }}",
    "{{ plain|upper }}|{{ plain|default:safe }}",
    "{% autoescape off %}{{ plain }}|{{ safe }}|{{ thing.said }}{% endautoescape %}",
    "{% load i18n %}{% translate 'Overview' %}|{% translate word %}|{% translate 'Overview' as kept %}{{ kept }}",
    "{% load i18n %}{% translate word as kept %}{{ kept }}|{% translate '100%' %}|{% translate plain %}",
    "{% load i18n %}{% blocktranslate %}Overview{% endblocktranslate %}|"
    "{% blocktranslate asvar kept %}Overview{% endblocktranslate %}{{ kept }}",
    "{% load i18n %}{% blocktranslate with name=plain %}Hello, {{ name }}{% endblocktranslate %}|"
    "{% blocktranslate asvar kept with name=safe %}Hello, {{ name }}{% endblocktranslate %}{{ kept }}",
    "{% load i18n %}{% blocktranslate %}Hello, {{ plain }}{% endblocktranslate %}|"
    "{% blocktranslate count n=number %}one{% plural %}{{ n }} many{% endblocktranslate %}",
    "{% comment %}{{ plain }}{% endcomment %}a{# b #}{% load static %}{% static 'css/minside.css' %}",
    "{% load static %}{% static 'logo/'|add:word|add:'.svg' %}{% static 'x.css' as kept %}|{{ kept }}",
    "{% for each in things %}{{ forloop.counter }}{{ each.name }}{% if each.name == 'one' %}!{% endif %}"
    "{% endfor %}",
    "{% include 'component/tag.html' with text=plain kind='good' only %}|{{ text }}|{{ plain }}",
    "{% include 'component/tag.html' with text=thing.name %}|{{ text }}",
    "{% for each in things %}{% include 'component/tag.html' with text=each.name only %}{% endfor %}"
    "{{ each.name }}",
    "{% with text=plain %}{% include 'component/tag.html' %}{% endwith %}{% include part with text=plain only %}",
]


@pytest.mark.parametrize("language", ["da", "sv", "en"])
@pytest.mark.parametrize("line", LINES)
def test_quick_template_writes_what_django_writes(line: str, language: str):
    values = {**VALUES, "part": "component/tag.html"}
    with translation.override(language):
        quick = QuickTemplate(line, engine=ENGINE)
        expected = Template(line, engine=ENGINE).render(Context(dict(values)))

        assert [quick.render(Context(dict(values))) for _again in range(2)] == [expected, expected]


def test_what_fails_in_djangos_fails_in_the_quick_one():
    with pytest.raises(ValueError, match="broken"):
        QuickTemplate("{{ refusing.broken }}", engine=ENGINE).render(Context(VALUES))


def test_template_is_kept_for_each_language():
    loader = next(each for each in ENGINE.template_loaders if isinstance(each, Loader))
    said = {}
    for language in ("da", "en", "da"):
        with translation.override(language):
            said[language] = ENGINE.get_template("account/login.html")
            assert loader.get_template("account/login.html") is said[language]

    assert said["da"] is not said["en"]


def test_words_stand_in_the_template_as_text():
    with translation.override("da"):
        line = "{% load i18n %}{% comment %}x{% endcomment %}a {% translate 'Overview' %} b"
        [node] = QuickTemplate(line, engine=ENGINE).nodelist

    assert node.s == "a Overblik b"


def test_missing_template_is_told():
    with pytest.raises(TemplateDoesNotExist):
        ENGINE.get_template("no/such.html")


def test_other_language_inside_a_template_is_refused():
    with pytest.raises(TemplateSyntaxError, match="one language"):
        QuickTemplate("{% load i18n %}{% language 'sv' %}x{% endlanguage %}", engine=ENGINE)


def test_template_is_djangos_own_when_it_is_to_tell_where_it_fails():
    debug = Engine(debug=True)

    assert [type(node).__module__ for node in QuickTemplate("a{{ b }}", engine=debug).nodelist] == [
        "django.template.base",
        "django.template.base",
    ]
