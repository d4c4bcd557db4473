"""Who may do what, and which state may follow which: pure rules."""
