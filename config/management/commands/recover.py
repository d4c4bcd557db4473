"""After a restore: ask the card provider what happened since the dump, before any worker may draw."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import Alarm
from billing.runs import payment_janitor, provider_event
from config.foundation import clock

NOT_OURS = "payment-not-ours"


class Command(BaseCommand):
    help = "Find out what the card provider knows and our books do not; exit with 1 while there is something."

    def handle(self, *args: Any, **options: Any) -> None:
        as_of = clock.today()
        fetched = provider_event.list_missing(now=clock.now())
        handled = provider_event.handle_due(as_of=as_of)["handled"]
        resolved = payment_janitor.resolve_due(as_of=as_of, at_once=True)["resolved"]
        self.stdout.write(f"{fetched} messages fetched, {handled} handled, {resolved} payments resolved")
        strangers = Alarm.objects.filter(kind=NOT_OURS, closed_at=None).order_by("ref")
        for alarm in strangers:
            self.stderr.write(f"not in our books: {alarm.ref}")
        if strangers:
            raise SystemExit(1)
        self.stdout.write("Our books know of everything the provider told of. The workers may start.")
