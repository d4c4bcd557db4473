"""Every refusal of a notice is a named one, with a word of its own for logs and tests."""

from config.foundation.refusal import Refused
from contracts.operations import termination_refusal


def test_each_refusal_has_its_own_word():
    named = [each for each in vars(termination_refusal).values() if isinstance(each, type) and each is not Refused]
    words = [each.code for each in named]
    assert all(issubclass(each, Refused) for each in named)
    assert len(set(words)) == len(words) >= 8
    assert all(words)
