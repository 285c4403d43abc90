"""What the window and its inference process say to each other: the jobs, as requests and replies (``frames``).

Those about files go to the reading process (``reader``), the others to an inference process, which opens none. Before
anything is asked, each says that it is ready: a frame with ``id`` 0 and ``confined``, by layer whether it holds.

A request's header holds ``id`` and ``job``; a reply's the same ``id`` and either its results or ``error``
(``LabError.to_json``). A job that speaks to several models answers for those that can: the others are in
``errors``, by key; only where none can, the reply is an ``error``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.engine.wire.frames import Arrays, Frame, Header, ProtocolError, pack
from aevae_desktop.errors import LabError


@dataclass(frozen=True, eq=False)
class Provide:
    """Hand over ``files`` of the bundle in ``folder``, its manifest among them: an inference process opens none.

    Where the manifest is the one that was handed over before, the files are added to those. ``errors``: why a file
    could not be read, by name, as ``LabError.to_json``; it is the error of the job that needs it. Nothing is replied.
    """

    kind: ClassVar[str] = "provide"
    folder: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    errors: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Withdraw:
    """Let go of the bundle in ``folder``; nothing happens when there is none."""

    kind: ClassVar[str] = "withdraw"
    folder: str


@dataclass(frozen=True)
class Scan:
    """List the bundles in ``place``, or the one that it is (``alone``); for the reading process.

    Reply header: ``entries`` (``library.Entry`` as plain data) and ``watch``, the folders in which others may appear.
    """

    kind: ClassVar[str] = "scan"
    place: str
    alone: bool = False


@dataclass(frozen=True)
class ReadBundle:
    """Read those of ``names`` that the bundle in ``folder`` has, and its manifest; for the reading process.

    Reply: what ``Provide`` hands over, the files as arrays of bytes, ``errors`` in the header.
    """

    kind: ClassVar[str] = "bundle"
    folder: str
    names: tuple[str, ...]


MOST_NETWORKS = 16  # ONNX files that are looked at together
SURE = ("certain", "likely", "open", "chosen")  # how a finding stands: set; set and said; to be asked; by a person


@dataclass(frozen=True)
class ReadNetworks:
    """Read the ONNX files ``paths``, or those in the folders among them; for the reading process.

    Reply: their bytes as arrays by name, weights that lie beside them brought in; header: ``folder``, where they lie,
    and ``digest``, by which the same networks are known.
    Of the one bundle that ``paths`` is (``whole``) the manifest, codes and history come too.
    """

    kind: ClassVar[str] = "networks"
    paths: tuple[str, ...]
    whole: bool = False


@dataclass(frozen=True, eq=False)
class Probe:
    """Find out what the ONNX ``files`` of ``folder`` are, by running them: which decodes, and what it takes and gives.

    ``wants``: what a person says instead, by the finding's name. Reply header: ``manifest``, the text of the bundle's
    manifest, its ``provenance`` saying what was assumed; ``decoder`` and ``encoder``, the names of those files, the
    latter "" where there is none; ``findings``: of each ``name``, ``value``, ``choices``, ``sure`` (``SURE``) and
    ``said``, why. Reply arrays: ``decoder.onnx``, ``encoder.onnx``, (bytes,) uint8, where something was put after the
    outputs of that network; to be looked at, (n, h, w) or (n, h, w, 3) float32 in [0, 1]: ``random``, decodes of random
    codes, and with an encoder ``given``, drawn digits, and ``again``, what comes back of them.
    """

    kind: ClassVar[str] = "probe"
    folder: str
    title: str
    files: Mapping[str, bytes]
    wants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Load:
    """Open the bundle in ``folder``, which was handed over, under the name ``key``, replacing what had it.

    ``label``: the class that a conditional one is given.
    Reply header: ``manifest`` (the text of manifest.json), ``has_encoder``, ``image`` ``[h, w, c]``,
    ``decode_ms`` (one decode of one z, as measured), ``fixed_batch`` (decodes one image at a time).
    """

    kind: ClassVar[str] = "load"
    key: str
    folder: str
    label: int = 0


@dataclass(frozen=True)
class Doubt:
    """Run the model ``key`` and compare what it does with what its manifest says of it.

    Reply header: ``said``, a line for each thing that is hardly meant so.
    """

    kind: ClassVar[str] = "doubt"
    key: str


@dataclass(frozen=True)
class Unload:
    """Forget the model ``key``; nothing happens when there is none."""

    kind: ClassVar[str] = "unload"
    key: str


LONGEST_WORDS = 4096  # characters of a part of an error that a process may tell
COLUMN = "column/"  # what the name of an array begins with that is one number a sample


@dataclass(frozen=True)
class ReadPoints:
    """Unpack the stored codes of the bundle in ``folder``; needs no ``Load``.

    Reply arrays: ``mu (n, d) float32``, ``log_var`` likewise (VAE only), ``label (n,) int16``,
    ``split (n,) uint8``, ``column/<name> (n,) float32``, as in ``bundle.Points``; header: ``key``.
    """

    kind: ClassVar[str] = "points"
    key: str
    folder: str


LOSS = "loss/"  # what the name of an array begins with that is one number an epoch


@dataclass(frozen=True)
class ReadHistory:
    """Unpack what the bundle in ``folder`` recorded while it was trained; needs no ``Load``.

    Reply arrays, as in ``bundle.History``: ``epoch (e,) int32``, ``index (k,) int32``, ``codes (e, k, d) float32``,
    ``tiles (e, rows, columns, h, w) uint8``, ``extent (e, 4) float32``, ``loss/<name> (e,) float32``.
    """

    kind: ClassVar[str] = "history"
    key: str
    folder: str


@dataclass(frozen=True, eq=False)
class Decode:
    """Decode ``z[key]: (n, d) float32, latent units`` in each model ``key``, all in one round trip.

    Reply arrays ``x_hat/<key>``: (n, h, w), or (n, h, w, 3) in colour. ``float32`` is the decoder's own output,
    bit for bit, in the model's value range; ``uint8`` is it scaled to 0..255 for display. Header: ``ms`` by key.
    Where ``pool[key]`` is given, so many pixels each way become one, their mean (``core.images.grey_levels.pooled``).
    """

    kind: ClassVar[str] = "decode"
    z: Mapping[str, NDArray[np.float32]]
    dtype: str = "float32"
    pool: Mapping[str, int] = field(default_factory=dict)


BEST = "best_"  # begins the names of arrays of refined codes


@dataclass(frozen=True, eq=False)
class Reconstruct:
    """Encode ``x[key]: (n, h, w) or (n, h, w, 3) float32 in [0, 1]`` in each model of ``x``, then decode mu.

    Reply arrays, float32: ``mu/<key>`` (n, d), ``log_var/<key>`` (n, d) for a VAE, ``x_hat/<key>`` as ``Decode``
    gives it, or (``unit``) with its values moved to [0, 1]. The pixels are mapped to each model's own value range
    first. With ``refine``, also ``best_mu/<key>``, ``best_log_var/<key>`` and ``best_x_hat/<key>`` of the refined codes
    where the encoder gives them. Header: ``ms`` by key.
    """

    kind: ClassVar[str] = "reconstruct"
    x: Mapping[str, NDArray[np.float32]]
    unit: bool = False
    refine: bool = False


@dataclass(frozen=True, eq=False)
class Refine:
    """Go on looking for a code of the image ``x`` that the decoder of the model ``key`` makes more of than of ``z``.

    ``x: (1, h, w) or (1, h, w, 3) float32 in [0, 1]``; ``z: (1, d) float32, latent units``, or none: then it starts
    from stored codes of the bundle in ``folder`` or, without any, around 0. What is made smaller is what the manifest
    tells (``core.codes.refining.told``). Each request works for about ``budget_ms``; asked again, it goes on where it
    was; one for another image or code of the model takes its place.

    Reply header: ``key``, ``share``, 1 at the end; ``decodes`` and ``ms`` so far; ``left_ms``, what it may still take.
    Reply arrays, with the end: ``mu`` (1, d), never worse than ``z``; ``x_hat`` as ``Decode`` gives it; ``log_var``
    (1, d) where the manifest tells a VAE's loss.
    """

    kind: ClassVar[str] = "refine"
    key: str
    folder: str
    x: NDArray[np.float32]
    z: NDArray[np.float32]
    budget_ms: float = 15.0


@dataclass(frozen=True, eq=False)
class Evaluate:
    """Measure ``field`` of the model ``key`` at ``xy: (n, 2) float64`` on the plane of ``origin`` and ``basis``.

    ``field`` is a row of ``core.map.fields.FIELDS``; ``folder`` is where the model's codes are stored, read once.
    Reply array ``values``: (n, channels) float32; header: ``ms``.
    """

    kind: ClassVar[str] = "evaluate"
    field: str
    key: str
    folder: str
    origin: NDArray[np.float64]
    basis: NDArray[np.float64]
    xy: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Neighbours:
    """Find the ``k`` codes nearest to each of the stored samples ``rows: (m,) int32`` in the bundles ``folders[key]``.

    In the full latent space, exactly, the sample itself left out; needs no ``Load``. Reply arrays ``near/<key>``:
    (m, k) int32, nearest first, -1 where there are no more codes. Header: ``ms`` by key.
    """

    kind: ClassVar[str] = "neighbours"
    folders: Mapping[str, str]
    rows: NDArray[np.int32]
    k: int


@dataclass(frozen=True, eq=False)
class NearestTo:
    """Find the ``k`` codes nearest to each of ``z[key]: (m, d) float32, latent units`` in the bundles ``folders[key]``.

    Exactly, in the full latent space; needs no ``Load``. Reply arrays ``near/<key>``: (m, k) int32, nearest first, and
    ``distance/<key>``: (m, k) float32; fewer columns where there are fewer codes. Header: ``ms`` by key.
    """

    kind: ClassVar[str] = "nearest"
    folders: Mapping[str, str]
    z: Mapping[str, NDArray[np.float32]]
    k: int


@dataclass(frozen=True, eq=False)
class ReadImages:
    """Read the originals of the stored samples ``rows: (m,) int32`` of a bundle; for the reading process.

    Reply array ``pixels``: the bytes of all, header: ``shape`` of one. ``Client`` makes of them the array ``images``:
    (m, h, w) or (m, h, w, 3) uint8.
    """

    kind: ClassVar[str] = "images"
    key: str
    folder: str
    rows: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class WriteCodes:
    """The codes of the stored samples ``rows: (m,) int32`` of the bundle in ``folder`` as CSV; needs no ``Load``.

    Reply array ``text``: (bytes,) uint8, as ``core.codes.codes_csv`` writes it; header: ``key``.
    """

    kind: ClassVar[str] = "csv"
    key: str
    folder: str
    rows: NDArray[np.int32]


@dataclass(frozen=True)
class Draw:
    """Go on drawing ``n`` codes at random as the row ``sampler`` of ``samplers.SAMPLERS`` does; needs no ``Load``.

    Each request works for a few ms; asked again, it goes on where it was, until ``share``, of the reply's header, is 1.
    ``bandwidth`` and ``components`` are ``samplers.Options``. Reply arrays, as they come: ``z`` (n, d) float32,
    ``distance`` (n,) float64 to the nearest code; header: ``key``, ``fit_ms`` and ``facts`` (``draw_facts.Facts``), the
    last null where the bundle stores no codes.
    """

    kind: ClassVar[str] = "draw"
    key: str
    folder: str
    sampler: str
    bandwidth: float
    components: int
    seed: int
    n: int


MOST_MEASURED = 32 << 20  # bytes of the arrays that one measure may give


@dataclass(frozen=True)
class Measure:
    """Go on with ``measure``, a row of the measures in ``core.claims`` or "model", on the bundle in ``folder``.

    Each request works for some tens of ms; asked again, it goes on where it was, until ``share``, of the reply's
    header, is 1. No ``Load`` is needed: its networks are opened here, unless the model ``key`` is open. ``judge`` is
    the folder of the judge of its images, which was handed over, or "" where there is none. With the end come
    ``figures`` in the header (``core.claims.figures.Figure`` by name, before that null), ``notes``, and what there is
    to draw: arrays of any names and shapes, ``MOST_MEASURED`` bytes at most.
    """

    kind: ClassVar[str] = "measure"
    key: str
    folder: str
    measure: str
    seed: int = 0
    judge: str = ""


@dataclass(frozen=True, eq=False)
class JudgeCodes:
    """Have the judge in the folder ``judge`` look at what each model ``key`` decodes ``z[key]: (n, d) float32`` to.

    It was handed over. Reply arrays ``none/<key>``: (n,) uint8, 1 where it sees none of the classes. Header:
    ``ms`` by key.
    """

    kind: ClassVar[str] = "judged"
    judge: str
    z: Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True)
class FindJudge:
    """Look for a judge of what the bundle in ``folder`` decodes, among those beside it and in ``places``.

    For the reading process. Reply header: ``judge``, its folder, "" where none fits, and ``why`` in one sentence; what
    it consists of are arrays of bytes, which ``Client`` hands over to the bulk process.
    """

    kind: ClassVar[str] = "judge"
    folder: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Trace:
    """Shorten the path ``z: (n, d) float32, latent units`` in the pixel space of the model ``key``, for a while.

    Row for row ``knots: (k,) int32``, rising, the first and the last row among them, stay as they are. ``weight`` >= 0:
    what it costs to be where few codes are (``core.paths.geodesic``); 0 is the shortest path. ``fresh``: the curve is
    only a first guess, so look for better starts too. It takes about ``budget_ms``; ask again with the curve that came
    back (and ``fresh`` false) until it is ``done``: what else was found out travels by that curve, which is recognised,
    and is lost only to speed when it is not. ``folder`` is where the model's codes are stored, read once.

    Reply array ``z``: (n, d) float32, never dearer than the curve that was sent, and in each leg (between knots) spread
    evenly; header: ``length`` (its pixel length, as the steps of ``Survey`` sum up), ``done``, ``ms``.
    """

    kind: ClassVar[str] = "trace"
    key: str
    folder: str
    z: NDArray[np.float32]
    knots: NDArray[np.int32]
    weight: float = 0.0
    fresh: bool = True
    budget_ms: float = 15.0


@dataclass(frozen=True, eq=False)
class Survey:
    """What there is along the path ``z: (n, d) float32, latent units`` of the model ``key``, n >= 1.

    ``folder`` is where its codes are stored, read once. Reply arrays: ``step`` (n - 1,) float32, the L2 distance of
    neighbouring decodes over all pixels, in units of the image's [0, 1]; ``distance`` (n,) float32 to the nearest
    stored code, latent units, NaN without codes; ``label`` (n,) int16 of that code, -1 for none. Header: ``ms``.
    """

    kind: ClassVar[str] = "survey"
    key: str
    folder: str
    z: NDArray[np.float32]


MOST_INSIDE = 1 << 16  # numbers of what one layer is given that are told


@dataclass(frozen=True, eq=False)
class LookInside:
    """What each layer of the model ``key`` is given when the image ``x`` goes through it, or the code ``z``.

    Either ``x: (1, h, w) or (1, h, w, 3) float32 in [0, 1]``, or none and ``z: (1, d) float32, latent units``; with x,
    z is mu + sigma * ``eps: (d,)``, or an autoencoder's mu. ``folder`` is that of its bundle. Reply header:
    ``encoder``, ``decoder``: of every layer ``kind`` (words), ``takes``, ``gives`` and ``weights`` (whole numbers) and
    ``shape``, of what it is given. Reply arrays, float32: ``encoder/<k>``, ``decoder/<k>``, what layer k is given, row
    by row, its first ``MOST_INSIDE`` numbers; ``mu``, ``log_var`` (with x), ``z``: (1, d); ``x_hat`` as ``Decode``'s.
    """

    kind: ClassVar[str] = "inside"
    key: str
    folder: str
    x: NDArray[np.float32]
    z: NDArray[np.float32]
    eps: NDArray[np.float32]


Reading = Scan | ReadBundle | ReadNetworks | ReadImages | FindJudge  # what the reading process does, and no other
Job = (
    Provide | Withdraw | Load | Unload | ReadPoints | ReadHistory | Decode | Reconstruct | Evaluate | Neighbours
    | NearestTo | WriteCodes | Trace | Survey | Draw | Measure | JudgeCodes | LookInside | Refine | Probe | Doubt
    | Reading
)  # fmt: skip
_JOBS: dict[str, Any] = {job.kind: job for job in get_args(Job)}


def models_of(job: Job) -> tuple[str, ...]:
    """The keys of the loaded models that ``job`` speaks to."""
    match job:
        case Decode(z=given) | Reconstruct(x=given) | JudgeCodes(z=given):
            return tuple(given)
        case Evaluate(key=key) | Trace(key=key) | Survey(key=key) | LookInside(key=key) | Doubt(key=key):
            return (key,)
        case Refine(key=key):
            return (key,)
    return ()


def folders_of(job: Job) -> tuple[str, ...]:
    """The bundles that must have been handed over before ``job`` can be done."""
    match job:
        case (
            Load(folder=folder)
            | ReadPoints(folder=folder)
            | ReadHistory(folder=folder)
            | WriteCodes(folder=folder)
            | Draw(folder=folder)
            | Refine(folder=folder)
        ):
            return (folder,)
        case Evaluate(folder=folder) | Trace(folder=folder) | Survey(folder=folder) | LookInside(folder=folder):
            return (folder,)
        case Measure(folder=folder, judge=judge):
            return (folder, judge) if judge else (folder,)
        case JudgeCodes(judge=judge):
            return (judge,)
        case Neighbours(folders=folders) | NearestTo(folders=folders):
            return tuple(folders.values())
    return ()


class _Part(NamedTuple):
    """A field of a job; ``kind`` is its type, or that of its values where it is a table by key (``keyed``)."""

    name: str
    kind: Any
    keyed: bool


_DTYPES: dict[Any, Any] = {
    NDArray[np.float32]: np.float32, NDArray[np.float64]: np.float64, NDArray[np.int32]: np.int32,
}  # fmt: skip
_PLACES = ("folder", "folders", "place")


@cache
def _parts(kind: str) -> tuple[_Part, ...]:
    """How a job travels: what holds numbers or bytes as arrays ``NAME`` or ``NAME/KEY``, the rest in the header."""
    types = get_type_hints(_JOBS[kind])
    keyed = {item.name: get_origin(types[item.name]) is Mapping for item in fields(_JOBS[kind])}
    kinds = {name: get_args(types[name])[1] if keyed[name] else types[name] for name in keyed}
    return tuple(_Part(name, kinds[name], keyed[name]) for name in keyed)


def request(number: int, job: Job) -> bytes:
    """The frame that asks for ``job``; the reply will carry ``number``."""
    head: Header = {"id": number, "job": job.kind}
    arrays: Arrays = {}
    for name, kind, keyed in _parts(job.kind):
        value = getattr(job, name)
        if name in _PLACES:  # the other process stands in another folder
            head[name] = {key: _absolute(place) for key, place in value.items()} if keyed else _absolute(value)
        elif isinstance(job, ReadImages) and name == "rows":
            head[name] = value.tolist()  # for a process without numpy
        elif kind in _DTYPES or kind is bytes:
            each = {f"{name}/{key}": rows for key, rows in value.items()} if keyed else {name: value}
            arrays |= {place: _array(kind, rows) for place, rows in each.items()}
            head |= {name: list(value)} if keyed else {}
        else:
            head[name] = dict(value) if keyed else kind(value)
    return pack(head, arrays)


def parse_request(frame: Frame) -> tuple[int, Job]:
    """The number and the job in a request. Raises ``ProtocolError`` when a part is missing or of a wrong type."""
    head, arrays = frame.header, frame.arrays
    try:
        return int(head["id"]), _parse_job(head, arrays)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ProtocolError(f"a request that is incomplete: {error!r}") from error


def _parse_job(head: Header, arrays: Arrays) -> Job:
    if head["job"] not in _JOBS or issubclass(_JOBS[head["job"]], Reading):
        raise ValueError(f"no job is called {head['job']!r}")
    job: Job = _JOBS[head["job"]](**{part.name: _parsed(part, head, arrays) for part in _parts(head["job"])})
    return job


def _parsed(part: _Part, head: Header, arrays: Arrays) -> Any:
    """A field of a request."""
    name, kind, keyed = part
    if kind in _DTYPES or kind is bytes:
        if keyed:
            return {key: _checked(part, arrays[f"{name}/{key}"]) for key in head[name]}
        return _checked(part, arrays[name])
    if kind is Any:
        return dict(head[name])
    return {key: kind(each) for key, each in head[name].items()} if keyed else kind(head[name])


def error_reply(number: int, error: LabError) -> bytes:
    """The frame that answers request ``number`` with an error."""
    return pack({"id": number, "error": error.to_json()})


def error_in(frame: Frame) -> LabError | None:
    """The error a reply carries, if it does. Raises ``ProtocolError`` for one that is none."""
    data = frame.header.get("error")
    return None if data is None else parse_error(data)


def errors_in(frame: Frame) -> dict[str, LabError]:
    """The errors of single models, by key, in the reply of a job that others have answered. ``ProtocolError``."""
    errors = frame.header.get("errors", {})
    if not isinstance(errors, dict):
        raise ProtocolError("errors that are no object")
    return {key: parse_error(data) for key, data in errors.items()}


def parse_error(data: object) -> LabError:
    """The error that ``LabError.to_json`` wrote. Raises ``ProtocolError`` for anything else."""
    if not isinstance(data, dict) or not all(isinstance(value, str | None) for value in data.values()):
        raise ProtocolError("an error that is none")
    return LabError.from_json({name: value and value[:LONGEST_WORDS] for name, value in data.items()})


def _absolute(place: str) -> str:
    return str(Path(place).absolute())


def _array(kind: Any, value: Any) -> NDArray[Any]:
    return np.frombuffer(value, np.uint8) if kind is bytes else np.asarray(value, _DTYPES[kind])


def _checked(part: _Part, array: NDArray[Any]) -> NDArray[Any] | bytes:
    if part.kind is bytes:
        return array.tobytes()
    if array.dtype != _DTYPES[part.kind] or (part.name == "rows" and array.ndim != 1):
        raise ValueError(f"{part.name} of {array.dtype} {array.shape}")
    return array
