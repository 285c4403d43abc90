"""Measured numbers, drawn."""
