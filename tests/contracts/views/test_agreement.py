"""One's agreements and their terms in plain words: price with clause, binding, how to leave; nobody else's."""

import re
from datetime import date
from itertools import pairwise

import pytest
from django.utils.translation import override

from contracts.models import Agreement
from contracts.queries.agreement import agreement_card, agreement_view
from contracts.terms import clause
from tests.builders import account, energy, page

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 11)
PAGE = "/aftale/"


@pytest.fixture
def mine():
    with page.on(TODAY):
        energy.figures_of_the_law()
        yield page.home()


def own_url(home):
    return f"{PAGE}{home.supply.agreement.public_id}/"


def test_agreement_shows_its_price_with_the_clause(mine):
    told = mine.client.get(PAGE).context["agreement"]

    assert [row.value for row in told.price_rows][1:] == ["0,0600\xa0kr./kWh", told.price_rows[2].value]
    assert [row.clause.point for row in told.price_rows if row.clause] == [clause("GE-VF-4.1").point] * 2
    assert [supply.place.grid_company for supply in told.supplies] == ["Nettet"]


def test_price_that_is_over_is_not_shown_and_a_coming_one_is(mine):
    product = mine.supply.agreement.product
    product.price_terms.filter(component="MARKUP").update(ends_before=date(2026, 2, 1))
    energy.price(product, "MARKUP", 70_000, since=date(2026, 2, 1))

    def kwh_prices(day):
        told = agreement_view(agreement=mine.supply.agreement, as_of=day, locale="da")
        return [row.value for row in told.price_rows if "kWh" in row.value]

    assert kwh_prices(TODAY) == ["0,0600\xa0kr./kWh", "0,0700\xa0kr./kWh"]
    assert kwh_prices(date(2026, 2, 1)) == ["0,0700\xa0kr./kWh"]


@pytest.mark.parametrize("day, bound", [(date(2026, 5, 31), True), (date(2026, 6, 1), False)])
def test_overview_says_the_binding_while_it_lasts_and_then_how_to_leave(mine, day, bound):
    agreement = mine.supply.agreement
    agreement.terms_code, agreement.binding_ends_on = "gron_fixed_2024", date(2026, 6, 1)

    card = agreement_card(supply=mine.supply, parts=[], as_of=day, currency="DKK", locale="da")

    assert agreement_view(agreement=agreement, as_of=day, locale="da").bound is bound
    assert (card.clause.anchor == "ge-f-10-1a") is bound


def test_running_agreement_comes_before_one_that_ended(mine):
    energy.supply(customer=mine.customer, starts_on=date(2026, 1, 5))
    Agreement.objects.filter(pk=mine.supply.agreement_id).update(state="ENDED", ends_before=date(2026, 1, 5))

    answer = mine.client.get(PAGE)

    assert answer.context["agreement"].starts_on == date(2026, 1, 5)
    assert [other["url"] for other in answer.context["others"]] == [own_url(mine)]


def test_terms_are_said_sentence_by_sentence_with_their_clause(mine):
    told = mine.client.get(f"{own_url(mine)}vilkaar/").context["terms"]

    groups = [group for section in told.sections for group in section.groups]
    sentences = [sentence for group in groups for sentence in group.sentences]
    assert len(sentences) > 20
    assert [sentence.text for sentence in sentences if "%(" in sentence.text or not sentence.clause.point] == []
    assert all(sentence.clause == group.clause for group in groups for sentence in group.sentences)


def test_terms_mark_a_clause_once_for_the_sentences_that_rest_on_it(mine):
    answer = mine.client.get(f"{own_url(mine)}vilkaar/")

    sections = answer.context["terms"].sections
    for section in sections:
        clauses = [group.clause for group in section.groups]
        assert [pair for pair in pairwise(clauses) if pair[0] == pair[1]] == []
    marks = re.findall(r"<summary>(.*?)</summary>", answer.content.decode().split("<main", 1)[1], re.DOTALL)
    assert len(marks) == sum(len(section.groups) for section in sections)
    # what the mark is for is said to whoever does not see what it stands beside
    assert [mark for mark in marks if not re.match(r'<span class="hidden">Hvorfor\? </span>Punkt \d', mark)] == []


@pytest.mark.parametrize("code", ["gron_variable_2024", "gron_fixed_2024", "orsted_2019", "energiplus_2023"])
def test_every_retail_document_can_be_read_in_every_language(mine, code):
    energy.figures_of_the_law()
    Agreement.objects.filter(pk=mine.supply.agreement_id).update(terms_code=code)
    for language in ("da", "en"):
        mine.client.cookies["django_language"] = language
        assert mine.client.get(f"{own_url(mine)}vilkaar/").status_code == 200
        assert mine.client.get(own_url(mine)).status_code == 200


def test_agreement_of_another_is_not_there(mine):
    other = page.home(email="anden@post.example")
    there = page.home(at=account.supplier("orsted"), email="hist@post.example")

    for url in (own_url(mine), f"{own_url(mine)}vilkaar/"):
        assert mine.client.get(url).status_code == 200
        assert [stranger.client.get(url).status_code for stranger in (other, there)] == [404, 404]
        assert account.client_at("gron.localhost").get(url).status_code == 302


def test_customer_without_an_agreement_is_told_so():
    client = account.signed_in(account.holder())

    assert client.get(PAGE).context["agreement"] is None


@pytest.mark.parametrize("language, word", [("da", "aktiv"), ("sv", "aktivt")])
def test_running_agreement_is_called_active_not_under_way(mine, language, word):
    with override(language):
        assert agreement_view(agreement=mine.supply.agreement, as_of=TODAY, locale=language).state == word
