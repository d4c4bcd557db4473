"""Changes to cases: the only code that writes complaints and questions."""
