"""The rows of the Path panel."""
