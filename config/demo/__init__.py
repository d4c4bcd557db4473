"""The demo: example people, values and prices go in, the real operations run, and whatever comes out is shown."""
