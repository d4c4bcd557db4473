"""Files taken from others are byte for byte the ones whose hashes are written down beside them."""

import hashlib
import re

from tests.source import ROOT

VENDOR = ROOT / "static" / "vendor"


def test_vendored_files_have_the_hashes_written_down():
    written = dict(re.findall(r"\| `([\w./-]+\.js)` \|.*`([0-9a-f]{64})`", (VENDOR / "README.md").read_text()))
    found = {
        str(file.relative_to(VENDOR)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in VENDOR.rglob("*.js")
    }
    assert found == written
