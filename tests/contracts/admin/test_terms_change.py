"""At the desk a change is proposed: seen with whom it concerns, sent, approved by another, told at night."""

import re
from datetime import date

import pytest

from accounts.enums import ApprovalState, StaffJob
from accounts.models import Approval
from accounts.operations import approval as approvals
from contracts.enums import ChangeState
from contracts.models import PriceTerm, TermsChange, TermsChangeNotice
from contracts.runs import terms_change as runs
from tests.builders import account, desk, energy, page
from tests.contracts.operations.test_terms_change import TODAY, agreement_of, variable

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()
    with page.on(TODAY):
        yield


def at_desk(*jobs, code="gron"):
    return account.signed_in(account.staff(*jobs, at=account.supplier(code)))


def said(product, **more):
    standard = {
        "product": product.pk, "kind": "MATERIAL_ADVERSE", "reason": "external_costs",
        "takes_effect_on": "2026-07-01", "words_da": "Abonnementet stiger til 35 kr.", "words_sv": "",
        "words_en": "", "energy": "", "markup": "", "subscription": "35.00", "price_area": "", "seen": "",
    }  # fmt: skip
    return standard | more


def propose(client, product, **more):
    return client.post(desk.path(TermsChange, "add"), said(product, **more))


def seen_in(answer):
    return re.search(r'name="seen" value="([0-9a-f]{64})"', answer.content.decode())[1]


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ").split())


@pytest.mark.rule("GE-VF-13.1", "OR-17.2")
def test_first_it_shows_whom_it_concerns_and_sends_nothing():
    """Three months before 1 July is 1 April; told today, the first lawful day is 5 June."""
    product = variable()
    agreement = agreement_of(product)
    answer = propose(at_desk(StaffJob.BILLING), product)
    shown = text(answer)
    assert answer.status_code == 200
    assert not TermsChange.objects.exists()
    assert agreement.number in shown
    assert "1. april 2026" in shown
    assert "5. juni 2026" in shown
    assert "29,00 kr." in shown
    assert "35,00 kr." in shown
    assert "Abonnementet stiger til 35 kr.</textarea>" in answer.content.decode()


@pytest.mark.rule("GE-VF-13.1", "OR-17.2")
def test_sent_again_it_waits_for_another_person_and_is_told_at_night():
    product = variable()
    agreement_of(product)
    client = at_desk(StaffJob.BILLING)
    seen = seen_in(propose(client, product))
    assert propose(client, product, seen=seen).status_code == 302
    made = TermsChange.objects.get()
    assert made.approval.state == ApprovalState.WAITING
    [part] = made.prices
    assert (part["component"], part["amount_micro"], part["with_vat"]) == ("SUBSCRIPTION", 35_000_000, False)
    approver = account.staff(StaffJob.SUPERVISOR, at=product.supplier, email="chef@minside.example")
    approvals.approve(approval=Approval.objects.get(), by=approver, as_of=TODAY)
    runs.run(supplier=product.supplier, as_of=TODAY)
    assert TermsChangeNotice.objects.count() == 1
    runs.run(supplier=product.supplier, as_of=date(2026, 7, 1))
    made.refresh_from_db()
    assert made.state == ChangeState.DONE
    assert PriceTerm.objects.get(starts_on=date(2026, 7, 1)).amount_micro == 35_000_000


def test_what_was_changed_after_the_look_is_looked_at_again():
    product = variable()
    agreement_of(product)
    client = at_desk(StaffJob.BILLING)
    seen = seen_in(propose(client, product))
    answer = propose(client, product, seen=seen, subscription="36.00")
    assert (answer.status_code, TermsChange.objects.count()) == (200, 0)
    assert seen_in(answer) != seen
    agreement_of(product, email="ny@post.example")
    assert propose(client, product, seen=seen).status_code == 200


@pytest.mark.rule("OR-17.1")
def test_a_reason_outside_the_closed_list_is_refused_with_what_was_typed():
    product = variable("orsted", "orsted_2019")
    agreement_of(product)
    answer = propose(at_desk(StaffJob.BILLING, code="orsted"), product, reason="other")
    assert answer.status_code == 200
    assert "reason" in answer.context["adminform"].form.errors
    assert "Abonnementet stiger til 35 kr.</textarea>" in answer.content.decode()


@pytest.mark.rule("OR-17.1")
def test_for_inflation_the_index_is_shown_and_kept():
    """118.5 in April 2024 is the latest known: with January 2017 (100.3) as 100 it is 118.15."""
    product = variable("orsted", "orsted_2019")
    agreement_of(product)
    client = at_desk(StaffJob.BILLING, code="orsted")
    first = propose(client, product, reason="inflation")
    assert "118.5" in text(first)
    assert propose(client, product, reason="inflation", seen=seen_in(first)).status_code == 302
    made = TermsChange.objects.get()
    assert (made.index_base, made.index_now) == (10_000, 11_815)


@pytest.mark.rule("GE-VF-13.1")
def test_a_day_that_is_too_near_says_the_first_that_is_possible():
    product = variable()
    agreement_of(product)
    answer = propose(at_desk(StaffJob.BILLING), product, takes_effect_on="2026-06-04")
    assert "5. juni 2026" in str(answer.context["adminform"].form.errors["takes_effect_on"])


@pytest.mark.parametrize(
    "more, field",
    [({"energy": "1.20"}, "energy"), ({"words_da": " "}, "words_da"), ({"reason": ""}, "reason"),
     ({"subscription": "meget"}, "subscription")],
)  # fmt: skip
def test_what_is_missing_or_wrong_stands_at_its_field(more, field):
    product = variable()
    agreement_of(product)
    answer = propose(at_desk(StaffJob.BILLING), product, **more)
    assert field in answer.context["adminform"].form.errors
    assert not TermsChange.objects.exists()


def test_a_change_that_touches_nobody_is_not_sent():
    product = variable()
    client = at_desk(StaffJob.BILLING)
    seen = seen_in(propose(client, product))
    assert propose(client, product, seen=seen).status_code == 200
    assert not TermsChange.objects.exists()


def test_products_of_others_are_not_offered():
    theirs = variable("orsted", "orsted_2019")
    answer = propose(at_desk(StaffJob.BILLING), theirs)
    assert "product" in answer.context["adminform"].form.errors


@pytest.mark.parametrize("job", [StaffJob.SUPPORT, StaffJob.COMPLAINTS, StaffJob.COMPLIANCE])
def test_other_jobs_propose_nothing(job):
    assert propose(at_desk(job), variable()).status_code == 403
