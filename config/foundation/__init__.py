"""What everyone may import and what imports nobody of ours: clock, calendar, money, refusal, transition."""
