"""Fashion-MNIST: articles of clothing (Xiao, Rasul and Vollgraf, 2017)."""

from __future__ import annotations

from training.data.published import Publication, names, row

FASHION = Publication(
    name="fashion-mnist",
    title="60,000 + 10,000 articles of clothing, 28 x 28",
    licence="MIT",
    source="H. Xiao, K. Rasul, R. Vollgraf (Zalando Research): Fashion-MNIST, 2017",
    mirrors=(
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    ),
    files=names(),
    md5=dict(
        zip(
            names(),
            (
                "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
                "25c81989df183df01b3e8a0aad5dffbe",
                "bef4ecab320f06d8554ea6380940ec79",
                "bb300cfdad3c16e7a12a480ee83cd310",
            ),
            strict=True,
        )
    ),
    classes=(
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
        "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
    ),
)  # fmt: skip

FASHION_MNIST = row(FASHION)
