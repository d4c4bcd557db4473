"""The one exception of this package: something a person must mend before the stores can start."""


class StoresProblem(Exception):
    """Say in plain words why the stores cannot start, and what to do about it."""
