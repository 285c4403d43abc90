"""What runs in the inference and reading processes, and the confinement of all children."""
