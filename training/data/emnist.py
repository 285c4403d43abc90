"""EMNIST: handwritten letters and digits (Cohen, Afshar, Tapson and van Schaik, 2017), out of one large archive."""

from __future__ import annotations

import string

from training.data.published import Publication, names, row

MIRRORS = ("https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip!gzip/",)
LICENCE = "not stated by its authors; made from NIST Special Database 19"
SOURCE = "G. Cohen, S. Afshar, J. Tapson, A. van Schaik: EMNIST, 2017"
LOWER = "abdefghnqrt"  # of the balanced set: the others look like their capitals and are merged with them


def _publication(
    split: str, title: str, sums: tuple[str, str, str, str], classes: str, first_label: int
) -> Publication:
    files = names(f"emnist-{split}-", "test")
    return Publication(
        name=f"emnist-{split}",
        title=title,
        licence=LICENCE,
        source=SOURCE,
        mirrors=MIRRORS,
        files=files,
        md5=dict(zip(files, sums, strict=True)),
        classes=tuple(classes),
        first_label=first_label,
        transposed=True,
    )


LETTERS = _publication(
    "letters",
    "124,800 + 20,800 handwritten letters, capital and small as one, 28 x 28",
    (
        "8795078f199c478165fe18db82625747",
        "c16de4f1848ddcdddd39ab65d2a7be52",
        "382093a19703f68edac6d01b8dfdfcad",
        "d4108920cd86601ec7689a97f2de7f59",
    ),
    string.ascii_lowercase,
    first_label=1,
)
BALANCED = _publication(
    "balanced",
    "112,800 + 18,800 handwritten digits and letters in 47 classes, 28 x 28",
    (
        "4041b0d6f15785d3fa35263901b5496b",
        "7a35cc7b2b7ee7671eddf028570fbd20",
        "6818d20fe2ce1880476f747bbc80b22b",
        "acd3694070dcbf620e36670519d4b32f",
    ),
    string.digits + string.ascii_uppercase + LOWER,
    first_label=0,
)

EMNIST_LETTERS = row(LETTERS)
EMNIST_BALANCED = row(BALANCED)
