"""One open alarm per thing; closed, the same may sound again."""

import pytest

from accounts.models import Alarm
from accounts.operations import alarm

pytestmark = pytest.mark.django_db


def sound():
    return alarm.sound(supplier=None, kind="ledger.unbalanced", ref="payment:17", text="Off by 1 øre")


def test_alarm_sounds_once_until_it_is_closed():
    assert sound().pk == sound().pk
    alarm.silence(kind="ledger.unbalanced", ref="payment:17", by="Stine")
    assert Alarm.objects.get().closed_by == "Stine"
    sound()
    assert Alarm.objects.filter(closed_at__isnull=True).count() == 1
    assert Alarm.objects.count() == 2


def test_silencing_what_is_quiet_does_nothing():
    alarm.silence(kind="ledger.unbalanced", ref="payment:17", by="Stine")
    assert Alarm.objects.count() == 0
