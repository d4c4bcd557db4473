"""What is owed and when it is paid: pure rules with their clauses."""
