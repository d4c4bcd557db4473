"""A parked message of the card provider is handled again by a person's decision."""

from datetime import date

import pytest

from accounts.models import Alarm, Event
from billing.enums import EventState
from billing.models import ProviderEvent
from billing.operations import provider_event
from config.foundation.transition import ForbiddenTransition

pytestmark = pytest.mark.django_db

DAY = date(2026, 5, 4)


def test_parked_message_waits_again_and_its_alarm_is_closed():
    told = ProviderEvent.objects.create(provider="stripe", event_id="evt_1", kind="x", payload={})
    provider_event.postpone(event=told, error="ValueError", most_tries=1)
    told.refresh_from_db()
    assert (told.state, Alarm.objects.get().closed_at) == (EventState.PARKED, None)

    provider_event.retry(event=told, by="stine", as_of=DAY)

    assert (told.state, told.tries, told.error, told.claimed_until) == (EventState.RECEIVED, 0, "", None)
    assert Alarm.objects.get().closed_by == "stine"
    assert Event.objects.get(kind="billing.provider_event.retried").actor == "stine"


def test_handled_message_is_not_tried_again():
    told = ProviderEvent.objects.create(
        provider="stripe", event_id="evt_1", kind="x", payload={}, state=EventState.DONE
    )
    with pytest.raises(ForbiddenTransition):
        provider_event.retry(event=told, by="stine", as_of=DAY)
