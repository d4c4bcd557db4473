"""Short ways to make the rows and worlds that tests start from."""
