"""The sets published as MNIST was, a row each: MNIST, Fashion-MNIST, KMNIST, and EMNIST out of one large archive."""

from __future__ import annotations

import string
from dataclasses import replace

from training.data.published import Publication, file_names

MNIST = Publication(
    name="mnist",
    title="60,000 + 10,000 handwritten digits, 28 x 28",
    licence="CC BY-SA 3.0",
    source="Y. LeCun, C. Cortes, C. Burges: The MNIST database of handwritten digits",
    mirrors=("https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/"),
    files=file_names(),
    sums=(  # the mirrors wrap the same bytes in different gzip headers
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    ),
    unpacked=True,
    classes=tuple(string.digits),
    subfolder="",
)

FASHION = Publication(
    name="fashion-mnist",
    title="60,000 + 10,000 articles of clothing, 28 x 28",
    licence="MIT",
    source="H. Xiao, K. Rasul, R. Vollgraf (Zalando Research): Fashion-MNIST, 2017",
    mirrors=(
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    ),
    files=file_names(),
    sums=(
        "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
        "25c81989df183df01b3e8a0aad5dffbe",
        "bef4ecab320f06d8554ea6380940ec79",
        "bb300cfdad3c16e7a12a480ee83cd310",
    ),
    classes=(
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
        "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
    ),
)  # fmt: skip

KMNIST = Publication(
    name="kmnist",
    title="60,000 + 10,000 cursive Japanese characters, 28 x 28",
    licence="CC BY-SA 4.0",
    source="CODH: KMNIST data set, adapted from the Kuzushiji data set (NIJL and others), doi:10.20676/00000341",
    mirrors=("https://codh.rois.ac.jp/kmnist/dataset/kmnist/", "http://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
    files=file_names(),
    sums=(
        "bdb82020997e1d708af4cf47b453dcf7",
        "e144d726b3acfaa3e44228e80efcd344",
        "5c965bf0a639b31b8f53240b1b52f4d7",
        "7320c461ea6c1c855c0b718fb2a4b134",
    ),
    classes=("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
)

EMNIST_LETTERS = Publication(
    name="emnist-letters",
    title="124,800 + 20,800 handwritten letters, capital and small as one, 28 x 28",
    licence="not stated by its authors; made from NIST Special Database 19",
    source="G. Cohen, S. Afshar, J. Tapson, A. van Schaik: EMNIST, 2017",
    mirrors=("https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip!gzip/",),
    files=file_names("emnist-letters-", "test"),
    sums=(
        "8795078f199c478165fe18db82625747",
        "c16de4f1848ddcdddd39ab65d2a7be52",
        "382093a19703f68edac6d01b8dfdfcad",
        "d4108920cd86601ec7689a97f2de7f59",
    ),
    classes=tuple(string.ascii_lowercase),
    first_label=1,
    transposed=True,
)
EMNIST_BALANCED = replace(
    EMNIST_LETTERS,
    name="emnist-balanced",
    title="112,800 + 18,800 handwritten digits and letters in 47 classes, 28 x 28",
    files=file_names("emnist-balanced-", "test"),
    sums=(
        "4041b0d6f15785d3fa35263901b5496b",
        "7a35cc7b2b7ee7671eddf028570fbd20",
        "6818d20fe2ce1880476f747bbc80b22b",
        "acd3694070dcbf620e36670519d4b32f",
    ),
    # the other small letters look like their capitals and are merged with them
    classes=tuple(string.digits + string.ascii_uppercase + "abdefghnqrt"),
    first_label=0,
)

PUBLICATIONS = (MNIST, FASHION, KMNIST, EMNIST_LETTERS, EMNIST_BALANCED)
