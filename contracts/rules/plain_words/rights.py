"""Plain words about complaints, the customer's data and how to reach the company."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from config.foundation.money import Money
from contracts.rules.sentence import DecidedBy, Sentence, holds, quote, say
from contracts.terms.document import Terms
from contracts.terms.marker import N_
from contracts.terms.parts.complaint import ComplaintLevel, ExternalBody


def complaints(*, terms: Terms, figures: Mapping[str, int]) -> tuple[Sentence, ...]:
    """
    Say where a complaint goes, step by step, and what it does to payments.

    A body that has closed is left out; which day that is belongs to the page of the complaint route.

    Source: CE-04-CE-11, BO-14-BO-15, EP-13.1-13.3, OR-16.1-16.2, GE-V-12.1-12.2.
    """
    return tuple(_complaints(terms, figures))


def _complaints(terms: Terms, figures: Mapping[str, int]) -> Iterator[Sentence]:
    route = terms.complaint_route
    for level in route.levels:
        yield from _level(level)
    yield quote(
        N_("You have an answer within %(days)s days; we aim at %(workdays)s working days."),
        part=route.answer_limit_days,
        days=route.answer_limit_days.value,
        workdays=route.answer_target_workdays.value,
    )
    if route.suspends_payment and not route.suspends_payment.value:
        yield say(
            N_("A complaint does not postpone payment unless we expressly agree on it."),
            clause=route.suspends_payment.clause,
        )
    for body in route.external:
        if body.hidden_from is None:
            yield from _body(body, figures, terms.currency)
    if route.court:
        yield say(
            N_("Danish law applies; a case is brought at %(court)s, or usually at your own court.")
            if route.court.home_court_possible
            else N_("Danish law applies; a case is as a rule brought at %(court)s."),
            clause=route.court.clause,
            court=route.court.court,
        )


def _level(level: ComplaintLevel) -> Iterator[Sentence]:
    yield say(level.about, clause=level.clause)
    if level.phone:
        yield say(N_("Telephone: %(phone)s"), clause=level.clause, phone=level.phone)
    if level.email:
        yield say(N_("E-mail: %(email)s"), clause=level.clause, email=level.email)
    if level.address:
        yield say(N_("Address: %(address)s"), clause=level.clause, address=level.address)


def _body(body: ExternalBody, figures: Mapping[str, int], currency: str) -> Iterator[Sentence]:
    yield say(N_("Outside the company: %(name)s."), clause=body.clause, name=body.name)
    yield say(body.role, clause=body.clause)
    if body.fee and body.fee.key in figures:
        amount = Money(figures[body.fee.key], currency)
        text = (
            N_("It costs %(amount)s, which you get back if you are right.")
            if body.fee_refunded_if_upheld
            else N_("It costs %(amount)s, which you do not get back.")
        )
        yield say(text, clause=body.clause, decided_by=DecidedBy.LAW, amount=amount)
    if body.minimum_value and body.minimum_value.key in figures:
        yield say(
            N_("The dispute must be worth at least %(amount)s."),
            clause=body.clause,
            decided_by=DecidedBy.LAW,
            amount=Money(figures[body.minimum_value.key], currency),
        )
    if body.households_only:
        yield say(N_("It is for private consumers only."), clause=body.clause)
    if body.website:
        yield say(N_("Website: %(website)s"), clause=body.clause, website=body.website)


def data(terms: Terms) -> tuple[Sentence, ...]:
    """
    Say what happens to the customer's data and what may be asked of the company.

    Source: EP-12.1-12.5, OR-15.0-15.3, GE-VF-11.1-11.6; law.md §10.
    """
    return tuple(_data(terms))


def _data(terms: Terms) -> Iterator[Sentence]:
    part = terms.personal_data
    if part is None:
        return
    yield say(N_("We use your data to run your agreement."), clause=part.purposes.clause)
    access = part.access_fee_minor or part.purposes
    yield say(
        N_("You may see your data and have mistakes corrected, free of charge."),
        clause=access.clause,
        decided_by=DecidedBy.LAW,
    )
    yield quote(
        N_("Marketing comes only if you have said yes, and you may say no at any time."),
        part=part.marketing_consent,
    )
    if part.newsletters_most_a_year:
        yield say(
            N_("Newsletters come at most %(times)s times a year."),
            clause=part.newsletters_most_a_year.clause,
            times=part.newsletters_most_a_year.number,
        )
    if part.disconnection_case_data:
        yield say(
            N_("Facts about children, animals or helpless persons in a disconnection case are kept closed."),
            clause=part.disconnection_case_data.clause,
        )
    if part.child_at_risk_told_to:
        yield say(N_("If a child is at risk we tell the municipality."), clause=part.child_at_risk_told_to.clause)
    yield say(
        N_("The privacy policy stands at %(address)s."),
        clause=part.privacy_policy.clause,
        address=part.privacy_policy.value,
    )
    if terms.communication and holds(terms.communication.contact_data_kept_current):
        yield say(
            N_("Keep your e-mail, telephone and address up to date here on Min side."),
            clause=terms.communication.contact_data_kept_current.clause,
        )


def contact(terms: Terms) -> tuple[Sentence, ...]:
    """
    Say how to reach the company and when the telephone is answered.

    Source: CE-05, BO-14, EP-16.1, OR-11.1, GE-VF-1.1.
    """
    return tuple(_contact(terms))


def _contact(terms: Terms) -> Iterator[Sentence]:
    part = terms.contact
    if part.phone:
        yield say(N_("Telephone: %(phone)s"), clause=part.clause, phone=part.phone)
    if part.email:
        yield say(N_("E-mail: %(email)s"), clause=part.clause, email=part.email)
    if part.address:
        yield say(N_("Address: %(address)s"), clause=part.clause, address=part.address)
    hours = part.hours
    if hours:
        yield say(
            N_("The telephone is open Monday to Friday from %(opens)s to %(closes)s, closed on public holidays."),
            clause=hours.clause,
            opens=hours.opens,
            closes=hours.closes,
        )
