"""Where the log of a run is written: a row of ``LOGGERS`` each. The rows themselves are kept in its checkpoints."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from aevae_desktop.errors import ModelError
from training import output

Row = Mapping[str, Any]


class Logger(Protocol):
    """Writes the log of one run, from its first row on, whatever an earlier process wrote of it."""

    def write(self, rows: Sequence[Row]) -> None:
        """Take in all ``rows`` so far, one an epoch. Raises ``ModelError``."""

    def close(self) -> None:
        """No more will come."""


@dataclass(frozen=True)
class LoggerKind:
    """A kind of log: its ``name``, the file or folder of a run that it is in, and the package that it ``needs``."""

    name: str
    place: str
    open: Callable[[Path], Logger]
    needs: str = ""


class _File:
    """A file that is replaced by the text of all rows."""

    def __init__(self, path: Path, text: Callable[[Sequence[Row]], str]) -> None:
        self._path, self._text = path, text

    def write(self, rows: Sequence[Row]) -> None:
        output.write(self._path, self._text(rows).encode())

    def close(self) -> None:
        pass


class _TensorBoard:
    """Event files that TensorBoard shows: a curve for each number, over the steps."""

    def __init__(self, path: Path) -> None:
        from torch.utils.tensorboard import SummaryWriter

        for old in path.glob("events.out.tfevents.*"):  # they cannot be cut to where the run goes on
            old.unlink()
        self._written = 0
        self._writer: Any = SummaryWriter(str(path))

    def write(self, rows: Sequence[Row]) -> None:
        for row in rows[self._written :]:
            for name, value in scalars(row):
                self._writer.add_scalar(name, value, row["step"])
        self._written = len(rows)
        self._writer.flush()

    def close(self) -> None:
        self._writer.close()


def scalars(row: Row) -> Iterator[tuple[str, float]]:
    """The numbers of a row by name; those of a list with a slash and their place, from 1, behind it."""
    for name, value in row.items():
        if isinstance(value, list | tuple):
            yield from ((f"{name}/{place}", one) for place, one in enumerate(value, 1))
        else:
            yield name, value


def _jsonl(rows: Sequence[Row]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def _csv(rows: Sequence[Row]) -> str:
    flat = [dict(scalars(row)) for row in rows]
    stream = io.StringIO()
    names = dict.fromkeys(name for row in flat for name in row)
    writer = csv.DictWriter(stream, list(names), lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat)
    return stream.getvalue()


JSONL = "jsonl"
LOGGERS = {
    kind.name: kind
    for kind in (
        LoggerKind(JSONL, "log.jsonl", lambda path: _File(path, _jsonl)),
        LoggerKind("csv", "log.csv", lambda path: _File(path, _csv)),
        LoggerKind("tensorboard", "tensorboard", _TensorBoard, "tensorboard"),
    )
}


def require(names: Iterable[str]) -> None:
    """Raises ``ModelError`` for a logger that is not known, or whose package is not installed here."""
    for name in names:
        if name not in LOGGERS:
            raise ModelError(field="--log", found=repr(name), expected=" or ".join(LOGGERS))
        needs = LOGGERS[name].needs
        if needs and find_spec(needs) is None:
            remedy = f"Install it (python -m pip install {needs}) or leave out --log {name}."
            raise ModelError(f"{needs} is not installed", field="--log", remedy=remedy)


@contextmanager
def opened(folder: Path, names: Sequence[str], resume: bool) -> Iterator[Callable[[Sequence[Row]], None]]:
    """What writes the log of the run in ``folder`` by these loggers; by none in particular, as the run had it before.

    Raises ``ModelError``.
    """
    before = [kind.name for kind in LOGGERS.values() if resume and (folder / kind.place).exists()]
    chosen = dict.fromkeys(names or before or (JSONL,))
    require(chosen)
    loggers = [_open(LOGGERS[name], folder) for name in chosen]

    def write(rows: Sequence[Row]) -> None:
        for logger in loggers:
            logger.write(rows)

    try:
        yield write
    finally:
        for logger in loggers:
            logger.close()


def _open(kind: LoggerKind, folder: Path) -> Logger:
    try:
        return kind.open(folder / kind.place)
    except OSError as error:
        raise output.refused(folder / kind.place, error) from error
