"""Addresses are computed: the same for every process of a checkout, short whatever the path."""

from pathlib import Path

from config.embedded import addresses
from config.embedded.address import valkey_socket

CHECKOUT = Path("/home/karen/min-side")


def test_addresses_same_checkout_are_equal():
    assert addresses(CHECKOUT) == addresses(Path("/home/karen") / "min-side")


def test_addresses_other_checkout_or_name_differ():
    found = {
        addresses(CHECKOUT).database_url,
        addresses(CHECKOUT, name="test").database_url,
        addresses(Path("/home/bo/min-side")).database_url,
    }
    assert len(found) == 3


def test_addresses_name_the_role_the_database_and_one_folder():
    found = addresses(CHECKOUT)
    folder = valkey_socket(CHECKOUT, "run").parent
    assert found.database_url == f"postgresql://minside@/minside?host={folder}"
    assert found.redis_url == f"unix://{folder}/valkey.sock"


def test_socket_path_of_a_deep_checkout_fits_the_systems_limit():
    deep = Path("/" + "d" * 250 + "/" + "e" * 250)
    longest = valkey_socket(deep, "run").with_name(".s.PGSQL.5432.lock")
    assert len(str(longest)) < 104  # the smallest limit of the systems we know


def test_addresses_touch_nothing(tmp_path):
    addresses(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []
