"""A sixth supplier, added as docs/add-a-supplier.md says: terms, theme, row and product, nothing else."""

import ast
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

from accounts.models import JobRun
from billing.models import CostMonth
from billing.operations import account as billing_accounts
from contracts import terms
from contracts.enums import PriceComponent
from contracts.operations import agreement as agreements
from contracts.terms import gron_variable_2024
from tests.builders import account, energy
from tests.source import only, sources, tree_of

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 16)
FRIDAY = date(2026, 11, 20)
SUPPLIERS = {"gron", "orsted", "energiplus", "cerius", "borgholm"}

THEME = ":root { --brand: #0a3d62; --brand-strong: #062a44; --brand-soft: #e1ecf4; --brand-on: #ffffff; }"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="12"/></svg>'


@pytest.fixture
def nordlys_terms(monkeypatch):
    """1. A terms module: Grøn's text with another name and telephone."""
    document = gron_variable_2024.TERMS
    contact = replace(document.contact, name="Nordlys El", phone="70 11 22 33")
    made = replace(document, code="nordlys_2026", version="1 November 2026", contact=contact)
    known = {each.code: each for each in (*terms.ALL, made)}
    monkeypatch.setattr(terms, "ALL", tuple(known.values()))
    monkeypatch.setattr(terms, "_BY_CODE", MappingProxyType(known))
    monkeypatch.setattr(
        terms, "REGISTER", MappingProxyType({**terms.REGISTER, made.code: terms.REGISTER[document.code]})
    )
    return made


@pytest.fixture
def nordlys(nordlys_terms, tmp_path):
    """2. A theme and a logo. 3. A row with its host and its terms. The market's inbox is empty."""
    (tmp_path / "css" / "theme").mkdir(parents=True)
    (tmp_path / "css" / "theme" / "nordlys.css").write_text(THEME)
    (tmp_path / "logo").mkdir()
    (tmp_path / "logo" / "nordlys.svg").write_text(LOGO)
    with override_settings(STATICFILES_DIRS=[tmp_path], MARKET_INBOX=str(tmp_path / "inbox")):
        finders.get_finder.cache_clear()
        yield account.supplier(
            "nordlys", name="Nordlys El", language="sv", terms_code=nordlys_terms.code, starts_on=MONDAY
        )
    finders.get_finder.cache_clear()


@pytest.fixture
def household(nordlys):
    """4. A product with its prices; then a household takes it, as at any other supplier."""
    energy.figures_of_the_law()
    energy.charges()
    energy.spot(MONDAY, FRIDAY, micro=[500_000])
    product = energy.product(nordlys, terms_code="nordlys_2026", name="Nordlys Spot")
    energy.price(product, PriceComponent.MARKUP, 60_000)
    energy.price(product, PriceComponent.SUBSCRIPTION, 29_000_000, with_vat=True)
    customer = account.customer(nordlys)
    point = energy.metering_point(nordlys)
    agreement = agreements.conclude(
        customer=customer, product=product, metering_point=point, starts_on=MONDAY, by="test", as_of=MONDAY
    )
    pays = billing_accounts.open_account(customer=customer, as_of=MONDAY, by="test")
    billing_accounts.bill_supply(account=pays, supply=agreement.supplies.get())
    energy.values(agreement.supplies.get(), MONDAY, FRIDAY, wh=[250])
    return customer


def test_its_login_page_speaks_its_language_under_its_name_and_theme(nordlys):
    page = account.client_at("nordlys.localhost").get("/logga-in/")
    assert (page.status_code, page.headers["Content-Language"]) == (200, "sv")
    text = page.content.decode()
    for own in ("Nordlys El", "/static/css/theme/nordlys.css", "/static/logo/nordlys.svg", 'lang="sv"'):
        assert own in text
    assert account.client_at("nordlys.localhost").get("/log-ind/").status_code == 404


def test_its_theme_and_logo_are_found(nordlys):
    for path, content in (("css/theme/nordlys.css", THEME), ("logo/nordlys.svg", LOGO)):
        with open(finders.find(path), encoding="utf-8") as file:
            assert file.read() == content


def test_its_complaint_route_and_contact_come_from_its_terms(nordlys):
    text = account.client_at("nordlys.localhost").get("/hjalp/").content.decode()
    assert "70 11 22 33" in text


def test_its_customer_reads_the_terms_in_plain_words(household):
    client = account.signed_in(account.holder(household))
    agreement = household.agreements.get()
    page = client.get(f"/avtal/{agreement.public_id}/villkor/")
    assert page.status_code == 200
    assert agreement.terms_code == "nordlys_2026"


def test_its_days_run_beside_those_of_others(household):
    other = account.supplier("gron", starts_on=FRIDAY)
    call_command("run_day", date=FRIDAY, quiet=True)
    days = JobRun.objects.filter(supplier=household.supplier, job="daily-cost").order_by("for_date")
    assert [(row.for_date.day, row.state) for row in days] == [(number, "DONE") for number in range(16, 21)]
    assert CostMonth.objects.get().computed_through == date(2026, 11, 19)
    assert not JobRun.objects.filter(supplier=other).exclude(state="DONE").exists()


def test_no_code_but_terms_and_demo_names_a_supplier():
    named = [
        f"{path}: {node.value}"
        for path in sources()
        if not path.startswith(("contracts/terms/", "config/demo/"))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and node.value in SUPPLIERS
    ]
    only(named)
