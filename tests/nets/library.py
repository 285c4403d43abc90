"""Small sound bundles of every sort, and files to drop, for the nets that play with a window."""

from __future__ import annotations

from pathlib import Path
from random import Random

from aevae_desktop import bundle
from tests.nets import hostile
from tests.nets.hostile.draft import Draft, start

SORTS: tuple[tuple[str, int, bool], ...] = (
    ("ae-2d", 2, False),
    ("vae-2d", 2, True),
    ("ae-1d", 1, False),
    ("vae-1d", 1, True),
    ("vae-3d", 3, True),
    ("ae-16d", 16, False),
    ("vae-16d", 16, True),
)
OPENED = ("ae-2d", "vae-2d")
BAD = (0, 1, 3, 5, 9, 14, 20, 27, 31, 46, 55, 67)  # hostile bundles that are refused at once


def make(models: Path) -> None:
    """Bundles of 1, 2, 3 and 16 dimensions, AE and VAE, a decoder alone, one without codes, one of other images."""
    for name, d, vae in SORTS:
        sound(name, d, vae).write(models / name)
    alone = sound("alone-2d", 2, False)
    del alone.files[bundle.ENCODER]
    alone.write(models / "alone-2d")
    bare = sound("bare-vae-3d", 3, True)
    del bare.files[bundle.POINTS]
    bare.write(models / "bare-vae-3d")


def sound(name: str, d: int, vae: bool) -> Draft:
    """A bundle of ``d`` dimensions."""
    seed = 0
    while (draft := start(name, Random(f"{name}/{seed}"), Path())).d != d or draft.vae != vae:
        seed += 1
    return draft


def to_drop(place: Path, seed: int) -> list[Path]:
    """Files and folders that a person might drop: hostile bundles, broken figures, notes, nothing at all."""
    place.mkdir(parents=True)
    bad = [hostile.make(seed, k, place).folder for k in BAD]
    rng = Random(seed)
    for name, data in (
        ("notes.txt", b"hello"),
        ("broken.png", b"\x89PNG\r\n\x1a\n" + rng.randbytes(200)),
        ("broken.svg", b"<svg><metadata id='aevae-figure'>{</metadata></svg>"),
        ("broken.npz", b"PK\x03\x04" + rng.randbytes(300)),
        ("broken.gif", b"GIF89a" + rng.randbytes(300)),
        ("empty.csv", b""),
    ):
        (place / name).write_bytes(data)
        bad.append(place / name)
    return [*bad, place / "nowhere", Path("/dev/null"), Path("/proc/self/mem"), place]
