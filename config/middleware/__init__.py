"""What every request passes on its way in and out; the order stands in the settings."""

from config.middleware.door import health, supplier
from config.middleware.header import private_pages
from config.middleware.reader import reader_language
from config.middleware.session import idle_timeout, own_supplier_only, staff_second_factor

__all__ = [
    "health",
    "idle_timeout",
    "own_supplier_only",
    "private_pages",
    "reader_language",
    "staff_second_factor",
    "supplier",
]
