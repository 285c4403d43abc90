"""How long a child process may take over a request, by what it is asked and by who waits."""

from __future__ import annotations

from aevae_desktop.engine.wire.protocol import (
    Decode,
    Job,
    Load,
    ReadBundle,
    Reading,
    ReadNetworks,
    ReadPoints,
    Reconstruct,
)

START_S = 30.0  # for a process to come up and say that it is ready, on top of its first request
LOAD_S = 8.0  # opening a model, which a person waits for
VERDICT_S = 9.5  # ... with what it had to wait for before: a process that hangs in something else, and the next one
LOAD_LEAST_S = 5.0  # ... of which so much is its own
HAND_S = 3.0  # everything else that a hand waits for
PIECE_S = 8.0  # some images, in a process that yields to the others; they are asked for in pieces of 12 to 30 ms
BULK_S = 20.0  # another piece of work in a process that yields to the others, on a busy machine
CODES_S = 40.0  # unpacking the codes of a million samples there
FILES_S = 20.0  # reading the files of a bundle: 256 MB of a slow disk
LOOK_S = 8.0  # looking through a folder, for a judge, or reading a few pictures
TRANSFER = 32 << 20  # bytes a second that a large request may take to arrive, on top


def seconds(job: Job, size: int, patient: bool, waited: float = 0.0) -> float:
    """Seconds that ``job``, a request of ``size`` bytes, may take from the moment it is sent to a waiting process.

    ``waited``: seconds that it, and whoever asked, have waited for that moment.
    """
    if isinstance(job, Reading):
        own = FILES_S if isinstance(job, ReadBundle | ReadNetworks) else LOOK_S
    elif patient:
        own = CODES_S if isinstance(job, ReadPoints) else PIECE_S if isinstance(job, Decode | Reconstruct) else BULK_S
    else:
        own = max(min(LOAD_S, VERDICT_S - waited), LOAD_LEAST_S) if isinstance(job, Load) else HAND_S
    return own + size / TRANSFER
