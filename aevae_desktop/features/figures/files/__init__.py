"""Figures: the maps drawn anew at any size, as PNG or SVG, their numbers as CSV or NPZ."""
