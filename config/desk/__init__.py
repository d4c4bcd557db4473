"""Pages of the staff's desk that belong to no single model: running a day, parked work, health."""
