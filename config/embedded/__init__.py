"""Real PostgreSQL and real Valkey from their wheels, for development and tests."""

from config.embedded.address import Addresses, addresses
from config.embedded.problem import StoresProblem
from config.embedded.stores import empty, remove, running, stop

__all__ = ["Addresses", "StoresProblem", "addresses", "empty", "remove", "running", "stop"]
