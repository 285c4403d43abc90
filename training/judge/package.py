"""From settings and images to a judge's folder: trained, exported, compared with torch, measured, written."""

from __future__ import annotations

import copy
import hashlib
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from aevae_desktop.bundle import FileRecord, ImageSpec, judge
from aevae_desktop.bundle.judge import INPUT, OUTPUT, Errors, JudgeCard
from aevae_desktop.errors import ModelError
from training.data import Images
from training.export.markdown import plain
from training.export.package import versions
from training.export.to_onnx import serialized
from training.judge import errors
from training.judge.config import JudgeConfig
from training.judge.fit import fit
from training.judge.ghosts import GHOSTS
from training.judge.network import JudgeNet, Probabilities
from training.trainer.model import to_float

CHECKED = 512  # images on which the export is compared with torch
TOLERANCE = 1e-4  # of a probability


def make(config: JudgeConfig, images: Images, folder: Path, *, quiet: bool = False) -> JudgeCard:
    """Train a judge and write it into ``folder``, whose name becomes its id.

    Raises ``DataError`` for images without classes, ``ModelError`` when the export differs from the trained network,
    ``BundleError`` when the disk refuses; whatever stood in ``folder`` is then untouched.
    """
    begin = time.perf_counter()
    network = fit(config, images, quiet=quiet)
    seconds = time.perf_counter() - begin
    data = export(network, images)
    card = _card(images, folder.resolve().name, data)
    opened = errors.opened(data, card)
    rows, by_kind = errors.measure(opened, images)
    provenance = {
        "config": config.to_json(),
        "seed": config.seed,
        "images": dict(images.recipe),
        "ghosts_missed_by_kind": by_kind,
        "train_seconds": round(seconds, 1),
        "versions": versions(),
    }
    card = replace(card, errors=rows, provenance=provenance)
    return judge.write(folder, card, data, readme(card, config))


def export(network: JudgeNet, images: Images) -> bytes:
    """The ONNX file, compared with torch on training images. Raises ``ModelError``."""
    network = copy.deepcopy(network).to(memory_format=torch.contiguous_format)  # type: ignore[call-overload]
    whole = Probabilities(network).eval()
    x = to_float(torch.from_numpy(images.train[:CHECKED].copy()))
    facts = {"format": judge.FORMAT, "format_version": judge.VERSION, "dataset": images.spec.name}
    data = serialized(whole, x[:4], INPUT, [OUTPUT], facts | {"dataset_licence": images.spec.licence}, False)
    with torch.no_grad():
        wanted = whole(x).numpy()
    card = _card(images, "export", data)
    found = errors.opened(data, card)(errors.as_shown(x))
    if not (worst := float(np.abs(found - wanted).max())) <= TOLERANCE:
        what = f"the exported network differs from the trained one by {worst:.1e}"
        raise ModelError(what, file=judge.NETWORK, field=OUTPUT, expected=f"at most {TOLERANCE:.0e}")
    return data


def _card(images: Images, name: str, data: bytes) -> JudgeCard:
    channels, height, width = (int(size) for size in images.train.shape[1:])
    record = FileRecord(hashlib.sha256(data).hexdigest(), len(data))
    return JudgeCard(name, images.classes, ImageSpec(height, width, channels), images.spec, record)


def readme(card: JudgeCard, config: JudgeConfig) -> str:
    """The Markdown text of ``README.md``."""
    data, kinds = card.dataset, card.provenance["ghosts_missed_by_kind"]
    lines = [
        f"# Judge · {plain(data.name)}",
        "",
        f"A small convolutional network that says which of {len(card.classes)} classes an image is of, or that it is "
        "of none. It judges what decoders draw, and has seen no decode: it was trained on the images of the data set "
        "and on ghosts made of them, all blurred and paled alike, so that softness alone is no evidence.",
        "",
        f"- **Data**: {plain(data.name)}, {data.n_train:,} training and {data.n_test:,} test images. "
        f"{plain(data.source)}. Licence of the images: {plain(data.licence)}. No image is contained here.",
        f"- **Ghosts**: {', '.join(GHOSTS)}. That is: two images blended, laid over each other, or cut and glued "
        "together; strokes erased; an image doubled; the mean of four; strokes bent.",
        f"- **Training**: {config.epochs:g} epochs of AdamW, batch {config.batch_size} and half as many ghosts, "
        f"width {config.width}, seed {config.seed}; the whole configuration is in `{judge.CARD}`.",
        "- **Limits**: some ghosts look like a class by chance (the halves of two digits may make a third), so that it "
        "cannot find all.",
        "",
        "Its errors on test images, which it has not seen, with 95 % intervals:",
        "",
        "| images and ghosts | real images called none | ghosts taken for a class | class named right |",
        "|---|---|---|---|",
        *(_table_row(row) for row in card.errors),
        "",
        f"Ghosts taken for a class, by kind: {', '.join(f'{name} {share:.1%}' for name, share in kinds.items())}.",
    ]
    return "\n".join(lines) + "\n"


def _table_row(row: Errors) -> str:
    rates = (row.real_as_none, row.ghosts_missed, row.class_right)
    shown = (f"{rate.value:.1%} ({rate.low:.1%} to {rate.high:.1%})" for rate in rates)
    return f"| {' | '.join((plain(row.images), *shown))} |"
