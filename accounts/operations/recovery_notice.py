"""Tell the old contact that somebody is to be let in again, with the way to stop it; and that it was done."""

from __future__ import annotations

from datetime import date

from django.utils import translation

from accounts.models import Customer, Recovery
from accounts.operations import message, scoped_link
from accounts.operations.event import Actor
from accounts.queries.inbox import masked
from accounts.queries.page_link import page_link
from accounts.rules.recovery import LINK_OUTLIVES
from config.foundation.after_commit import send_task_after_commit
from config.foundation.formats import moment_text

BEGUN = "recovery_begun"
DONE = "recovery_done"
PURPOSE = "recovery"


def begun(*, recovery: Recovery, by: Actor, as_of: date) -> None:
    """
    Tell the contact we have used until now; to a colleague a worker mails it, since they have no inbox with us.

    Source: OR-15.3 (to the address the customer gave); the notice to the old contact is ours.
    """
    customer = recovery.customer
    if customer is None:
        send_task_after_commit("accounts.send_recovery_notice", recovery_id=recovery.pk)
        return
    link = stop_link(recovery=recovery, by=by, as_of=as_of)
    told = _tell(BEGUN, customer, recovery, as_of, link=link)
    Recovery.objects.filter(pk=recovery.pk).update(told_at=masked(told) or told)


def done(*, recovery: Recovery, as_of: date) -> None:
    """Tell the customer, where they are reached from now on, that it was carried out."""
    if recovery.customer is not None:
        _tell(DONE, recovery.customer, recovery, as_of)


def stop_link(*, recovery: Recovery, by: Actor, as_of: date) -> str:
    """Return a link that stops it without login, and later tells what became of it."""
    _row, token = scoped_link.create(
        supplier=recovery.supplier,
        customer=recovery.customer,
        purpose=PURPOSE,
        subject=recovery,
        expires_at=recovery.due_at + LINK_OUTLIVES,
        by=by,
        as_of=as_of,
    )
    return page_link("accounts:recovery-stopped", token, supplier=recovery.supplier)


def words_about(recovery: Recovery, *, language: str, link: str = "") -> dict[str, object]:
    """Return what the templates of the notices are told; the reader's language is in force."""
    return {
        "what": recovery.get_kind_display(),
        "due": moment_text(recovery.due_at, locale=language, zone=recovery.supplier.time_zone),
        "link": link,
    }


def _tell(kind: str, customer: Customer, recovery: Recovery, as_of: date, *, link: str = "") -> str:
    language = customer.language or customer.supplier.language
    with translation.override(language):
        context = words_about(recovery, language=language, link=link)
    queued = message.queue(
        kind,
        customer=customer,
        reason=f"{kind}:{recovery.pk}",
        context=context,
        as_of=as_of,
        legal=True,
        on_paper=not customer.email,
    )
    return queued.to_address
