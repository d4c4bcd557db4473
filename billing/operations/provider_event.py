"""Keep the provider's messages once, and note what came of each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from accounts.operations import alarm
from accounts.operations.event import Actor, actor_name, record
from billing.enums import EventState
from billing.models import ProviderEvent
from billing.rules.step import EVENT_STEPS
from config.foundation.transition import advance


def keep(
    *, provider: str, event_id: str, kind: str, object_id: str, payload: dict[str, Any]
) -> tuple[ProviderEvent, bool]:
    """Store a message by the provider's own id; the same message again is the same row."""
    return ProviderEvent.objects.get_or_create(
        provider=provider,
        event_id=event_id,
        defaults={"kind": kind, "object_id": object_id, "payload": payload},
    )


def finish(*, event: ProviderEvent) -> None:
    """Note that a message is handled."""
    ProviderEvent.objects.filter(pk=event.pk).update(
        state=EventState.DONE, handled_at=Now(), claimed_until=None, error=""
    )


@transaction.atomic
def postpone(*, event: ProviderEvent, error: str, most_tries: int) -> bool:
    """Note that handling went wrong; after so many tries the message waits for a person. True when it does."""
    row = ProviderEvent.objects.select_for_update().get(pk=event.pk)
    row.tries += 1
    row.error = error[:300]
    row.claimed_until = None
    parked = row.tries >= most_tries
    if parked:
        row.state = EventState.PARKED
        alarm.sound(
            supplier=None,
            kind="provider-event-parked",
            ref=f"provider_event:{row.pk}",
            text="A message of the card provider could not be handled.",
        )
    row.save(update_fields=["tries", "error", "claimed_until", "state"])
    return parked


@transaction.atomic
def retry(*, event: ProviderEvent, by: Actor, as_of: date) -> None:
    """Let a parked message be handled again, after a person has looked at what went wrong."""
    advance(event, to=EventState.RECEIVED, allowed=EVENT_STEPS, tries=0, error="", claimed_until=None)
    alarm.silence(kind="provider-event-parked", ref=f"provider_event:{event.pk}", by=actor_name(by))
    record("billing.provider_event.retried", supplier=None, subject=event, by=by, as_of=as_of)
