"""The folder of real market files beside the checkout; tests that read it bear the mark `shared`."""

import os
from pathlib import Path

SHARED = Path(os.environ.get("MINSIDE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
ENERGY = SHARED / "data" / "energy"


def energy_file(name: str) -> bytes:
    return (ENERGY / name).read_bytes()
