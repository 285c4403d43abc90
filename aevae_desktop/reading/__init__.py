"""How anything is read that somebody else may have written: with a bound, without waiting, or one line that says why.

``regular``: files as they lie on the disk. ``json_text``: JSON with every value checked. ``plain_text``: what a text
that is shown may hold. ``zipped``: archives whose sizes are known before anything is unpacked.
"""
