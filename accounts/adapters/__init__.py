"""What we decide differently from allauth: who may sign up, how mail is sent, how seeds are kept."""

from accounts.adapters.account import AccountAdapter
from accounts.adapters.second_factor import SecondFactorAdapter

__all__ = ["AccountAdapter", "SecondFactorAdapter"]
