"""KMNIST: ten cursive Japanese characters (Clanuwat and others, 2018)."""

from __future__ import annotations

from training.data.published import Publication, names, row

KUZUSHIJI = Publication(
    name="kmnist",
    title="60,000 + 10,000 cursive Japanese characters, 28 x 28",
    licence="CC BY-SA 4.0",
    source="CODH: KMNIST data set, adapted from the Kuzushiji data set (NIJL and others), doi:10.20676/00000341",
    mirrors=("https://codh.rois.ac.jp/kmnist/dataset/kmnist/", "http://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
    files=names(),
    md5=dict(
        zip(
            names(),
            (
                "bdb82020997e1d708af4cf47b453dcf7",
                "e144d726b3acfaa3e44228e80efcd344",
                "5c965bf0a639b31b8f53240b1b52f4d7",
                "7320c461ea6c1c855c0b718fb2a4b134",
            ),
            strict=True,
        )
    ),
    classes=("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
)

KMNIST = row(KUZUSHIJI)
