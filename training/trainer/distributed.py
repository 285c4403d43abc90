"""One run in several processes, as ``torchrun`` starts them. In one process every call here does nothing.

How a batch is divided between them is in ``divided``; here they join, agree with each other, and leave.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from types import FrameType
from typing import Any, NoReturn, TypeVar
from uuid import uuid4

import torch
import torch.distributed as dist
from torch.distributed.distributed_c10d import PrefixStore
from torch.distributed.rendezvous import rendezvous

from aevae_desktop.errors import DataError, LabError, ModelError

TIMEOUT = timedelta(seconds=20)  # in a step: a process that does not answer for so long is lost
PATIENCE = timedelta(days=1)  # while the first process writes or measures alone
REMEDY = "Start the job again; a training run goes on with --resume DIR."
LOSS = ("gloo", "nccl", "connection", "timed out")  # what the errors of collectives say
STOPPED = 130
POLL_S = 0.02
T = TypeVar("T")


@dataclass(frozen=True)
class World:
    """One process among ``size``; ``device`` is where it may compute: "cpu", or a GPU of its own as "cuda:1"."""

    rank: int = 0
    size: int = 1
    device: str = "cpu"
    group: Any = field(default=None, repr=False, compare=False)  # of the steps, with ``TIMEOUT``

    @property
    def is_first(self) -> bool:
        """Whether this is the process that writes and prints."""
        return self.rank == 0

    def share(self, count: int) -> slice:
        """The rows of this process among ``count``; the sizes differ by one at most, and some may be 0."""
        return slice(self.rank * count // self.size, (self.rank + 1) * count // self.size)

    def any(self, *flags: bool) -> tuple[bool, ...]:
        """Each flag, or-ed over the processes, so that all decide alike."""
        if self.size == 1:
            return flags
        seen = torch.tensor(flags, dtype=torch.int32)
        dist.all_reduce(seen, dist.ReduceOp.MAX, self.group)
        return tuple(bool(flag) for flag in seen.tolist())

    def from_first(self, make: Callable[[], T]) -> T:
        """What ``make`` gives in the first process, for all."""
        if self.size == 1:
            return make()
        box: list[Any] = [make() if self.is_first else None]
        dist.broadcast_object_list(box, src=0, device=torch.device("cpu"))
        made: T = box[0]
        return made

    def alone(self, action: Callable[[], object]) -> None:
        """Do ``action`` in the first process; the others wait for it, however long it takes."""

        def done() -> None:
            action()

        self.from_first(done)

    def wait_for_all(self) -> None:
        """Go on once every process has come here, however long that takes."""
        if self.size > 1:
            dist.barrier()

    def in_turn(self, load: Callable[[], T]) -> T:
        """``load()`` in every process, in the first before the others: what it downloads is then there for all."""
        made = load() if self.is_first else None
        self.alone(lambda: None)
        return made if made is not None else load()

    def check_same(self, what: object, field: str) -> None:
        """Raises ``DataError`` in a process whose ``what`` differs from that of the first."""
        if self.from_first(lambda: what) != what:
            expected = "those of process 0: every machine needs the same files"
            raise DataError(field=field, found=f"other images in process {self.rank}", expected=expected)

    def check_fits(self, batch_size: int, device: str) -> None:
        """Raises ``ModelError`` for a batch that cannot be divided, or a GPU that is not there."""
        if batch_size < self.size:
            expected = f"at least {self.size}, the number of processes"
            raise ModelError(field="--batch-size", found=str(batch_size), expected=expected)
        if self.size > 1 and device == "cuda" and self.device == "cpu":
            expected = f"cpu: process {self.rank} has no GPU of its own"
            raise ModelError(field="--device", found="cuda", expected=expected, remedy="Start a process a GPU.")
        check_device(device)


def check_device(device: str) -> None:
    """Raises ``ModelError`` for "cuda" where PyTorch finds no GPU."""
    if device == "cuda" and not torch.cuda.is_available():
        why = "its driver does not answer" if torch.version.cuda else "it was built without CUDA"
        expected = f"cpu: this PyTorch ({torch.__version__}) has no GPU, {why}"
        raise ModelError(field="--device", found="cuda", expected=expected, remedy="Leave out --device.")


# ---------------------------------------------------------------- joining and leaving


@contextmanager
def joined() -> Iterator[World]:
    """The world ``torchrun`` put this process in; ``World()`` without it.

    In several processes an error of the world is said by one of them, in one line, and all exit with code 2; so does
    the loss of a process, within ``TIMEOUT``. SIGTERM, which torchrun sends when a process fails, ends in that too.
    """
    if not all(name in os.environ for name in ("RANK", "MASTER_ADDR")) or os.environ.get("WORLD_SIZE", "1") == "1":
        yield World()
        return
    store: Any = None
    try:
        shared, rank, size = next(rendezvous("env://", timeout=PATIENCE))
        store = PrefixStore(_start_of(shared, rank, size), shared)
        world = _join(store, rank, size)
        before = signal.signal(signal.SIGTERM, _on_sigterm)  # not before: it would not be heard while joining
        yield world
        signal.signal(signal.SIGTERM, before)
        dist.destroy_process_group()
    except LabError as error:
        _leave(store, str(error), 2)
    except KeyboardInterrupt:
        _leave(store, "stopped", STOPPED)
    except RuntimeError as error:  # gloo has no error class of its own
        if not _is_loss(error):
            raise
        lost = ModelError("stopped: another process of this job ended or no longer answers", remedy=REMEDY)
        _leave(store, str(lost), 2)


def _start_of(store: Any, rank: int, size: int) -> str:
    """What this start of the job is called, the same in all its processes and another one at each start.

    A job that torchrun starts again (``--max-restarts``) finds in the same store where the dead were to be reached; and
    torchrun's count of starts may differ between machines.
    """
    own = uuid4().hex
    if rank > 0:
        store.set(f"here {rank}", own)
        name: str = store.get(f"start for {own}").decode()
        store.add(f"known {name}", 1)
        return name
    while store.add(f"known {own}", 0) < size - 1:
        for key in (f"here {other}" for other in range(1, size)):
            if store.check([key]):
                store.set(f"start for {store.get(key).decode()}", own)
        time.sleep(POLL_S)
    return own


def _join(store: Any, rank: int, size: int) -> World:
    local = int(os.environ.get("LOCAL_RANK", rank))
    gpus = torch.cuda.device_count()
    backend = "cpu:gloo,cuda:nccl" if gpus else "gloo"
    if local < gpus:
        torch.cuda.set_device(local)
    dist.init_process_group(backend, store=store, rank=rank, world_size=size, timeout=PATIENCE)
    device = f"cuda:{local}" if local < gpus else "cpu"
    return World(rank, size, device, dist.new_group(backend=backend, timeout=TIMEOUT))


def _leave(store: Any, line: str, code: int) -> NoReturn:
    """Say ``line`` if no other process has said why the job ends, and exit without waiting for anyone."""
    try:
        silent = store is not None and store.add("said", 1) > 1
    except RuntimeError:  # the machine with the store is gone
        silent = False
    if not silent:
        print(line, file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # leaving in order would wait for the lost process


def _on_sigterm(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
    raise ModelError("stopped by SIGTERM, as torchrun does when another process of a job ends", remedy=REMEDY)


def _is_loss(error: RuntimeError) -> bool:
    text = str(error).lower()
    return isinstance(error, dist.DistError) or any(word in text for word in LOSS)
