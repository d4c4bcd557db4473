"""What of a name the reader of an invitation is told."""

import pytest

from accounts.rules.invitation import short_name


@pytest.mark.parametrize(
    "name,shown",
    [
        ("Karen Blixen Holm", "Karen H."),
        ("Karen", "Karen"),
        ("  Åse   Ærø ", "Åse Æ."),
        ("", ""),
    ],
)
def test_last_name_is_told_by_its_first_letter_alone(name, shown):
    assert short_name(name) == shown
