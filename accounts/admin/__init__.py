"""The support desk of accounts: people, what we told them, the work queue, and what the machines did."""

from accounts.admin import closed, message, people, record, recovery, work

__all__ = ["closed", "message", "people", "record", "recovery", "work"]
