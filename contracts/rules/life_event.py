"""What follows from a death or an insolvency by the terms: told at once, meter read at once, security or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from contracts.rules.sentence import Sentence, holds, quote, say
from contracts.terms.document import Terms
from contracts.terms.marker import N_
from contracts.terms.parts.figure import Policy


class Happening(StrEnum):
    """What may happen to a customer; the same words as are stored, in small letters in the terms."""

    DEATH = "DEATH"
    RECONSTRUCTION = "RECONSTRUCTION"
    BANKRUPTCY = "BANKRUPTCY"
    DEBT_RELIEF = "DEBT_RELIEF"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityRight:
    """Whether security may be asked for because of it, by which clause, and whether a lawyer is asked first."""

    may_be_asked: bool
    clause: str
    ask_lawyer: bool = False


def security_after(*, kind: Happening, terms: Terms) -> SecurityRight | None:
    """
    Return whether security may be asked for after it; None where the document is silent.

    Where the document lets it be asked for in a reconstruction, a lawyer is asked each time (X-36).

    Source: EP-8.7, OR-14.1, GE-VF-7.2; X-28, X-36.
    """
    part = terms.life_events
    if part is None:
        return None
    if kind is Happening.RECONSTRUCTION:
        own = part.security_in_reconstruction
        return SecurityRight(
            may_be_asked=own.value, clause=own.clause, ask_lawyer=own.value and isinstance(own, Policy)
        )
    allowed = kind.lower() in part.security_allowed.value
    return SecurityRight(may_be_asked=allowed, clause=part.security_allowed.clause)


def meter_is_read_at_once(*, terms: Terms) -> bool:
    """
    Return whether the meter has to be read on the day it is told.

    Source: EP-11.2e, OR-14.1, GE-V-10.3d, GE-F-10.3d.
    """
    return terms.life_events is not None and holds(terms.life_events.meter_read_at_once)


def duty_to_tell(*, terms: Terms) -> Sentence | None:
    """
    Return what the document asks to be told, with its clause; None where it is silent.

    Source: EP-8.6, EP-11.2e, OR-14.1, GE-VF-7.2, GE-V-10.3d, GE-F-10.3d; X-28.
    """
    if terms.life_events is None:
        return None
    return say(
        N_("After a death, or when a reconstruction, bankruptcy or debt relief begins, tell us at once."),
        clause=terms.life_events.reported_at_once.clause,
    )


def consequences(*, kind: Happening, terms: Terms) -> tuple[Sentence, ...]:
    """
    Say what follows by the document: the meter, and security for the use to come.

    Source: EP-8.7, EP-11.2e, OR-14.1, GE-VF-7.2, GE-V-10.3d, GE-F-10.3d; X-36.
    """
    return tuple(_consequences(kind, terms))


def _consequences(kind: Happening, terms: Terms) -> Iterator[Sentence]:
    part = terms.life_events
    if part is None:
        return
    if holds(part.meter_read_at_once):
        yield say(
            N_("The meter is read at once, so that the use before and the use after can be told apart."),
            clause=part.meter_read_at_once.clause,
        )
    right = security_after(kind=kind, terms=terms)
    if right is None:
        return
    if not right.may_be_asked:
        yield say(N_("We may not ask for security because of it."), clause=right.clause)
    elif right.ask_lawyer:
        yield quote(
            N_("We may ask for security for the use to come, unless the law says otherwise."),
            part=part.security_in_reconstruction,
        )
    else:
        yield say(N_("We may ask for security for the use to come."), clause=right.clause)
