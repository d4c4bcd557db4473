"""A supplier's colour on paper is the one of its theme."""

from accounts.queries.brand import PLAIN, brand_color


def test_the_colour_stands_in_the_theme_and_grey_where_there_is_none():
    assert brand_color("gron").startswith("#")
    assert brand_color("gron") != brand_color("orsted")
    assert brand_color("nobody") == PLAIN
