"""What a run of the program leaves while it lives, so that the next one can tell what happened and bring work back.

Standard library only: all of it begins before anything else is loaded.
"""
