"""Everything an inference process will ever import, imported while it still can: afterwards it opens no file."""

from __future__ import annotations

import importlib

# what numpy, zipfile, Python and our own packages load when it is first needed
LATER = (
    *("numpy.random", "numpy.linalg", "numpy.fft", "numpy.lib.format", "numpy.ma", "numpy.polynomial"),
    *("zipfile", "zlib", "lzma", "bz2", "ast", "tokenize", "linecache", "traceback", "unicodedata"),
    *("encodings.ascii", "encodings.latin_1", "encodings.cp437", "encodings.utf_8_sig", "encodings.idna"),
)
_OURS = (
    *("aevae_desktop.bundle.arrays", "aevae_desktop.bundle.images"),
    "aevae_desktop.engine.child.judge",
    *(f"aevae_desktop.engine.child.jobs.{name}" for name in ("insides", "claims", "probing")),
)


def up() -> None:
    """Import them."""
    for name in (*LATER, *_OURS):
        importlib.import_module(name)
