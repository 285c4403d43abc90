"""The codes of any number of images by a bundle's encoder, in shards: ``python -m training encode BUNDLE --out DIR``.

``index.json`` says what is encoded and by what. A shard is written in one step and carries the hash of that plan and
the checksums of its arrays, so after a kill the finished ones are known. Processes take the shards in turn; a file
does not depend on which of them wrote it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import DECODER, ENCODER, Manifest
from aevae_desktop.errors import ModelError
from aevae_desktop.reading import json_text, regular
from training import output
from training.data.stream import PIECE, Stream
from training.export.metrics import ADD_ENCODER, NO_ENCODER, Coder
from training.export.opening import Opened
from training.trainer.distributed import World

INDEX = "index.json"
FORMAT, VERSION = "aevae-codes", 1
SHARD_SIZE = 50_000
MOST_SHARD = 64 << 30  # bytes
MOST_INDEX = 64 << 20  # bytes: some 400,000 shards


@dataclass(frozen=True)
class Plan:
    """What is encoded, and how it is cut: everything that decides the bytes of the shards."""

    bundle: str
    encoder: str  # sha256 of the network
    images: str  # sha256 of the pixels and labels
    n: int
    latent_dim: int
    shard_size: int

    @property
    def shards(self) -> int:
        """How many files there will be; the last may hold fewer codes."""
        return -(-self.n // self.shard_size)

    def extent(self, shard: int) -> tuple[int, int]:
        """The images of a shard: from the first up to the second."""
        return shard * self.shard_size, min((shard + 1) * self.shard_size, self.n)

    def digest(self) -> NDArray[np.uint8]:
        """``(32,)``: the sha256 every shard carries."""
        return np.frombuffer(hashlib.sha256(json.dumps(asdict(self)).encode()).digest(), np.uint8)


def encode(
    found: Opened,
    open_images: Callable[[Manifest], Stream],
    out: Path,
    *,
    world: World,
    shard_size: int = SHARD_SIZE,
    say: Callable[[str], None] | None = None,
) -> Plan:
    """Write the codes of all images into ``out`` by the encoder that was ``found``; finished shards are kept.

    Raises ``DataError``, or ``ModelError`` when ``out`` holds codes of something else.
    """
    if shard_size < 1:
        raise ModelError(field="--shard-size", found=str(shard_size), expected="at least 1")
    manifest, coder = found.manifest, found.coder
    if not coder.has_encoder:
        raise ModelError(NO_ENCODER, file=found.folder, remedy=ADD_ENCODER)
    stream = world.in_turn(lambda: open_images(manifest))
    if say:
        for note in (*found.notes, *stream.notes):
            say(f"note: {note}")
    of = manifest.files.get(ENCODER) or manifest.files[DECODER]  # a whole autoencoder that was cut in two
    plan = Plan(manifest.id, of.sha256, stream.digest(), len(stream), manifest.latent_dim, shard_size)
    world.check_same(plan, "--data-dir")
    world.alone(lambda: _begin(out, plan))
    for shard in range(world.rank, plan.shards, world.size):
        done = _fill(coder, stream, out, plan, shard)
        if say:
            say(f"{name_of(shard)}: {done}")
    world.wait_for_all()  # the first process looks at the shards of all
    world.alone(lambda: output.write(out / INDEX, _index(plan, _records(out, plan))))
    return plan


def name_of(shard: int) -> str:
    """The file name of a shard."""
    return f"codes-{shard:05d}.npz"


def _begin(out: Path, plan: Plan) -> None:
    """Write the plan into ``out``, or check that the one there is the same."""
    output.make(out)
    if (out / INDEX).exists():
        _check_same(out / INDEX, plan)
    else:
        output.write(out / INDEX, _index(plan, {}))


def _check_same(path: Path, plan: Plan) -> None:
    try:
        stored = json_text.load(regular.read_at_most(path, MOST_INDEX), path, ModelError, "no index")["plan"]
        found = {name: stored[name] for name in asdict(plan)}
    except (OSError, ModelError, KeyError, TypeError) as error:
        remedy = "Choose another folder with --out."
        raise ModelError("not an index of codes that can be read", file=path, remedy=remedy) from error
    for name, value in asdict(plan).items():
        if found[name] != value:
            raise ModelError(
                file=path,
                field=name,
                found=_short(found[name]),
                expected=_short(value),
                remedy="These are codes of something else; choose another folder with --out.",
            )


def _short(value: Any) -> str:
    text = str(value)
    return text[:12] + "…" if len(text) == 64 else text


def _fill(coder: Coder, stream: Stream, out: Path, plan: Plan, shard: int) -> str:
    """Write a shard unless it is there; what was done, in words."""
    path = out / name_of(shard)
    first, last = plan.extent(shard)
    if _is_whole(path, plan, first, last):
        return "was there"
    parts = [coder.encode(stream.read(start, min(start + PIECE, last))) for start in range(first, last, PIECE)]
    arrays: dict[str, NDArray[Any]] = {"mu": np.concatenate([mu for mu, _ in parts])}
    log_vars = [log_var for _, log_var in parts if log_var is not None]
    if log_vars:
        arrays["log_var"] = np.concatenate(log_vars)
    for name, values in (("label", stream.label), ("split", stream.split)):
        if values is not None:
            arrays[name] = values[first:last]
    output.write(path, _pack(arrays | {"first": np.array(first, np.int64), "plan": plan.digest()}))
    return f"images {first} to {last - 1}"


def _is_whole(path: Path, plan: Plan, first: int, last: int) -> bool:
    """Whether ``path`` is this shard of ``plan`` and undamaged: reading a member checks its checksum."""
    try:
        data = regular.read_at_most(path, MOST_SHARD)
        with zipfile.ZipFile(io.BytesIO(data)) as members:
            if members.testzip():  # not every numpy compares the checksums
                return False
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        same = np.array_equal(arrays["plan"], plan.digest()) and int(arrays["first"]) == first
        return same and arrays["mu"].shape == (last - first, plan.latent_dim)
    except Exception:  # zipfile, zlib and numpy raise a dozen kinds over damaged bytes
        return False


def _pack(arrays: dict[str, NDArray[Any]]) -> bytes:
    stream = io.BytesIO()  # numpy stamps every member with a fixed date: equal arrays give equal bytes
    np.savez(stream, allow_pickle=False, **arrays)
    return stream.getvalue()


def _records(out: Path, plan: Plan) -> dict[str, dict[str, Any]]:
    """``name -> {"first", "n", "sha256"}`` of every shard, all of which must be there."""
    records = {}
    for shard in range(plan.shards):
        path = out / name_of(shard)
        first, last = plan.extent(shard)
        if not _is_whole(path, plan, first, last):
            raise ModelError("is missing or damaged", file=path, remedy="Start the same command again.")
        records[path.name] = {
            "first": first,
            "n": last - first,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
    return records


def _index(plan: Plan, files: dict[str, dict[str, Any]]) -> bytes:
    content = {"format": FORMAT, "version": VERSION, "plan": asdict(plan), "complete": bool(files), "files": files}
    return (json.dumps(content, indent=2) + "\n").encode()
