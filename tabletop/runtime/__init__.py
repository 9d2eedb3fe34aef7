"""What runs in the background of a serving process: the server, the scheduler, presence."""
