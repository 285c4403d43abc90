"""What ``encode`` of very many images costs: a model of its parts, against runs that were measured.

    python benchmarks/encode_cost.py [--bundle DIR] [--of 100000,400000] [--for 10000000] [--shard-size N] [--json FILE]

The parts are measured alone, in this process and in CPU seconds: reading and hashing images, encoding them, packing and
writing a shard, looking a finished shard through. What starting takes is that of two jobs over a thousand images, one
process and two under torchrun. From these the model says what the runs of --of cost, which are then run; and what the
run of --for would cost, with more processes and with restarts. Images are noise: an encoder does not look at them.

CPU seconds are summed over all processes; on a busy machine they still rise with the load, as caches are shared. Time
is said for a core a process, and a disk that does not keep them waiting.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from report import Figure, parser, tell

from aevae_desktop import bundle
from training import output
from training.data.stream import PIECE, Stream, open_stream
from training.export import encode, opening
from training.export.metrics import Coder

ROOT = Path(__file__).parents[1]
FEW = 1000  # images of a job that is all start
TRIED = 50_000  # images on which the parts are measured
PROCESSES = (1, 2)
MORE = (1, 8, 64)  # processes of the large run


@dataclass(frozen=True)
class Cost:
    """CPU seconds: of a start by number of processes (more: in proportion), an image, a code, and a file."""

    start: dict[int, float]
    read: float  # and hash, an image; by every process
    encode: float  # an image
    write: float  # a code, packed and written
    check: float  # a code: a finished shard looked through, by the first process

    def begun(self, processes: int) -> float:
        """Of starting so many processes."""
        each = self.start[2] - self.start[1]
        return self.start.get(processes, self.start[1] + each * (processes - 1))

    def cpu(self, n: int, processes: int) -> float:
        """Of a whole run, summed over its processes."""
        return self.begun(processes) + n * (processes * self.read + self.encode + self.write + self.check)

    def cpu_again(self, n: int, processes: int) -> float:
        """Of a start that finds all shards there: what a restart costs, beside the shards that were not finished."""
        return self.begun(processes) + n * (processes * self.read + 2 * self.check)

    def hours(self, n: int, processes: int, shard: int, restarts: int = 0) -> float:
        """Of a clock, with a core a process. A restart reads and looks through again, and loses half a shard."""
        turns = -(-n // shard) / processes
        whole = self.start[1] + n * (self.read + self.check) + np.ceil(turns) * shard * (self.encode + self.write)
        again = self.start[1] + n * self.read + n / 2 / processes * self.check + shard / 2 * (self.encode + self.write)
        return float(whole + restarts * again) / 3600


def cpu_of(work: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def cpu_of_job(folder: Path, images: Path, out: Path, processes: int, shard: int) -> float:
    """CPU seconds of ``encode`` in so many processes, and of torchrun where there are several."""
    torchrun = ["torch.distributed.run", "--standalone", f"--nproc-per-node={processes}", "-m"] if processes > 1 else []
    command = [sys.executable, "-m", *torchrun, "training", "encode", str(folder), "--data-dir", str(images)]
    env = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, "--out", str(out), "--shard-size", str(shard)], check=True, capture_output=True, env=env)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def make(path: Path, n: int, shape: tuple[int, int]) -> Path:
    """A file of ``n`` images of noise."""
    rng = np.random.default_rng(0)
    file = np.lib.format.open_memmap(path, "w+", np.uint8, (n, *shape))
    for start in range(0, n, 10_000):
        file[start : start + 10_000] = rng.integers(0, 256, (min(10_000, n - start), *shape), dtype=np.uint8)
    file.flush()
    return path


def measured(folder: Path, scratch: Path, shape: tuple[int, int], shard: int) -> Cost:
    """The parts, each alone."""
    found = opening.opened(opening.models([folder])[0])
    stream = open_stream(found.manifest, None, make(scratch / "parts.npy", TRIED, shape))
    coder: Coder = found.coder
    coder.encode(stream.read(0, PIECE))  # the first run of a network sets it up
    read = min(cpu_of(stream.digest) for _ in range(3)) / TRIED
    plan = encode.Plan("parts", "", "", TRIED, found.manifest.latent_dim, TRIED)
    coded = cpu_of(lambda: encoded(coder, stream)) / TRIED
    encode._fill(coder, stream, scratch, plan, 0)
    with np.load(scratch / encode.name_of(0)) as shard_of:
        arrays = dict(shard_of)
    write = cpu_of(lambda: output.write(scratch / encode.name_of(0), encode._pack(arrays))) / TRIED
    check = cpu_of(lambda: encode._records(scratch, plan)) / TRIED
    few = make(scratch / "few.npy", FEW, shape)
    start = {k: cpu_of_job(folder, few, scratch / f"few-{k}", k, shard) for k in PROCESSES}
    return Cost(start, read, coded, write, check)


def encoded(coder: Coder, stream: Stream) -> None:
    """All images, read and encoded."""
    for first in range(0, len(stream), PIECE):
        coder.encode(stream.read(first, first + PIECE))


def main() -> None:
    """Measure the parts, compare the model with runs, and say what the large run would cost."""
    options = parser(__doc__)
    options.add_argument("--bundle", type=Path, default=ROOT / "models_onnx" / "vae-mnist-2d")
    options.add_argument("--of", default="100000,400000", help="images of the runs that are measured")
    options.add_argument("--for", dest="large", type=int, default=10_000_000, help="images of the run that is not")
    options.add_argument("--shard-size", type=int, default=encode.SHARD_SIZE)
    given = options.parse_args()
    image = bundle.read(given.bundle).image
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        cost = measured(given.bundle, scratch, (image.height, image.width), given.shard_size)
        figures += [Figure(f"start, {k} processes", value, "s", 1) for k, value in cost.start.items()]
        figures += [
            Figure(f"{name}, an image", getattr(cost, name) * 1e6, "us", TRIED)
            for name in ("read", "encode", "write", "check")
        ]
        for n in map(int, given.of.split(",")):
            images = make(scratch / f"{n}.npy", n, (image.height, image.width))
            for k in PROCESSES:
                for run, said in (("", cost.cpu(n, k)), (", started again", cost.cpu_again(n, k))):
                    was = cpu_of_job(given.bundle, images, scratch / f"{n}-{k}", k, given.shard_size)
                    name = f"{n:,} images, {k} processes{run}"
                    figures += [Figure(f"{name}: model", said, "s", 1), Figure(f"{name}: measured", was, "s", 1),
                                Figure(f"{name}: model over measured", said / was, "x", 1)]  # fmt: skip
            images.unlink()
    for k in MORE:
        name = f"{given.large:,} images, {k} processes"
        figures.append(Figure(f"{name}: CPU", cost.cpu(given.large, k) / 3600, "h", 0))
        for restarts in (0, 3):
            hours = cost.hours(given.large, k, given.shard_size, restarts)
            figures.append(Figure(f"{name}: clock, {restarts} restarts", hours, "h", 0))
    tell("encode: a model of its cost", figures, given.json)


if __name__ == "__main__":
    main()
