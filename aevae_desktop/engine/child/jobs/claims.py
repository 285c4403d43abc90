"""What is measured for the article's claims, in the inference process: some tens of ms of it at a time.

The measures are those of ``core.claims``, and one of our own, "model": facts about a bundle and its networks.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop import bundle
from aevae_desktop.bundle import DECODER, ENCODER, POINTS, Manifest
from aevae_desktop.bundle import judge as judges
from aevae_desktop.core.claims.figures import Figure, Measured
from aevae_desktop.core.claims.measures import MEASURES, lacks
from aevae_desktop.core.claims.subject import F32, Subject
from aevae_desktop.engine.child.judge import Judge
from aevae_desktop.engine.child.model import Model
from aevae_desktop.engine.child.provided import Bundles, Provided
from aevae_desktop.engine.wire import protocol
from aevae_desktop.engine.wire.frames import Arrays, Header
from aevae_desktop.engine.wire.library import NO_JUDGE
from aevae_desktop.errors import ModelError
from aevae_desktop.inspector.layers import layers

PIECE_MS = 40.0  # of work in one request
MOST_S = 120.0  # of work for one job
MOST_SEED = 2**31 - 1
_LACKS = {
    "codes": "the bundle stores no codes",
    "labels": "the stored codes have no classes",
    "log_var": "the stored codes have no deviation: this is no VAE",
    "encoder": "the model has no encoder",
    "judge": NO_JUDGE,
}
_SQUARED = ("gaussian", "mse")  # what training calls a squared error


@dataclass(eq=False)
class _Work:
    """A job on its way."""

    job: protocol.Measure
    given: Provided
    going: Iterator[float | Measured]
    share: float = 0.0
    spent_s: float = 0.0


class Claims:
    """Measures, as ``protocol.Measure`` says; every method raises ``LabError``.

    One job is kept between two requests, with the networks of its bundle and the judge; they go when the bundle does.
    """

    def __init__(self, bundles: Bundles) -> None:
        self._bundles = bundles
        self._work: _Work | None = None
        self._model: tuple[Provided, Model] | None = None
        self._judge: tuple[tuple[bytes, bytes], Judge] | None = None  # with the files that it is made of

    def measure(self, job: protocol.Measure, model: Model | None) -> tuple[Header, Arrays]:
        """Do some more of ``job``, and say how far it is; ``model`` is the one that is open as its key, if one is."""
        given = self._bundles.get(job.folder)
        work = self._work
        if work is None or work.job != job or work.given is not given:
            work = self._work = _Work(job, given, self._begin(job, given, model))
        try:
            measured = _go_on(work)
        except BaseException:
            self._work = None
            raise
        if measured is None:
            return {"key": job.key, "share": work.share, "figures": None, "notes": []}, {}
        self._work = None
        figures = {name: figure.to_json() for name, figure in measured.figures.items()}
        return {"key": job.key, "share": 1.0, "figures": figures, "notes": list(measured.notes)}, _arrays(measured)

    def none(self, judge: str, model: Model, z: F32) -> NDArray[np.uint8]:
        """Where the judge in the folder ``judge`` sees none of the classes in what ``z: (n, d)`` decodes to: (n,)."""
        found, misfit = self._judge_of(judge, model.manifest)
        if found is None:
            raise ModelError(misfit)
        seen = found(model.unit(model.decode(z)))
        return np.asarray(seen.argmax(axis=1) == seen.shape[1] - 1, np.uint8)

    def forget(self, folder: str) -> None:
        """The bundle in ``folder`` is gone, or another one."""
        if self._work is not None and self._work.job.folder == folder:
            self._work = None
        if self._model is not None and str(self._model[0].folder) == folder:
            self._model = None

    def _begin(self, job: protocol.Measure, given: Provided, model: Model | None) -> Iterator[float | Measured]:
        if not 0 <= job.seed <= MOST_SEED:
            raise ModelError(field="seed", found=job.seed, expected=f"0 to {MOST_SEED:,}")
        if job.measure == "model":
            return iter((facts(given),))
        if job.measure not in MEASURES:
            raise ModelError(field="measure", found=job.measure, expected="one of " + ", ".join(("model", *MEASURES)))
        row = MEASURES[job.measure]
        judge, misfit = self._judge_of(job.judge, given.manifest) if job.judge else (None, "")
        subject = subject_of(given, model or self._opened(given), judge)
        if missing := lacks(subject, row.needs):
            raise ModelError(misfit if misfit and "judge" in missing else _why(missing[0]))
        return row.run(subject, job.seed)

    def _opened(self, given: Provided) -> Model:
        """The networks of a bundle that no map shows; those of the last one are kept."""
        if self._model is None or self._model[0] is not given:
            self._model = None  # before the next: two may not fit
            self._model = given, Model(given)
        return self._model[1]

    def _judge_of(self, folder: str, manifest: Manifest) -> tuple[Judge | None, str]:
        """The judge in ``folder``, or none and why it cannot judge that model's images."""
        given, path = self._bundles.get(folder), Path(folder)
        files = given.raw(judges.CARD), given.raw(judges.NETWORK)
        if self._judge is None or self._judge[0] != files:
            card = judges.parse(files[0], path / judges.CARD)
            self._judge = files, Judge(files[1], card, path / judges.NETWORK)
        found = self._judge[1]
        misfit = judges.misfit(found.card, manifest)
        return (None, misfit) if misfit else (found, "")


def subject_of(given: Provided, model: Model, judge: Judge | None) -> Subject:
    """A bundle as the measures see it, its images in [0, 1]."""
    manifest = given.manifest

    def encode(x: F32) -> tuple[F32, F32 | None]:
        codes = model.encode(x)
        return codes.mu, codes.log_var

    def decode(z: F32) -> F32:
        return model.unit(model.decode(z))

    points = given.points if POINTS in manifest.files else _no_points(manifest)
    return Subject(
        manifest.kind, manifest.prior, decode, points.mu, points.label, points.split, points.log_var,
        points.columns, encode if model.has_encoder else None, judge,
    )  # fmt: skip


def facts(given: Provided) -> Measured:
    """What a bundle and its networks are; there is no chance in it.

    Figures: ``d``, ``pixels`` (numbers an image), ``sigma`` (1: it gives a deviation), ``layers`` of weights in both
    networks, ``mirror`` (1: the decoder has the encoder's layers in reverse) and ``more``, how many it has besides;
    and, where they are known, ``beta``, ``penalty`` (of a code's squared length) and ``squared`` (1: its loss). Arrays
    ``encoder``, ``decoder``: the numbers before, between and after the layers.
    """
    manifest, sizes = given.manifest, _sizes(given)
    known = _settings(manifest) | {"d": manifest.latent_dim, "pixels": manifest.image.numbers}
    known |= {"sigma": int(manifest.kind == "vae"), "layers": sum(max(len(each) - 1, 0) for each in sizes.values())}
    if sizes.keys() == {"encoder", "decoder"}:
        known["mirror"] = int(_mirrored(sizes["encoder"], sizes["decoder"]))
        known["more"] = max(len(sizes["decoder"]) - len(sizes["encoder"]), 0)
    figures = {name: Figure(float(value), float(value), float(value), 1) for name, value in known.items()}
    return Measured(figures, {name: np.array(each, np.int32) for name, each in sizes.items()})


def _settings(manifest: Manifest) -> dict[str, float]:
    """What is told of the training in ``provenance``, which is free: all else is passed over."""
    config = manifest.provenance.get("config")
    told: Mapping[str, Any] = config if isinstance(config, Mapping) else {}
    names = {"beta": "beta", "code_l2": "penalty"}
    found = {names[name]: value for name, value in told.items() if name in names and _is_number(value)}
    if isinstance(likelihood := told.get("likelihood"), str):
        found["squared"] = int(likelihood in _SQUARED)
    return found


def _sizes(given: Provided) -> dict[str, list[int]]:
    """How many numbers, or channels, there are before, between and after the layers of each network."""
    found = {}
    for name, file in (("encoder", ENCODER), ("decoder", DECODER)):
        if file in given.manifest.files:
            each, _ = layers(given.file(file))
            rows = list({row.given: row for row in reversed(each)}.values())[::-1]  # of two heads one
            found[name] = [rows[0].takes, *(row.gives for row in rows)] if rows else []
    return found


def _mirrored(encoder: list[int], decoder: list[int]) -> bool:
    """Whether the sizes between the encoder's layers are in the decoder, in reverse, maybe with others between them."""
    inner = iter(decoder[1:-1])
    return len(encoder) > 1 and encoder[0] == decoder[-1] and all(size in inner for size in encoder[-2:0:-1])


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15


def _no_points(manifest: Manifest) -> bundle.Points:
    none = np.empty(0, np.int16)
    return bundle.Points(np.empty((0, manifest.latent_dim), np.float32), None, none, none.astype(np.uint8))


def _why(need: str) -> str:
    """Why a measure cannot be had without ``need``."""
    column = need.removeprefix("column.")
    return _LACKS.get(need, f"the bundle does not store the {column} of each image: export the model again")


def _go_on(work: _Work) -> Measured | None:
    """Some more of ``work``; what was measured at its end. Raises ``ModelError`` where that does not come."""
    clock = time.perf_counter()
    for step in work.going:
        if isinstance(step, Measured):
            return step
        work.share = min(max(float(step), work.share), 0.999)
        if time.perf_counter() >= clock + PIECE_MS / 1e3:
            break
    else:
        raise ModelError(f"measuring {work.job.measure} came to no end")
    work.spent_s += time.perf_counter() - clock
    if work.spent_s > MOST_S:
        raise ModelError(
            f"measuring {work.job.measure} takes more than {MOST_S:.0f} s", remedy="Choose a smaller model."
        )
    return None


def _arrays(measured: Measured) -> Arrays:
    """What there is to draw, as it may travel. Raises ``ModelError`` for more than may."""
    bad = next((name for name, figure in measured.figures.items() if not _is_finite(figure)), None)
    if bad is not None:
        raise ModelError(f"{bad.replace('_', ' ')} came out as no number")
    arrays = {name: np.asarray(array) for name, array in measured.arrays.items()}
    solid = {name: array.astype(np.uint8) if array.dtype == bool else array for name, array in arrays.items()}
    if sum(array.nbytes for array in solid.values()) > protocol.MOST_MEASURED:
        raise ModelError("there is more to draw than may be sent")
    return solid


def _is_finite(figure: Figure) -> bool:
    return bool(np.isfinite([figure.value, figure.low, figure.high]).all())
