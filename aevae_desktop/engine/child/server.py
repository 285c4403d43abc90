"""The inference process: reads requests on stdin, answers on stdout, and is the only one that runs an ONNX file.

It opens no file: what it works on is handed over. It may be killed at any time. It leaves when its stdin closes, even
in the middle of a run, so that a window that is killed leaves no orphan. Whatever a library prints goes to stderr:
stdout carries frames only.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop import bundle
from aevae_desktop.bundle import HISTORY, ImageSpec
from aevae_desktop.core.images.grey_levels import pooled, to_uint8
from aevae_desktop.engine.child import confined, warm
from aevae_desktop.engine.child.confinement import limits
from aevae_desktop.engine.child.jobs.measuring import Measuring
from aevae_desktop.engine.child.jobs.refining import Refining
from aevae_desktop.engine.child.jobs.samples import Samples
from aevae_desktop.engine.child.jobs.sampling import Sampling
from aevae_desktop.engine.child.jobs.tracing import Tracing
from aevae_desktop.engine.child.provided import Bundles, Provided
from aevae_desktop.engine.wire import protocol
from aevae_desktop.engine.wire.frames import MAX_REPLY, Arrays, Frame, Header, ProtocolError, pack, unpack
from aevae_desktop.engine.wire.framing import SIZES
from aevae_desktop.engine.wire.protocol import Job
from aevae_desktop.errors import LabError, ModelError

if TYPE_CHECKING:
    from aevae_desktop.engine.child.jobs.claims import Claims
    from aevae_desktop.engine.child.jobs.insides import Insides
    from aevae_desktop.engine.child.model import Model

CPU_S, PATIENT_CPU_S = 20.0, 60.0  # of work a request: the window gives up long before, but it may be gone
_PART = 1 << 23  # numbers that are decoded at a time where less than all of them is answered
Result = tuple[Header, Arrays]


class Server:
    """The models that are open, and what each job does with them."""

    def __init__(self) -> None:
        self.models: dict[str, Model] = {}
        self.labels: dict[str, int] = {}  # the class that each conditional one is given
        self.bundles = Bundles()
        self.measuring = Measuring(self.bundles)
        self.samples = Samples(self.bundles)
        self.sampling = Sampling(self.bundles)
        self.tracing = Tracing(self.bundles)
        self.refining = Refining(self.bundles)
        self.insides: Insides | None = None  # made when it is first asked for: it runs networks, too
        self.claims: Claims | None = None  # likewise

    def answer(self, frame: Frame) -> bytes:
        """The reply to a request, which is an error's when the job fails. Raises ``ProtocolError`` on nonsense."""
        number, job = protocol.parse_request(frame)
        try:
            header, arrays = self.do(job)
            return pack({"id": number, **header}, arrays)
        except Exception as error:
            no_memory = ModelError("needs more memory than the inference process may use")
            return protocol.error_reply(number, confined.lab_error(error, no_memory, "the inference process failed"))

    def do(self, job: Job) -> Result:
        """Header and arrays that answer ``job``, as ``protocol`` describes them. Raises ``LabError``."""
        match job:
            case protocol.Decode():
                return self._decode(job)
            case protocol.Provide(folder, files, errors):
                missing = {name: protocol.parse_error(error) for name, error in errors.items()}
                self.bundles.put(Provided(Path(folder), files, missing))
                return {}, {}
            case protocol.Withdraw(folder):
                self.bundles.drop(folder)
                if self.claims is not None:
                    self.claims.forget(folder)
                return {}, {}
            case protocol.Load(key, folder, label):
                return self._load(key, folder, label)
            case protocol.Probe(folder, title, files, wants):
                from aevae_desktop.engine.child.jobs import probing  # imports onnxruntime

                return probing.probe(Path(folder), title, files, wants)
            case protocol.Doubt(key):
                from aevae_desktop.engine.child.jobs import probing

                return {"said": probing.doubts(self._model(key, 1))}, {}
            case protocol.Unload(key):
                self.models.pop(key, None)
                self.labels.pop(key, None)
                self._forget(key)
                return {}, {}
            case protocol.ReadPoints(key, folder):
                return _points(key, self.bundles.get(folder))
            case protocol.ReadHistory(_, folder):
                return {}, _history(self.bundles.get(folder))
            case protocol.Reconstruct():
                return self._reconstruct(job)
            case protocol.Evaluate():
                return self.measuring.evaluate(job, self._model(job.key, 1))
            case protocol.Trace():
                return self.tracing.trace(job, self._model(job.key, len(job.z)))
            case protocol.Survey():
                return self.tracing.survey(job, self._model(job.key, len(job.z)))
            case protocol.Refine():
                return self.refining.refine(job, self._model(job.key, 1))
            case protocol.Measure():
                return self._measure(job)
            case protocol.JudgeCodes():
                return self._judged(job)
            case protocol.LookInside():
                return self._look_inside(job)
            case protocol.Neighbours(folders, rows, k):
                return _each(folders, lambda key: {f"near/{key}": self.samples.nearest(Path(folders[key]), rows, k)})
            case protocol.NearestTo(folders, z, k):
                return _each(folders, lambda key: self.samples.nearest_to(key, Path(folders[key]), z[key], k))
            case protocol.Draw():
                return self.sampling.draw(job)
            case protocol.WriteCodes(key, folder, rows):
                return {"key": key}, {"text": np.frombuffer(self.samples.csv(Path(folder), rows), np.uint8)}
        raise ProtocolError(f"an inference process does not {job.kind}")

    def _load(self, key: str, folder: str, label: int) -> Result:
        from aevae_desktop.engine.child.model import Model  # imports onnxruntime, which the window's process never does

        self.models.pop(key, None)
        self._forget(key)
        model = self.models[key] = Model(self.bundles.get(folder), label)
        self.labels[key] = label
        image = model.manifest.image
        return {
            "manifest": model.manifest.to_json(),
            "has_encoder": model.has_encoder,
            "image": [image.height, image.width, image.channels],
            "decode_ms": model.decode_ms,
            "fixed_batch": model.fixed_batch,
        }, {}

    def _look_inside(self, job: protocol.LookInside) -> Result:
        from aevae_desktop.engine.child.jobs.insides import Insides  # imports onnxruntime

        self._model(job.key, 1)
        self.insides = self.insides or Insides(self.bundles)
        return self.insides.look(job, self.labels.get(job.key, 0))

    def _judged(self, job: protocol.JudgeCodes) -> Result:
        from aevae_desktop.engine.child.jobs.claims import Claims  # imports onnxruntime

        claims = self.claims = self.claims or Claims(self.bundles)
        return _each(job.z, lambda key: {f"none/{key}": claims.none(job.judge, self._model(key, 1), job.z[key])})

    def _measure(self, job: protocol.Measure) -> Result:
        from aevae_desktop.engine.child.jobs.claims import Claims  # imports onnxruntime

        self.claims = self.claims or Claims(self.bundles)
        model = self.models.get(job.key)
        return self.claims.measure(job, model if model is not None and str(model.folder) == job.folder else None)

    def _forget(self, key: str) -> None:
        if self.insides is not None:
            self.insides.forget(key)
        self.measuring.forget(key)
        self.tracing.forget(key)
        self.refining.forget(key)

    def _decode(self, job: protocol.Decode) -> Result:
        if job.dtype not in ("float32", "uint8"):
            raise ModelError(field="dtype", found=job.dtype, expected="float32 or uint8")

        def decode(key: str) -> Arrays:
            z, pool = job.z[key], job.pool.get(key, 1)
            model = self._model(key, -(-len(z) * SIZES[job.dtype] // (4 * pool**2)))
            image = model.manifest.image
            step = max(_PART // (image.numbers), 1)
            if len(z) <= step or (job.dtype, pool) == ("float32", 1):
                return {f"x_hat/{key}": _shown(model.decode(z), job, key, image)}
            parts = [z[first : first + step] for first in range(0, len(z), step)]
            return {f"x_hat/{key}": np.concatenate([_shown(model.decode(part), job, key, image) for part in parts])}

        return _each(job.z, decode)

    def _reconstruct(self, job: protocol.Reconstruct) -> Result:
        def reconstruct(key: str) -> Arrays:
            model = self._model(key, len(job.x[key]))
            codes = model.encode(job.x[key])
            x_hat = model.decode(codes.mu)
            arrays = {f"mu/{key}": codes.mu, f"x_hat/{key}": model.unit(x_hat) if job.unit else x_hat}
            if codes.log_var is not None:
                arrays[f"log_var/{key}"] = codes.log_var
            return arrays | (_best(key, model, job) if job.refine and model.refines else {})

        return _each(job.x, reconstruct)

    def _model(self, key: str, rows: int) -> Model:
        """The model open as ``key``, if the reply can hold ``rows`` of its images."""
        if key not in self.models:
            raise ModelError(f'no model is open as "{key}"')
        model = self.models[key]
        image = model.manifest.image
        if 4 * rows * image.numbers > MAX_REPLY // 2:
            limit = f"at most {MAX_REPLY // 2} bytes"
            raise ModelError(file=model.folder, found=f"{rows} images at once", expected=limit)
        return model


def _shown(x_hat: NDArray[np.float32], job: protocol.Decode, key: str, image: ImageSpec) -> NDArray[Any]:
    """What ``model.decode`` gave, as ``job`` wants it."""
    pool = job.pool.get(key, 1)
    return pooled(to_uint8(x_hat, image.low, image.high), pool) if job.dtype == "uint8" else pooled(x_hat, pool)


def _best(key: str, model: Model, job: protocol.Reconstruct) -> Arrays:
    """What the refined codes are and make of the images; nothing where they fail: the encoder's own are there."""
    try:
        codes = model.refine(job.x[key])
        x_hat = model.decode(codes.mu)
    except LabError:
        return {}
    arrays = {"mu": codes.mu, "log_var": codes.log_var, "x_hat": model.unit(x_hat) if job.unit else x_hat}
    return {f"{protocol.BEST}{name}/{key}": array for name, array in arrays.items() if array is not None}


def _each(keys: Iterable[str], work: Callable[[str], Arrays]) -> Result:
    """``work`` for each model in turn, timed; one that fails does not spoil the others' results."""
    arrays: Arrays = {}
    ms: dict[str, float] = {}
    errors: dict[str, LabError] = {}
    for key in keys:
        start = time.perf_counter()
        try:
            arrays |= work(key)
        except LabError as error:
            errors[key] = error
            continue
        ms[key] = 1e3 * (time.perf_counter() - start)
    if errors and not ms:
        raise next(iter(errors.values()))
    failed = {"errors": {key: error.to_json() for key, error in errors.items()}} if errors else {}
    return {"ms": ms, **failed}, arrays


def main(patient: bool = False) -> int:
    """The whole life of the process; returns its exit code. A ``patient`` one yields to those a hand waits for."""
    server, most = Server(), PATIENT_CPU_S if patient else CPU_S

    def do(body: bytes, outbox: int) -> None:
        limits.cpu(most)
        reply = server.answer(unpack(body))
        limits.cpu(0)
        confined.write(outbox, reply)

    return confined.life(confined.COMPUTING, "inference process", patient, do, warm.up)


def _history(given: Provided) -> Arrays:
    found = bundle.history_from(given.file(HISTORY), given.manifest, given.folder / HISTORY)
    arrays: Arrays = {name: getattr(found, name) for name in ("epoch", "index", "codes", "tiles", "extent")}
    return arrays | {protocol.LOSS + name: values for name, values in found.losses.items()}


def _points(key: str, given: Provided) -> Result:
    points = given.points
    arrays: Arrays = {"mu": points.mu, "label": points.label, "split": points.split}
    if points.log_var is not None:
        arrays["log_var"] = points.log_var
    return {"key": key}, arrays | {protocol.COLUMN + name: values for name, values in points.columns.items()}
