"""What was agreed, measured and priced: pure rules."""
