"""The terms of the suppliers as data: one module per document, every figure with its clause id."""
