"""Hostile bundles, made by code: ``make(seed, index, parent)`` writes the same one each time.

``faults.TABLES`` is the list of what they do; each module beside it holds the faults of one kind.
"""

from tests.nets.hostile.making import Case, benign, make

__all__ = ["Case", "benign", "make"]
