"""Which ONNX files kill ONNX Runtime: one-operator models, each opened and run in a child process that may die.

    python benchmarks/onnx_crashers.py [--n 11000] [--first 0] [--examples] [--list FILE] [--json FILE]

The models are made from the operators' schemas (``one_op_models``), or with --examples by changing a thing or two in
ONNX's own examples (``example_models``), which gets deeper.

A child takes models one after the other, with the options of the inference process, 2 GiB of address space and
3 s of CPU a model, and is replaced when it dies. Counted are the models that kill it, that hang, that take more than
1 GiB, and how many of each the inspector refuses; beside them, how many models that ran it refuses too. POSIX only.
"""

from __future__ import annotations

import os
import resource
import signal
import struct
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import example_models
import one_op_models
from report import Figure, parser, tell

from aevae_desktop import inspector
from aevae_desktop.engine.child.network import options
from aevae_desktop.errors import ModelError
from aevae_desktop.runtime import ort

MEMORY, PEAK, SECONDS = 2 << 30, 1 << 30, 3
BATCH = 400  # models a child, so that a leak of one does not count against another
RAN, NOT_RUN, NOT_OPENED, UNMADE, TOOK_MEMORY = range(5)
Make = Callable[[int], one_op_models.OneOp | None]
EMPTY = "expected sizes above 0"
VERDICTS = ("ran", "run failed", "not opened", "not made", "over 1 GiB")


def main() -> int:
    """Try the models and print the table."""
    line = parser(__doc__)
    line.add_argument("--n", type=int, default=11_000, help="how many models")
    line.add_argument("--first", type=int, default=0, help="the number of the first")
    line.add_argument("--list", type=Path, metavar="FILE", help="write every killer, one a line")
    line.add_argument("--examples", action="store_true", help="change ONNX's own examples instead")
    args = line.parse_args()
    make = example_models.make if args.examples else one_op_models.make
    found = survey(make, args.first, args.first + args.n)
    killers = {number: verdict for number, verdict in found.items() if verdict not in VERDICTS[:4]}
    made = {number for number, verdict in found.items() if verdict != "not made"}
    refused = {number: line for number in made if (line := _refusal(make(number)))}
    if args.list:
        args.list.write_text("".join(_line(make(n), verdict, n in refused) for n, verdict in sorted(killers.items())))
    tell(f"One-operator models, ONNX Runtime {ort.__version__}", _figures(found, killers, made, refused), args.json)
    return 0


def survey(make: Make, first: int, last: int) -> dict[int, str]:
    """What became of each model from ``first`` to before ``last``."""
    found, number = dict[int, str](), first
    while number < last:
        done, end = _child(make, number, min(number + BATCH, last))
        found |= done
        number += len(done)
        if end:
            found[number] = end
            number += 1
    return found


def _child(make: Make, first: int, last: int) -> tuple[dict[int, str], str]:
    """Verdicts until the child died or was done, and how it died: the next model's verdict."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _work(make, first, last, write)
        finally:  # never back into the parent's code, nor through its exit handlers
            os._exit(1)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        verdicts = pipe.read()
    _, status = os.waitpid(child, 0)
    done = {first + k: VERDICTS[verdict] for k, verdict in enumerate(verdicts)}
    if not os.WIFSIGNALED(status):
        return done, "" if len(done) == last - first or VERDICTS[TOOK_MEMORY] in done.values() else "left"
    number = os.WTERMSIG(status)
    return done, "hangs" if number in (signal.SIGXCPU, signal.SIGALRM) else signal.Signals(number).name


def _work(make: Make, first: int, last: int, write: int) -> None:
    """The child: try one model after the other, a byte a verdict."""
    signal.alarm(10 * SECONDS)
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    base = _status("VmSize")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (base + MEMORY, base + MEMORY))
    for number in range(first, last):
        one = make(number)
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime)
        resource.setrlimit(resource.RLIMIT_CPU, (spent + SECONDS, resource.RLIM_INFINITY))
        signal.alarm(10 * SECONDS)
        verdict = UNMADE if one is None else _try(one)
        if _status("VmHWM") > base // 4 + PEAK:
            verdict = TOOK_MEMORY
        os.write(write, struct.pack("B", verdict))
        if verdict == TOOK_MEMORY:
            break


def _try(one: one_op_models.OneOp) -> int:
    try:
        session = ort.InferenceSession(one.data, options(), providers=["CPUExecutionProvider"], enable_fallback=0)
    except Exception as error:
        return TOOK_MEMORY if _starved(error) else NOT_OPENED
    try:
        session.run(None, one.feeds)
    except Exception as error:
        return TOOK_MEMORY if _starved(error) else NOT_RUN
    return RAN


def _starved(error: Exception) -> bool:
    text = str(error)
    return isinstance(error, MemoryError) or "bad_alloc" in text or "Failed to allocate memory" in text


def _status(field: str) -> int:
    """Bytes of this process: ``VmSize`` now, ``VmHWM`` at most."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field + ":")) * 1024


def _refusal(one: one_op_models.OneOp | None) -> str:
    try:
        inspector.inspect(one.data if one else b"", "model.onnx", runtime=ort.__version__)
    except ModelError as error:
        return str(error)
    return ""


def _line(one: one_op_models.OneOp | None, verdict: str, refused: bool) -> str:
    place = f"{one.number}\t{one.op}\t{one.text}" if one else ""
    return f"{verdict}\t{'refused' if refused else 'passed'}\t{place}\n"


def _figures(found: dict[int, str], killers: dict[int, str], made: set[int], refused: dict[int, str]) -> list[Figure]:
    rows = [Figure(verdict, count, "", len(found)) for verdict, count in sorted(Counter(found.values()).items())]
    rows.append(Figure("killers", len(killers), "", len(made)))
    rows.append(Figure("killers refused", len(refused.keys() & killers.keys()), "", len(killers)))
    ran = {number for number in made if found[number] == "ran"}
    empty = {number for number, line in refused.items() if EMPTY in line}  # the program has nothing to feed them
    rows.append(Figure("refused for an empty input, yet it ran", len(empty & ran), "", len(ran)))
    rows.append(Figure("refused for anything else, yet it ran", len((refused.keys() - empty) & ran), "", len(ran)))
    return rows


if __name__ == "__main__":
    sys.exit(main())
