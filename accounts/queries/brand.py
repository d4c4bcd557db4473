"""How a supplier looks on paper."""

import re
from pathlib import Path

from django.conf import settings

BRAND = re.compile(r"--brand:\s*(#[0-9a-f]{6})", re.IGNORECASE)
PLAIN = "#333333"


def brand_color(theme: str) -> str:
    """Return the supplier's colour from its theme, where all its tokens stand."""
    path = Path(settings.BASE_DIR) / "static" / "css" / "theme" / f"{theme}.css"
    found = BRAND.search(path.read_text()) if path.is_file() else None
    return found[1] if found else PLAIN
