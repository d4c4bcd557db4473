"""How a case goes on and by when it is answered: pure rules."""
