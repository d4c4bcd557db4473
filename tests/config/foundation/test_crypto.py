import pytest
from cryptography.fernet import Fernet

from config.foundation import crypto

OLD, NEW = crypto.new_key(), crypto.new_key()


def test_what_was_encrypted_comes_back():
    token = crypto.encrypt("010190-1234 æøå", keys=[NEW])
    assert crypto.decrypt(token, keys=[NEW]) == "010190-1234 æøå"
    assert "010190" not in token


def test_same_text_never_looks_the_same():
    assert crypto.encrypt("x", keys=[NEW]) != crypto.encrypt("x", keys=[NEW])


def test_newest_key_encrypts_and_older_ones_still_decrypt():
    old_token = crypto.encrypt("seed", keys=[OLD])
    assert crypto.decrypt(old_token, keys=[NEW, OLD]) == "seed"
    new_token = crypto.encrypt("seed", keys=[NEW, OLD])
    assert Fernet(NEW).decrypt(new_token) == b"seed"


def test_renewed_moves_a_secret_to_the_newest_key():
    token = crypto.renewed(crypto.encrypt("seed", keys=[OLD]), keys=[NEW, OLD])
    assert crypto.decrypt(token, keys=[NEW]) == "seed"


def test_wrong_key_and_tampering_are_told():
    token = crypto.encrypt("seed", keys=[OLD])
    for call in (crypto.decrypt, crypto.renewed):
        with pytest.raises(crypto.Undecipherable):
            call(token, keys=[NEW])
    with pytest.raises(crypto.Undecipherable):
        crypto.decrypt(token[:-4] + "AAA=", keys=[OLD])


@pytest.mark.parametrize("keys", [[], "", OLD], ids=["none", "empty", "one text"])
def test_keys_are_a_sequence_of_keys(keys):
    with pytest.raises(ValueError, match="at least one key"):
        crypto.encrypt("x", keys=keys)
