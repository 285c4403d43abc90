"""What ``aevae-train`` is asked, how large the networks will be, and what its lines say. Pure functions."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

from aevae_desktop.bundle import snapshot
from aevae_desktop.errors import ModelError
from aevae_desktop.features.train.state import Epoch, OwnImages, Phase, Training, TrainOptions
from aevae_desktop.language import translate
from aevae_desktop.reading import plain_text

# what `aevae-train list` knows and needs no folder; all are of 28 x 28 grey pixels
DATASETS = {
    "digits": translate("train", "digits: 1,797, no download"),
    "mnist": translate("train", "mnist: 60,000 handwritten digits"),
    "fashion-mnist": translate("train", "fashion-mnist: 60,000 articles of clothing"),
    "kmnist": translate("train", "kmnist: 60,000 cursive Japanese characters"),
    "emnist-letters": translate("train", "emnist-letters: 124,800 handwritten letters"),
    "emnist-balanced": translate("train", "emnist-balanced: 112,800 digits and letters"),
    "omniglot": translate("train", "omniglot: 4,840 characters, eight alphabets"),
}
KINDS = {"ae": "AE", "linear-ae": translate("train", "Linear AE"), "vae": "VAE"}
LIKELIHOODS = {
    "bernoulli": translate("train", "Cross-entropy (Bernoulli)"),
    "mse": translate("train", "Squared error, summed over pixels"),
    "gaussian": translate("train", "Squared error at a fixed variance (Gaussian)"),
}
OWN = ("folder", "npz", "idx")  # sets of a person's own
FOLDERS = ("outer", "inner")
MOST_IMAGES, MOST_NOTES, LONGEST_NOTE, LONGEST_NAME = 5_000_000, 20, 400, 40
BATCH, STEPS = 128, 2000  # images a step; steps that a small set needs as well to fill its map
FEWEST_EPOCHS, MOST_PROPOSED = 20, 400
BLOCKS, FOURIER = 2, 32  # of the residual decoder, as `aevae-train` has them
MOST_LAYERS, WIDEST, MOST_BETA = 64, 65536, 1e6
NEEDS = ("training", "torch", "onnx", "onnxscript", "sklearn", "tqdm")
INSTALL = 'python -m pip install ".[train]"'
MOST_EPOCHS = 1_000_000  # that one line may tell of
WARNING, MOST_WARNINGS = "warning: ", 5
CHECKPOINTS = "checkpoint-*.pt"
STOPPED = 130  # exit code of `aevae-train` after a signal


def lack(find: Callable[[str], object] = find_spec) -> str:
    """What training needs and is not installed here, as a sentence; nothing is imported to find out."""
    missing = next((name for name in NEEDS if find(name) is None), None)
    if missing is None:
        return ""
    what = (
        translate("train", "The training package")
        if missing == "training"
        else f"{'PyTorch' if missing == 'torch' else missing}"
    )
    return translate("train", "{what} is not installed here. In a checkout of the project: {install}").format(
        what=what, install=INSTALL
    )


def layers_of(text: str) -> tuple[int, ...]:
    """The widths in ``text``, "512, 256", image side first. Raises ``ModelError``."""
    words = [word for word in re.split(r"[\s,;]+", text.strip()) if word]
    if not words or not all(word.isascii() and word.isdigit() and len(word) <= 6 for word in words):
        raise ModelError(
            field=translate("train", "Layers"),
            found=repr(text),
            expected=translate("train", "numbers such as 512, 256"),
        )
    widths = tuple(map(int, words))
    if not all(1 <= width <= WIDEST for width in widths):
        raise ModelError(
            field=translate("train", "Layers"),
            found=repr(text),
            expected=translate("train", "each from 1 to {widest:,}").format(widest=WIDEST),
        )
    if len(widths) > MOST_LAYERS:
        raise ModelError(
            field=translate("train", "Layers"),
            found=translate("train", "{widths} layers").format(widths=len(widths)),
            expected=translate("train", "at most {most_layers}").format(most_layers=MOST_LAYERS),
        )
    return widths


def beta_of(text: str) -> float:
    """The weight of the KL term. Raises ``ModelError``."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        value = math.nan
    if not 0 <= value <= MOST_BETA:
        raise ModelError(
            field=translate("train", "Beta"),
            found=repr(text),
            expected=translate("train", "a number, 0 or more, such as 1 or 0.5"),
        )
    return value


def settings(options: TrainOptions) -> list[str]:
    """The flags that say ``options`` to ``aevae-train train``. Raises ``ModelError`` for what it would refuse."""
    made = [f"--dataset={options.dataset}", f"--kind={options.kind}", f"--latent-dim={options.latent_dim}"]
    if options.data_dir:
        made.append(f"--data-dir={options.data_dir}")
    if options.dataset == "folder":
        made.append(f"--class-folders={options.class_folders}")
    if options.kind == "linear-ae":
        return [*made, f"--seed={options.seed}"]
    made.append("--hidden=" + ",".join(map(str, layers_of(options.layers))))
    made.append(f"--likelihood={options.likelihood}")
    if options.kind == "vae":
        made.append(f"--beta={beta_of(options.beta):g}")
    if options.batch:
        made.append(f"--batch-size={options.batch}")
    return [*made, f"--epochs={options.epochs}", f"--validation={options.validation}", f"--seed={options.seed}"]


def command(options: TrainOptions) -> str:
    """The same as a line for a terminal. Raises ``ModelError``."""
    import shlex  # late: not needed to start

    return shlex.join(["aevae-train", "train", *settings(options)])


def parameters(options: TrainOptions) -> tuple[int, int]:
    """How many weights encoder and decoder will have. Raises ``ModelError``."""
    d, pixels = options.latent_dim, options.pixels
    if d > pixels:
        raise ModelError(
            field=translate("train", "Code"),
            found=f"{d}",
            expected=translate("train", "at most {pixels}, the values of an image").format(pixels=pixels),
        )
    code = 2 * d if options.kind == "vae" else d
    if options.kind == "linear-ae":
        return _dense(pixels, d), _dense(d, pixels)
    hidden = layers_of(options.layers)
    inner, *outer = reversed(hidden)
    block = 2 * inner + 2 * _dense(inner, inner)  # a layer norm, two layers
    decoder = _dense(d + 2 * FOURIER, inner) + BLOCKS * block + _dense(inner, *outer, pixels)
    return _dense(pixels, *hidden, code), decoder


def usual_epochs(dataset: str) -> int:
    """What is proposed: `aevae-train`'s 20, but a small set needs as many steps as a large one to fill its map."""
    return TrainOptions.epochs if dataset == "digits" else 20


def for_own(options: TrainOptions, own: OwnImages) -> TrainOptions:
    """``options`` for these images, with what is proposed for so many."""
    held = min(TrainOptions.validation, own.train // 10)
    batch = min(BATCH, own.train - held)
    tens = round(STEPS * batch / max(own.train - held, 1) / 10)
    epochs = min(max(10 * tens, FEWEST_EPOCHS), MOST_PROPOSED)
    return replace(
        options, dataset=own.dataset, data_dir=own.data_dir, class_folders=own.class_folders, epochs=epochs,
        pixels=math.prod(own.shape), validation=held, batch=0 if batch == BATCH else batch,
    )  # fmt: skip


def for_known(options: TrainOptions, dataset: str) -> TrainOptions:
    """``options`` for a set that ``aevae-train`` knows."""
    known = TrainOptions()
    return replace(
        options, dataset=dataset, data_dir="", epochs=usual_epochs(dataset), pixels=known.pixels, batch=0,
        validation=known.validation,
    )  # fmt: skip


def own_images(place: str, class_folders: str, said: dict[str, Any], error: str) -> OwnImages:
    """What ``aevae-train look`` has ``said`` of a place, or its ``error``; what makes no sense is one, too."""
    failed = OwnImages(
        place, class_folders=class_folders, error=error or translate("train", "nothing could be found out about it")
    )
    dataset, data_dir, notes = said.get("dataset"), said.get("data_dir"), said.get("notes")
    counts = [_count(said.get(name)) for name in ("train", "test", "classes")]
    shape, nested = (_counts(said.get(name)) for name in ("shape", "nested"))
    if dataset not in OWN or not isinstance(data_dir, str) or None in counts or len(shape) != 3 or 0 in shape:
        return failed
    train, test, classes = (count or 0 for count in counts)
    lines = notes[:MOST_NOTES] if isinstance(notes, list) else []
    said_lines = tuple(plain_text.clean(line, LONGEST_NOTE) for line in lines if isinstance(line, str))
    return OwnImages(
        place, False, "", dataset, data_dir, train, test, (shape[0], shape[1], shape[2]), classes, class_folders,
        (nested[0], nested[1]) if len(nested) == 2 else None, said_lines,
    )  # fmt: skip


def _counts(values: object) -> list[int]:
    """Whole numbers of a list; an empty one where there is anything else."""
    found = [_count(value) for value in values] if isinstance(values, list) and len(values) <= 3 else []
    return [] if None in found else [value or 0 for value in found]


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_IMAGES else None


def base_name(options: TrainOptions) -> str:
    """What the model is called, if nothing is called so yet."""
    own = re.sub(r"[^A-Za-z0-9_-]+", "-", Path(options.data_dir).stem).strip("-")[:LONGEST_NAME]
    return f"my-{options.kind}-{own if options.data_dir and own else options.dataset}-{options.latent_dim}d"


def free_name(base: str, taken: Callable[[str], bool]) -> str:
    """``base``, or with the first number behind it that is not ``taken``."""
    name, number = base, 1
    while taken(name):
        number += 1
        name = f"{base}-{number}"
    return name


def told(training: Training, lines: Iterable[str]) -> Training:
    """``training`` after these lines of JSON; a line that is none, or says nothing of use, is passed over."""
    for said in _objects(lines):
        training = _after(training, said)
    return training


def _objects(texts: Iterable[str]) -> list[dict[str, Any]]:
    """The JSON objects among ``texts``."""
    made = []
    for text in texts:
        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            continue
        if isinstance(said, dict):
            made.append(said)
    return made


def _after(training: Training, said: dict[str, Any]) -> Training:
    step, total, left = (_number(said.get(name)) for name in ("step", "total", "left"))
    if step is None or not total:
        return training
    share = min(max(step / total, 0.0), 1.0)
    phase = Phase.WRITING if share == 1.0 else Phase.TRAINING
    phase = Phase.STOPPING if training.phase is Phase.STOPPING else phase  # an epoch may end meanwhile
    shots = training.shots + (said.get("snapshot") == snapshot.NAME)
    training = replace(training, phase=phase, share=share, left=left, shots=shots)
    row = _epoch(said)
    if row is None:
        return training
    before = tuple(one for one in training.epochs if one.epoch < row.epoch)  # a run that goes on repeats some
    return replace(training, epochs=(*before, row))


def _epoch(said: dict[str, Any]) -> Epoch | None:
    number, nll, kl = (_number(said.get(name)) for name in ("epoch", "reconstruction", "kl"))
    if number is None or nll is None or kl is None or not 0 <= number <= MOST_EPOCHS:
        return None
    held = (_number(said.get(f"validation_{name}")) for name in ("reconstruction", "kl"))
    return Epoch(int(number), nll, kl, *held)


def _number(value: object) -> float | None:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if plain and math.isfinite(value) else None  # type: ignore[arg-type]


def ended(training: Training, code: int, errors: Sequence[str], kept: bool) -> Training:
    """After its process has ended with ``code``; ``errors``: what it wrote as such; ``kept``: there is a checkpoint."""
    if code == 0:
        warned = tuple(line.removeprefix(WARNING) for line in errors if line.startswith(WARNING))
        return replace(training, phase=Phase.DONE, share=None, left=None, kept=False, warnings=warned[:MOST_WARNINGS])
    error = errors[-1] if errors else ""
    stopped = training.phase is Phase.STOPPING or code == STOPPED
    phase = Phase.STOPPED if stopped else Phase.FAILED
    said = "" if stopped else error or translate("train", "aevae-train ended with code {code}.").format(code=code)
    return replace(training, phase=phase, share=None, left=None, error=said, kept=kept)


def found(name: str, config: str, log: Iterable[str]) -> Training:
    """A run of an earlier window, from the texts of its ``config.json`` and ``log.jsonl``: stopped, to go on."""
    given, rows = _objects([config]), [row for line in _objects(log) if (row := _epoch(line)) is not None]
    kind = given[0].get("kind") if given else None
    return Training(Phase.STOPPED, name, kind if kind in KINDS else "vae", tuple(rows), kept=True)


def has_checkpoint(folder: Path) -> bool:
    """Whether the run in ``folder`` can go on."""
    return any(folder.glob(CHECKPOINTS))


def check(options: TrainOptions) -> None:
    """Raises ``ModelError``, in one line, for what ``aevae-train`` would refuse."""
    settings(options)
    if lacking := lack():
        raise ModelError(lacking)


def _dense(*widths: int) -> int:
    return sum(wide * narrow + narrow for wide, narrow in pairwise(widths))
