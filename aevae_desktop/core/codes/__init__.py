"""Codes and what is measured on them: statistics, draws, sums."""
