"""What the program says of itself: its keys, a manual, what it is made of, and what helps to find a fault."""
