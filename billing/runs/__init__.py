"""What spans transactions: commit the intent, ask outside, commit the result."""
