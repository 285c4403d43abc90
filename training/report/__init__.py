"""What is measured and said of a bundle: every figure with its n, its seed and its interval (docs/measuring.md).

``subject`` holds the bundle and the images, ``measures`` is the table of figures, ``writing`` and ``curves`` make the
files; beside it, ``describe`` shows the layers of a network, and ``listing`` what can be trained.
"""
