"""Real PostgreSQL and real Valkey from their wheels, for development and tests."""

from config.embedded.address import Addresses, addresses
from config.embedded.place import home_folder, logs_folder
from config.embedded.problem import StoresProblem
from config.embedded.stores import empty, remove, running, stop

__all__ = [
    "Addresses",
    "StoresProblem",
    "addresses",
    "empty",
    "home_folder",
    "logs_folder",
    "remove",
    "running",
    "stop",
]
