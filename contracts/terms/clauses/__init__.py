"""Every clause of every document in our own words, one module per document."""
