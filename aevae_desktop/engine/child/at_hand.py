"""Networks in this process, for tests and benchmarks: it reads the files that the window would hand over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aevae_desktop.bundle import DECODER, ENCODER, POINTS, judge
from aevae_desktop.engine.child import reader
from aevae_desktop.engine.child.server import Result, Server
from aevae_desktop.engine.wire.frames import FrameReader
from aevae_desktop.engine.wire.protocol import Job, JudgeCodes, Measure, Provide, ReadBundle, folders_of, request


def needed(job: Job) -> Iterator[Provide]:
    """What must be handed over before ``job``, read now; what cannot be read is told by the job."""
    for folder in folders_of(job):
        if isinstance(job, Measure | JudgeCodes) and folder == job.judge:
            yield Provide(folder, {name: (Path(folder) / name).read_bytes() for name in (judge.CARD, judge.NETWORK)})
            continue
        question = request(1, ReadBundle(folder, (DECODER, ENCODER, POINTS)))
        (reply,) = FrameReader().feed(reader.answer(question[4:]))  # without the length in front
        files = {name: array.tobytes() for name, array in reply.arrays.items()}
        yield Provide(folder, files, reply.header["errors"])


class OpenServer(Server):
    """A server that hands itself what each job needs."""

    def do(self, job: Job) -> Result:
        """As ``Server.do``."""
        for given in needed(job):
            super().do(given)
        return super().do(job)
