"""The sandbox's own clock, which an operator may move to let keys, sessions and cards grow old."""

import time


class Clock:
    """Real time plus an offset; what is signed for others always uses real time."""

    def __init__(self, offset: int = 0) -> None:
        self.offset = offset

    def now(self) -> int:
        return int(time.time()) + self.offset

    def advance(self, seconds: int) -> None:
        self.offset += seconds

    def set(self, moment: int) -> None:
        self.offset = moment - int(time.time())
