"""
`make rules-mutate`: changes each figure, choice, clause and comparison in turn, and asks who notices.

A change counts as noticed when a test fails that is marked with the id it belongs to: the clause the figure
cites, the open point a choice settles, or a rule that lives in the module of a comparison. Everything runs in
one process: pytest collects once, and a forked child per change alters the one value, runs those tests and
says which of them failed. What nobody notices stands in docs/rules/survivors.csv, each entry with its reason.
"""
