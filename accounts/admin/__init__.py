"""The support desk of accounts: people, what we told them, the work queue, and what the machines did."""

from accounts.admin import message, people, record, work

__all__ = ["message", "people", "record", "work"]
