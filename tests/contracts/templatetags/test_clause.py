"""A stored clause id becomes the clause in our own words."""

from contracts.templatetags.clause import clause


def test_clause_is_shown_with_its_point_and_words():
    shown = clause("GE-VF-4.8")
    assert (shown.point, shown.title, shown.text) == (
        "4",
        "Invoice on the 15th",
        "The invoice is made on the 15th of the month after consumption.",
    )


def test_id_of_no_document_shows_nothing():
    assert (clause(""), clause("GE-VF-99")) == (None, None)
