"""Page or fragment, by the headers htmx 4 sends: a fragment only where it swaps a part of a page."""

import pytest
from django import forms
from django.template.engine import Engine
from django.test import RequestFactory

from config.foundation import htmx

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
VARY = "HX-Request, HX-Request-Type, HX-Boosted, HX-History-Restore-Request"


class AmountForm(forms.Form):
    amount = forms.IntegerField()


@pytest.fixture(autouse=True)
def _templates(settings):
    templates = {"page.html": "<main>{{ word }}</main>", "_part.html": "<p>{{ word }}</p>"}
    loaders = [("django.template.loaders.locmem.Loader", templates)]
    settings.TEMPLATES = [
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": loaders}}
    ]
    Engine.get_default.cache_clear()
    yield
    Engine.get_default.cache_clear()


def answer(headers, **kwargs):
    request = RequestFactory(headers=headers).get("/overblik/")
    return htmx.render_page(request, "page.html", "_part.html", {"word": "hej"}, **kwargs)


@pytest.mark.parametrize(
    "headers, content",
    [
        ({}, b"<main>hej</main>"),
        (PARTIAL, b"<p>hej</p>"),
        ({"HX-Request": "true"}, b"<main>hej</main>"),
        ({"HX-Request-Type": "partial"}, b"<main>hej</main>"),
        (PARTIAL | {"HX-Request-Type": "full"}, b"<main>hej</main>"),
        (PARTIAL | {"HX-Boosted": "true"}, b"<main>hej</main>"),
        (PARTIAL | {"HX-History-Restore-Request": "true"}, b"<main>hej</main>"),
        (PARTIAL | {"HX-Target": "main#m"}, b"<p>hej</p>"),
    ],
)
def test_fragment_only_for_a_partial_request(headers, content):
    assert answer(headers).content == content


@pytest.mark.parametrize("headers", [{}, PARTIAL])
def test_caches_are_told_what_decided(headers):
    assert answer(headers)["Vary"] == VARY


def test_status_is_passed_on():
    assert answer({}, status=409).status_code == 409


@pytest.mark.parametrize("sent, status", [(None, 200), ({"amount": "x"}, 422), ({"amount": "5"}, 200)])
def test_form_that_was_not_accepted_answers_422(sent, status):
    request = RequestFactory(headers=PARTIAL).get("/overblik/")
    context = {"word": "hej", "form": AmountForm(sent)}
    response = htmx.render_form(request, "page.html", "_part.html", context)
    assert (response.status_code, response.content) == (status, b"<p>hej</p>")


def test_refusal_added_to_a_sent_form_answers_422():
    form = AmountForm({"amount": "5"})
    form.is_valid()
    form.add_error(None, "Not now.")
    request = RequestFactory().get("/overblik/")
    assert htmx.render_form(request, "page.html", "_part.html", {"form": form}).status_code == 422
