"""Roles: each line of the table, and nothing for a role nobody described."""

import pytest

from accounts.rules.access_role import Act, allowed

RIGHTS = {
    "HOLDER": "LOOK PAY MOVE COMPLAIN CHANGE SHARE",
    "PAYER": "LOOK PAY",
    "READER": "LOOK",
    "MOVER": "LOOK MOVE",
    "JOINT": "LOOK PAY MOVE COMPLAIN",
    "HELPER": "LOOK PAY MOVE COMPLAIN CHANGE",
    "UNHEARD_OF": "",
}


@pytest.mark.parametrize("role", RIGHTS)
def test_role_may_do_exactly_its_acts(role):
    assert {act.value for act in Act if allowed(role=role, act=act)} == set(RIGHTS[role].split())
