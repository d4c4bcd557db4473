"""The outside of the demo on one day: prices for tomorrow, values of yesterday, and customers who pay."""

from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from config.demo import bank, feed, listing

ONE_DAY = timedelta(days=1)


def open_day(*, as_of: date, last_day: date) -> None:
    """Drop what the market sends on the morning of `as_of` into the inbox."""
    inbox = Path(settings.MARKET_INBOX)
    feed.write_spot(inbox, day=as_of + ONE_DAY)
    feed.write_values(inbox, day=as_of - ONE_DAY, last_day=last_day)


def close_day(*, as_of: date) -> None:
    """Let the customers without a card pay what falls due, and remember how far the market has come."""
    bank.pay_due(as_of=as_of)
    listing.write(served=as_of.isoformat())


def missed_days(*, today: date) -> list[date]:
    """Return the days the example market has not served yet, through `today`; none without a demo."""
    found = listing.read()
    if not found or "served" not in found:
        return []
    served = date.fromisoformat(found["served"])
    return [served + n * ONE_DAY for n in range(1, (today - served).days + 1)]
