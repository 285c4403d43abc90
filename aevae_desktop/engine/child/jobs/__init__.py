"""What the inference process does for each kind of job that takes more than a few lines, a module each."""
