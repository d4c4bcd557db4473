"""The shipped figures of the law, and agreements written short, for the tests of rules."""

from datetime import date

from contracts import terms
from contracts.rules.agreed import Agreed
from contracts.rules.statute import parse_statute
from contracts.statute import texts
from contracts.terms.overrides import Overrides
from contracts.terms.parts.scope import Fuel

LAW = tuple(row for name, text in texts().items() for row in parse_statute(text=text, name=name))


def agreed(code, *, concluded="2026-01-15", starts=None, fuel="electricity", customer=None, **own):
    """Return an agreement under these terms; it starts on the day it is made unless another day is given."""
    document = terms.by_code(code)
    concluded_on = date.fromisoformat(concluded)
    return Agreed(
        terms=document,
        customer=customer or document.scope.customers.value[0],
        fuel=Fuel(fuel),
        concluded_on=concluded_on,
        starts_on=date.fromisoformat(starts) if starts else concluded_on,
        overrides=Overrides(**own),
    )


def texts_of(why):
    """Return the message ids of the steps, in order."""
    return [sentence.text for sentence in why]


def shown(sentence):
    """Return a step as an English reader sees it, with dates and amounts as Python writes them."""
    return sentence.text % sentence.params
