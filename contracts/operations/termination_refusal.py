"""Why a notice is not taken, or not taken back: each a sentence the customer may read."""

from config.foundation.refusal import Refused


class NotRunning(Refused):
    """The agreement does not run, or notice of it has been given already."""

    code = "agreement-not-running"


class DayNotOffered(Refused):
    """The agreement cannot end on that day, or no more."""

    code = "day-not-offered"


class CostChanged(Refused):
    """Leaving on that day costs something else than what was agreed to."""

    code = "exit-cost-changed"


class WritingNeeded(Refused):
    """The terms ask for a notice in writing (EP-11.1d)."""

    code = "writing-needed"


class EndedOtherwise(Refused):
    """The agreement ends on another day than the notice says: something came after it."""

    code = "ended-otherwise"


class MoveComesLater(Refused):
    """The agreement would be over before the move that was told."""

    code = "move-comes-later"


class PartOfMove(Refused):
    """The agreement ends because its customer moves."""

    code = "part-of-move"


class TooLateToUndo(Refused):
    """The agreement has ended."""

    code = "too-late-to-undo"


class NoOwnerClause(Refused):
    """The terms say nothing of owners, so the notice ends the agreement like every other."""

    code = "no-owner-clause"


class NotWaiting(Refused):
    """No owner's notice of the agreement waits, or it has taken effect."""

    code = "not-waiting"


class EventUnknown(Refused):
    """The terms name no such event, or nothing was told of it."""

    code = "event-unknown"


class DaysOutOfOrder(Refused):
    """Something cannot be verified before it is told, nor seen to have been before it could be."""

    code = "days-out-of-order"
