"""What the window believes of a reply: no more bytes than were asked for, and nothing of another name, type or shape.

A process that has run a hostile file may send anything. What passes here can be used without another look.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from aevae_desktop.bundle import HISTORY, MANIFEST, POINTS, judge
from aevae_desktop.core.map.fields import FIELDS
from aevae_desktop.engine.wire import protocol
from aevae_desktop.engine.wire.frames import MAX_REPLY, Arrays, Frame, Header, ProtocolError
from aevae_desktop.engine.wire.framing import SIZES
from aevae_desktop.engine.wire.library import FACTS, NETWORKS, is_fact
from aevae_desktop.engine.wire.protocol import Job

HEADER = 1 << 20  # bytes that a reply may have besides its arrays
LONG_HEADER = 32 << 20  # of one that carries a manifest, or those of a whole library
_LINE = 4096  # bytes of text a stored code may take
_MOST_SIDE = 1 << 16  # px
_ENTRY = {
    **dict.fromkeys(("folder", "id", "title", "kind", "sha256", "family", "dataset", "series"), str),
    "latent_dim": int,
    "position": int | float | None,
    "facts": dict,
    "notes": str,
    "error": dict | None,
    "shipped": bool,
}
_REST = (MANIFEST, POINTS, HISTORY)  # what else comes of a whole bundle
_JUDGE = judge.CARD, judge.NETWORK
_FINDING = {"name", "value", "choices", "sure", "said"}
_MOST_FINDINGS = 300  # and choices of one
_LOOKED_AT, _MOST_LOOKED_AT = ("random", "given", "again"), 16  # images of networks that are measured
_MOST_FIGURES = 1000  # of one measure
_LONGEST_FIGURE = 100  # characters of a figure's or an array's name, or of its unit
_FACTS = ("n", "far", "radius", "distance", "own", "entropy", "own_entropy", "classes")

_LAYER = {"kind", "takes", "gives", "weights", "shape"}

_WHOLE_FILES = (  # what is as large as a file
    protocol.ReadPoints, protocol.ReadHistory, protocol.ReadBundle, protocol.ReadNetworks, protocol.ReadImages,
    protocol.FindJudge, protocol.Probe,
)  # fmt: skip

Shape = tuple[int | None, ...]  # None: any number
Wanted = dict[str, tuple[str, Shape]]  # dtype and shape by the array's name


@dataclass
class Known:
    """What a process has said of the models it opened: the shape of their images, and how many codes there are."""

    images: dict[str, tuple[int, ...]] = field(default_factory=dict)
    codes: dict[str, tuple[int, int]] = field(default_factory=dict)

    def learn(self, job: Job, frame: Frame) -> None:
        """Keep what a checked reply says of its model."""
        if isinstance(job, protocol.Load):
            height, width, channels = frame.header["image"]
            self.images[job.key] = (height, width) if channels == 1 else (height, width, channels)
        elif isinstance(job, protocol.ReadPoints):
            n, d = frame.arrays["mu"].shape
            self.codes[job.key] = n, d

    def image(self, key: str) -> Shape:
        """The shape of an image of that model; of one that was not opened, anything that is an image."""
        return self.images.get(key, (None, None))

    def decoded(self, job: protocol.Decode, key: str) -> tuple[int, ...] | None:
        """The shape of an image in the reply to ``job``; None where the model was not opened."""
        image, pool = self.images.get(key), job.pool.get(key, 1)
        return None if image is None else (image[0] // pool, image[1] // pool, *image[2:])


def limit(job: Job, known: Known) -> int:
    """How many bytes the reply to ``job`` may have."""
    if isinstance(job, protocol.Decode):  # asked for with every move of a hand
        return _decoded_limit(job, known)
    if isinstance(job, protocol.Load | protocol.Scan):
        return LONG_HEADER
    if isinstance(job, _WHOLE_FILES):
        return MAX_REPLY
    if isinstance(job, protocol.Measure):
        return HEADER + protocol.MOST_MEASURED
    if isinstance(job, protocol.WriteCodes):
        return min(MAX_REPLY, HEADER + _LINE * (len(job.rows) + 1))
    return min(MAX_REPLY, HEADER + sum(_bytes(dtype, shape) for dtype, shape in wanted(job, known).values()))


def check(job: Job, frame: Frame, known: Known) -> None:
    """Raise ``ProtocolError`` unless ``frame``, which carries no error, is what ``job`` asked for."""
    head, arrays = frame.header, frame.arrays
    if isinstance(job, protocol.Decode) and "errors" not in head and _is_decoded(job, head, arrays, known):
        return
    failed = protocol.errors_in(frame)
    if isinstance(job, protocol.ReadBundle):
        _no_more(arrays, dict.fromkeys(("manifest.json", *job.names), ("uint8", (None,))), {})
        return
    if isinstance(job, protocol.ReadNetworks):
        named = isinstance(head.get("folder"), str) and isinstance(head.get("digest"), str)
        _must(named and 0 < len(arrays) <= protocol.MOST_NETWORKS + len(_REST), "networks")
        _no_more(arrays, dict.fromkeys(arrays, ("uint8", (None,))), {})
        return
    if isinstance(job, protocol.Measure):
        _measured(head, arrays)
        return
    needed = wanted(job, known)
    optional = {name: needed.pop(name) for name in [*needed] if _may_lack(job, name, failed)}
    if isinstance(job, protocol.ReadPoints):
        optional |= {name: ("float32", (None,)) for name in arrays if name.startswith(protocol.COLUMN)}
    if isinstance(job, protocol.ReadHistory):
        optional |= {name: ("float32", (None,)) for name in arrays if name.startswith(protocol.LOSS)}
    _no_more(arrays, {**needed, **optional}, needed)
    _header(job, head, arrays)
    _values(job, arrays, known)


def _decoded_limit(job: protocol.Decode, known: Known) -> int:
    most = HEADER
    for key, z in job.z.items():
        image = known.decoded(job, key)
        if image is None or job.dtype not in SIZES:
            return MAX_REPLY
        most += len(z) * math.prod(image) * SIZES[job.dtype]
    return min(most, MAX_REPLY)


def _is_decoded(job: protocol.Decode, head: Header, arrays: Arrays, known: Known) -> bool:
    """Whether a reply is whole and just what ``job`` asked for; where not, the long way finds out what is wrong."""
    ms = head.get("ms")
    if not isinstance(ms, dict) or len(arrays) != len(job.z):
        return False
    for key, z in job.z.items():
        array, image = arrays.get(f"x_hat/{key}"), known.decoded(job, key)
        if array is None or image is None or array.dtype != job.dtype or array.shape != (len(z), *image):
            return False
        if not _number(ms.get(key)):
            return False
    return len(ms) == len(job.z)


def wanted(job: Job, known: Known) -> Wanted:
    """Every array that the reply to ``job`` may have."""
    match job:
        case protocol.Decode(z, dtype):
            shapes = {key: known.decoded(job, key) or known.image(key) for key in z}
            return {f"x_hat/{key}": (dtype, (len(rows), *shapes[key])) for key, rows in z.items()}
        case protocol.Reconstruct(x, refine=refine):
            each: Wanted = {}
            for key, rows in x.items():
                for start in ("", protocol.BEST) if refine else ("",):
                    each[f"{start}mu/{key}"] = each[f"{start}log_var/{key}"] = "float32", (len(rows), None)
                    each[f"{start}x_hat/{key}"] = "float32", (len(rows), *known.image(key))
            return each
        case protocol.ReadPoints():
            codes = "float32", (None, None)
            return {"mu": codes, "log_var": codes, "label": ("int16", (None,)), "split": ("uint8", (None,))}
        case protocol.ReadHistory():
            return {
                "epoch": ("int32", (None,)), "index": ("int32", (None,)), "codes": ("float32", (None, None, None)),
                "tiles": ("uint8", (None,) * 5), "extent": ("float32", (None, 4)),
            }  # fmt: skip
        case protocol.Evaluate():
            channels = FIELDS[job.field].channels if job.field in FIELDS else None
            return {"values": ("float32", (len(job.xy), channels))}
        case protocol.Neighbours():
            return {f"near/{key}": ("int32", (len(job.rows), job.k)) for key in job.folders}
        case protocol.NearestTo():
            near: Wanted = {f"near/{key}": ("int32", (len(job.z[key]), None)) for key in job.folders}
            return near | {f"distance/{key}": ("float32", (len(job.z[key]), None)) for key in job.folders}
        case protocol.WriteCodes():
            return {"text": ("uint8", (None,))}
        case protocol.ReadImages():
            return {"pixels": ("uint8", (None,))}
        case protocol.JudgeCodes(z=z):
            return {f"none/{key}": ("uint8", (len(rows),)) for key, rows in z.items()}
        case protocol.Probe():
            looked_at: Wanted = dict.fromkeys(_LOOKED_AT, ("float32", (None, None, None)))
            return {**dict.fromkeys(NETWORKS, ("uint8", (None,))), **looked_at}
        case protocol.FindJudge():
            return dict.fromkeys(_JUDGE, ("uint8", (None,)))
        case protocol.Draw():
            return {"z": ("float32", (job.n, None)), "distance": ("float64", (job.n,))}
        case protocol.Trace():
            return {"z": ("float32", job.z.shape)}
        case protocol.Refine(key=key, z=z):
            code = "float32", (1, z.shape[1])
            return {"mu": code, "log_var": code, "x_hat": ("float32", (1, *known.image(key)))}
        case protocol.Survey():
            n = len(job.z)
            return {"step": ("float32", (n - 1,)), "distance": ("float32", (n,)), "label": ("int16", (n,))}
        case protocol.LookInside():
            code = "float32", (1, None)
            image = {"x_hat": ("float32", (1, *known.image(job.key)))}
            return {"mu": code, "log_var": code, "z": code, **image, **_layers()}
    return {}


def _layers() -> Wanted:
    """The values between the layers of both networks."""
    from aevae_desktop.inspector.layers import MOST  # late: a window that starts looks into no network

    return {f"{half}/{k}": ("float32", (None,)) for half in ("encoder", "decoder") for k in range(MOST)}


def _may_lack(job: Job, name: str, failed: Mapping[str, object]) -> bool:
    """Whether the reply is whole without that array."""
    if isinstance(job, protocol.ReadPoints | protocol.Reconstruct) and name.startswith(("log_var", protocol.BEST)):
        return True
    if isinstance(job, protocol.LookInside):
        return name not in ("z", "x_hat")
    some = protocol.Draw | protocol.FindJudge | protocol.Probe | protocol.Refine
    return isinstance(job, some) or name.partition("/")[2] in failed


def _no_more(arrays: Arrays, allowed: Mapping[str, tuple[str, Shape]], needed: Mapping[str, object]) -> None:
    for name, array in arrays.items():
        dtype, shape = allowed.get(name, ("", ()))
        if array.dtype.name != dtype or not _fits(array.shape, shape):
            raise ProtocolError(f"array {name!r} of {array.dtype} {array.shape} was not asked for")
    if missing := [name for name in needed if name not in arrays]:
        raise ProtocolError(f"no array {missing[0]!r}")


def _fits(found: tuple[int, ...], shape: Shape) -> bool:
    """Whether a shape is the one that is wanted; an image of a model we know nothing of may have colours."""
    if len(found) == len(shape) + 1 and shape[-2:] == (None, None) and len(shape) == 3:
        return shape[0] in (None, found[0]) and found[-1] == 3
    return len(found) == len(shape) and all(k is None or k == m for k, m in zip(shape, found, strict=True))


def _bytes(dtype: str, shape: Shape) -> int:
    return MAX_REPLY if None in shape[1:] else math.prod(k or 0 for k in shape) * SIZES.get(dtype, 8)


def _header(job: Job, head: Header, arrays: Arrays) -> None:
    """The fields that the window reads of this reply's header."""
    match job:
        case protocol.Load():
            size = head.get("image")
            whole = isinstance(size, list) and len(size) == 3 and all(_whole(k, _MOST_SIDE) for k in size)
            _must(whole and isinstance(head.get("manifest"), str), "image or manifest")
            _must(isinstance(head.get("has_encoder"), bool), "has_encoder")
        case (
            protocol.Decode()
            | protocol.Reconstruct()
            | protocol.Neighbours()
            | protocol.NearestTo()
            | protocol.JudgeCodes()
        ):
            ms = head.get("ms")
            there = {name.partition("/")[2] for name in arrays}
            _must(isinstance(ms, dict) and all(map(_number, ms.values())) and there <= ms.keys(), "ms")
        case protocol.Evaluate() | protocol.Survey():
            _must(_number(head.get("ms")), "ms")
        case protocol.Trace():
            _must(_number(head.get("length")) and isinstance(head.get("done"), bool), "length or done")
        case protocol.Draw():
            share, facts = head.get("share"), head.get("facts")
            _must(
                _number(share) and 0.0 <= float(share or 0.0) <= 1.0 and _number(head.get("fit_ms")), "share or fit_ms"
            )
            _must(facts is None or _are_facts(facts), "facts")
        case protocol.Refine():
            share = head.get("share")
            _must(_number(share) and 0.0 <= float(share or 0.0) <= 1.0, "share")
            _must(all(_number(head.get(name)) for name in ("ms", "left_ms", "decodes")), "ms, left_ms or decodes")
            _must(share != 1.0 or {"mu", "x_hat"} <= set(arrays), "mu or x_hat")
        case protocol.LookInside():
            halves = head.get("encoder"), head.get("decoder")
            _must(all(isinstance(half, list) and all(map(_is_layer, half)) for half in halves), "encoder or decoder")
        case protocol.Probe(files=files):
            _must(isinstance(head.get("manifest"), str), "manifest")
            _must(head.get("decoder") in files and head.get("encoder") in ("", *files), "decoder or encoder")
            found = head.get("findings")
            _must(isinstance(found, list) and len(found) <= _MOST_FINDINGS and all(map(_is_finding, found)), "findings")
            _must(all(len(arrays.get(name, ())) <= _MOST_LOOKED_AT for name in _LOOKED_AT), "few images")
        case protocol.Doubt():
            said = head.get("said")
            _must(isinstance(said, list) and len(said) < _MOST_FIGURES and all(map(_is_line, said)), "said")
        case protocol.FindJudge():
            found, why = head.get("judge"), head.get("why")
            _must(isinstance(found, str) and isinstance(why, str), "judge or why")
            _must(set(arrays) == (set(_JUDGE) if found else set()), "the judge that was found")
        case protocol.Scan():
            entries, watch = head.get("entries"), head.get("watch")
            _must(isinstance(entries, list) and all(map(_is_entry, entries)), "entries")
            _must(isinstance(watch, list) and all(isinstance(folder, str) for folder in watch), "watch")
        case protocol.ReadImages():
            shape = head.get("shape")
            _must(isinstance(shape, list) and all(_whole(k, _MOST_SIDE) for k in shape), "shape")
            _must(len(arrays["pixels"]) == len(job.rows) * math.prod(head["shape"]), "as many pixels as were asked for")


def _is_finding(finding: object) -> bool:
    if not isinstance(finding, dict) or finding.keys() != _FINDING:
        return False
    choices = finding["choices"]
    if not isinstance(choices, list) or not 0 < len(choices) <= _MOST_FINDINGS or not all(map(_is_line, choices)):
        return False
    told = all(map(_is_line, (finding["name"], finding["said"])))
    return told and finding["value"] in choices and finding["sure"] in protocol.SURE


def _is_layer(layer: object) -> bool:
    if not isinstance(layer, dict) or set(layer) != _LAYER or not isinstance(layer["shape"], list):
        return False
    sizes = [layer["takes"], layer["gives"], layer["weights"], *layer["shape"]]
    return isinstance(layer["kind"], str) and all(_whole(size, 1 << 40) for size in sizes)


def _measured(head: Header, arrays: Arrays) -> None:
    """What a measure gives: how far it is, and at its end figures whose intervals hold their values."""
    share, figures = head.get("share"), head.get("figures")
    _must(_number(share) and 0.0 <= float(share or 0.0) <= 1.0, "share")
    notes = head.get("notes")
    _must(isinstance(notes, list) and len(notes) <= _MOST_FIGURES and all(map(_is_line, notes)), "notes")
    if figures is None:
        _must(float(share or 0.0) < 1.0 and not arrays, "figures")
        return
    _must(isinstance(figures, dict) and len(figures) <= _MOST_FIGURES, "figures")
    _must(all(_is_name(name) and _is_figure(each) for name, each in figures.items()), "figures that are some")
    _must(all(map(_is_name, arrays)), "names of arrays")


def _is_name(name: object) -> bool:
    return isinstance(name, str) and 0 < len(name) <= _LONGEST_FIGURE and name.isprintable()


def _is_line(text: object) -> bool:
    return isinstance(text, str) and len(text) <= protocol.LONGEST_WORDS and text.isprintable()


def _is_figure(figure: object) -> bool:
    if not isinstance(figure, dict) or figure.keys() != {"value", "low", "high", "n", "unit"}:
        return False
    if not all(_number(figure[name]) for name in ("value", "low", "high")):
        return False
    unit, n = figure["unit"], figure["n"]
    whole = type(n) is int and 0 <= n < 1 << 53 and isinstance(unit, str)
    return whole and len(unit) <= _LONGEST_FIGURE and unit.isprintable()


def _is_entry(entry: object) -> bool:
    if not isinstance(entry, dict) or entry.keys() != _ENTRY.keys():
        return False
    if not all(isinstance(entry[name], kind) for name, kind in _ENTRY.items()):
        return False
    facts, position = entry["facts"], entry["position"]
    return set(facts) <= set(FACTS) and all(map(is_fact, facts.values())) and (position is None or is_fact(position))


def _are_facts(facts: object) -> bool:
    if not isinstance(facts, dict) or set(facts) != set(_FACTS):
        return False
    return all(_number(value) or (value is None and "entropy" in name) for name, value in facts.items())


def _values(job: Job, arrays: Arrays, known: Known) -> None:
    """Numbers that the window takes for places in its own arrays, or draws."""
    match job:
        case protocol.ReadPoints():
            n = len(arrays["mu"])
            _must(all(len(array) == n for array in arrays.values()), "as many rows everywhere")
            _must("log_var" not in arrays or arrays["log_var"].shape == arrays["mu"].shape, "log_var like mu")
            _must(all(np.isfinite(arrays[name]).all() for name in ("mu", "log_var") if name in arrays), "finite codes")
        case protocol.ReadHistory():
            e, k = len(arrays["epoch"]), len(arrays["index"])
            _must(all(len(each) == e for name, each in arrays.items() if name != "index"), "as many epochs everywhere")
            _must(arrays["codes"].shape[1] == k and e > 0, "codes of the samples that are followed")
            _must(all(np.isfinite(arrays[name]).all() for name in ("codes", "extent")), "finite codes")
        case protocol.Neighbours() | protocol.NearestTo():
            for key in job.folders:
                rows = arrays.get(f"near/{key}", np.zeros(0, np.int32))
                n = known.codes.get(key, (1 << 31, 0))[0]
                _must(not rows.size or (int(rows.min()) >= -1 and int(rows.max()) < n), "rows that are there")
                if isinstance(job, protocol.NearestTo) and f"near/{key}" in arrays:
                    far = arrays.get(f"distance/{key}")
                    _must(far is not None and far.shape == rows.shape and rows.shape[1] <= job.k, "distances like rows")
        case protocol.Refine():
            _must(all(np.isfinite(array).all() for array in arrays.values()), "finite numbers")
        case protocol.Draw():
            d = known.codes.get(job.key, (0, None))[1]
            _must("z" not in arrays or d is None or arrays["z"].shape[1] == d, "z of the model's dimensions")
            _must("distance" not in arrays or "z" in arrays, "distances of draws")


def _must(holds: bool, what: str) -> None:
    if not holds:
        raise ProtocolError(f"a reply without {what}")


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _whole(value: object, most: int) -> bool:
    return type(value) is int and 0 < value <= most
