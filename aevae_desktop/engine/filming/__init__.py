"""Films and sheets of decoded images as files, made in a process of its own: the one place that knows Pillow.

``job`` and ``formats`` are for both sides; the rest is loaded in the child only, one module a format.
"""
