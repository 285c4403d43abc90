"""What was open, kept for the next start; and what is shown after the program ended unexpectedly."""
