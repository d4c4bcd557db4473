from config.foundation.zone import COPENHAGEN, zone_of


def test_zone_of_is_read_once():
    assert zone_of(COPENHAGEN).key == "Europe/Copenhagen"
    assert zone_of(COPENHAGEN) is zone_of("Europe/Copenhagen")
