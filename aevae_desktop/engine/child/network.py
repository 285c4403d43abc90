"""One ONNX network, opened in onnxruntime after the inspector has seen it, and tried once to learn its shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop import inspector
from aevae_desktop.bundle import MOST_CLASSES, ImageSpec
from aevae_desktop.engine.child.second_inputs import WHOLE, Label, label_input, noise_rows
from aevae_desktop.errors import ModelError
from aevae_desktop.inspector.layers import with_outputs
from aevae_desktop.inspector.noise import noise_inputs
from aevae_desktop.runtime import ort

CHUNK = 1024  # rows a run: bounds what a convolutional decoder holds at once
_DTYPES: dict[str, type] = {
    "tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(float16)": np.float16, "tensor(uint8)": np.uint8
}  # fmt: skip
_NODE = re.compile(r"Non-zero status code returned while running (\S+) node\. Name:'([^']*)' Status Message: ")
_ONE_INPUT = "Export it with its code or its image as the only input, and a class at most beside it."
_NO_KERNEL = "Could not find an implementation"
_FLOAT32 = "No processor runs that: export it in float32, as with model.float()."
_SMALLER = "What it makes does not fit into memory: export a smaller network."
_ADVICE = "Please fix either the inputs/outputs or the model."
_SOURCE = re.compile(r"\S+\.(?:cc|h):\d+ (?:[\w:<>&*~ ,]+\([^)]*\)(?: const)?|\w+) ")  # file:line function

MOST_TRIED = 64  # classes, where nothing says how many there are

Shapes = tuple[tuple[int, ...], ...]


class Net:
    """One ONNX file in a session of its own, with errors that name it; values that are ``watched`` come out too.

    ``label``: the class that goes in beside what it is run on; it may be changed. ``main``: the input that it is run
    on, where it is known which of two that is; of ``noise``, none is given.
    """

    def __init__(self, data: bytes, file: Path, watched: Sequence[str] = (), label: Label | None = None) -> None:
        self.file, self.label = file, label or Label()
        inspector.inspect(data, file, runtime=ort.__version__)
        try:
            whole = with_outputs(data, watched)
            self.session = ort.InferenceSession(whole, options(), providers=["CPUExecutionProvider"], enable_fallback=0)
        except Exception as error:  # onnxruntime raises a dozen types of its own
            remedy = _FLOAT32 if _NO_KERNEL in str(error) else None
            raise ModelError(f"cannot be opened ({sentence(error)})", file=self.file, remedy=remedy) from error
        self.inputs = {entry.name: entry for entry in self.session.get_inputs()}
        self.outputs = [output.name for output in self.session.get_outputs()]
        self.noise, self.main = noise_inputs(data) if len(self.inputs) > 1 else frozenset[str](), ""
        self.unbatched = False  # it takes one row, as it is
        self._count_classes()

    def _count_classes(self) -> None:
        """Have as many classes as are declared, where nothing else is known; they may still be to be found out."""
        if self.label_input and not self.label.classes:
            self.label = Label(self.label.value, self.declared_classes or self.label.value + 1)

    @property
    def label_input(self) -> str:
        """The input that takes a class; "" without."""
        return label_input(self.inputs, self.noise, self.main)

    @property
    def one_hot(self) -> bool:
        """Whether the class is one 1 among zeros, and not an index."""
        shape: list[Any] = self.inputs[self.label_input].shape if self.label_input else []
        return len(shape) > 1 and shape[-1] != 1

    @property
    def declared_classes(self) -> int:
        """How many classes the input of one 1 among zeros says that there are; 0 where it says nothing."""
        last: Any = self.inputs[self.label_input].shape[-1] if self.one_hot else 0
        return last if isinstance(last, int) else 0

    def input(self, preferred: str) -> tuple[str, type]:
        """Name and dtype of the input: the ``preferred`` one, or the only one there is besides that of a class."""
        names = [name for name in self.inputs if name != self.label_input and name not in self.noise]
        preferred = preferred if preferred in names or not self.main else self.main
        if preferred not in names and len(names) != 1:
            found = ", ".join(f"{name} ({entry.type})" for name, entry in self.inputs.items()) or "no input"
            expected = f"one called {preferred}" if preferred else "one input, and one of a class at most"
            raise ModelError(file=self.file, field="inputs", found=found, expected=expected, remedy=_ONE_INPUT)
        name = preferred if preferred in names else names[0]
        kind = self.inputs[name].type
        if kind not in _DTYPES:
            expected = "an input of floats, or of uint8"
            raise ModelError(file=self.file, field=name, found=kind, expected=expected, remedy=_ONE_INPUT)
        return name, _DTYPES[kind]

    def run(self, outputs: list[str], name: str, value: NDArray[Any]) -> list[NDArray[Any]]:
        """The ``outputs`` for the input ``name``, of the class ``label``. Raises ``ModelError``."""
        if self.label.joined:
            if value.ndim != 2:
                raise ModelError("takes a class after a row of numbers", file=self.file)
            value = np.concatenate([value, self.label.one_hot(len(value)).astype(value.dtype)], axis=1)
        feed = {other: self._beside(other, len(value)) for other in self.inputs if other != name}
        try:
            given = value[0] if self.unbatched else value
            results: list[NDArray[Any]] = self.session.run(outputs, {name: given, **feed})
        except MemoryError:
            raise
        except Exception as error:
            remedy = _SMALLER if "allocate memory" in str(error) else None
            raise ModelError(f"cannot be run ({sentence(error)})", file=self.file, remedy=remedy) from error
        return results

    def _beside(self, name: str, rows: int) -> NDArray[Any]:
        """What this other input is given: no noise, or the class: its index, or one 1 among zeros."""
        entry = self.inputs[name]
        if name in self.noise:
            return noise_rows(entry, rows, _DTYPES.get(entry.type, np.float32))
        if name != self.label_input:
            expected = "one input, and one of a class at most"
            raise ModelError(file=self.file, field="inputs", found=", ".join(self.inputs), expected=expected)
        dtype, shape = WHOLE.get(entry.type) or _DTYPES.get(entry.type), entry.shape
        if dtype is None:
            raise ModelError(file=self.file, field=name, found=entry.type, expected="whole numbers or floats")
        if self.one_hot:
            return self.label.one_hot(rows).astype(dtype)
        return np.full((rows, 1)[: len(shape)], self.label.value, dtype)

    def try_shapes(self, preferred: str, shapes: list[tuple[int, ...]]) -> Trial:
        """Run on zeros of each shape (without its rows), in each of ``_row_counts``; the first that works."""
        name, dtype = self.input(preferred)
        declared: list[Any] = self.inputs[name].shape
        self.unbatched = len(declared) == 1 and isinstance(declared[0], int)
        self.main = name if self.label.classes else self.main
        self._count_classes()
        first: ModelError | None = None
        for k in self._class_counts():
            self.label = replace(self.label, classes=k)
            try:
                return self._try_shapes(name, dtype, shapes)
            except ModelError as error:
                first = first or error
        raise first or ModelError("cannot be run", file=self.file)

    def _class_counts(self) -> Iterable[int]:
        """With how many classes to try it: as many as are known of, or where nothing says it, usual ones and others."""
        unknown = self.one_hot and not self.declared_classes and self.label.classes == self.label.value + 1
        return (10, *range(2, MOST_TRIED)) if unknown else (self.label.classes,)

    def _try_shapes(self, name: str, dtype: type, shapes: list[tuple[int, ...]]) -> Trial:
        first: ModelError | None = None
        for rows, step in self._row_counts(name):
            for shape in shapes:
                try:
                    results = self.run(self.outputs, name, np.zeros((rows, *shape), dtype))
                except ModelError as error:
                    first = first or error
                    continue
                trial = Trial(self, name, dtype, rows, step, shape, dict(zip(self.outputs, results, strict=True)))
                if rows == 1 or trial.has_rows():
                    return trial
        raise first or ModelError("cannot be run", file=self.file)

    def _row_counts(self, name: str) -> tuple[tuple[int, int], ...]:
        """With how many rows to try it, and how many a run then takes: those that it declares, else any, else one."""
        declared = self.inputs[name].shape
        if self.unbatched:
            return ((1, 1),)
        if not declared or not isinstance(declared[0], int) or declared[0] < 1:
            return (2, CHUNK), (1, 1)
        if declared[0] > CHUNK:
            found, expected = f"a batch of {declared[0]}", f"at most {CHUNK}"
            raise ModelError(file=self.file, field=name, found=found, expected=expected)
        return ((declared[0], declared[0]),)


@dataclass(frozen=True, eq=False)
class Trial:
    """How a network wants to be fed, ``step`` rows at most, and what came out of it for ``rows`` rows of zeros."""

    net: Net
    name: str
    dtype: type
    rows: int
    step: int
    shape: tuple[int, ...]
    results: dict[str, Any]

    def has_rows(self) -> bool:
        """Whether some output has a row for every row that went in."""
        return any(_shape(result)[:1] == (self.rows,) for result in self.results.values())

    @cached_property
    def item_shapes(self) -> dict[str, tuple[int, ...]]:
        """The shape of one row of each output; a batch that is missing or 1 is left out."""
        shapes = {output: _shape(result) for output, result in self.results.items()}
        return {output: shape[1:] if shape[:1] == (self.rows,) else shape for output, shape in shapes.items()}

    def classes(self) -> int:
        """How many classes it knows: by its input's size, or by the first index that it refuses or that is nothing.

        Where an index becomes one 1 among zeros, all beyond the last class are the same. 0: that was not found.
        """
        if self.net.one_hot:
            return self.net.declared_classes or self.net.label.classes
        answers: list[NDArray[Any]] = []
        try:
            for k in range(MOST_CLASSES + 1):
                answers.append(self._answer(k))  # noqa: PERF401 - those before the refused one count
        except ModelError:
            return len(answers)
        same = [np.array_equal(answer, answers[-1]) for answer in answers]
        count = same.index(True)
        return count if all(same[count:]) and 1 < count < MOST_CLASSES else 0

    def _answer(self, label: int) -> NDArray[Any]:
        """What it says of zeros and a class."""
        net = self.net
        before, net.label = net.label, Label(label, label + 1)
        try:
            zeros: NDArray[Any] = np.zeros((self.rows, *self.shape), self.dtype)
            return net.run(net.outputs[:1], self.name, zeros)[0]
        finally:
            net.label = before

    def is_float(self, output: str) -> bool:
        """Whether an output holds real numbers, or the bytes of images."""
        result = self.results[output]
        return isinstance(result, np.ndarray | np.generic) and (result.dtype.kind == "f" or result.dtype == np.uint8)

    def pick(
        self, name: str, shapes: tuple[tuple[int, ...], ...], size: str, role: str = "", taken: object = None
    ) -> str:
        """The output called ``name``, else the first but ``taken``, whose rows have one of ``shapes``, 1s left out.

        Raises ``ModelError``, which names ``role`` and ``size``, what was wanted.
        """
        names = [name] if name in self.results else [key for key in self.results if key != taken]
        for candidate in names:
            if self.is_float(candidate) and squeezed(self.item_shapes[candidate]) in shapes:
                return candidate
        raise ModelError(
            file=self.net.file,
            field=role or (names[0] if len(names) == 1 else "outputs"),
            found=" and ".join(size_text(self.item_shapes[candidate]) for candidate in names) or "no output",
            expected=f"{size} as the manifest says",
        )

    def feed(self, outputs: list[str], rows: NDArray[Any]) -> list[list[NDArray[Any]]]:
        """Run on ``rows: (n, ...)`` in chunks; one list of outputs ``(rows of the chunk, ...)`` a chunk."""
        rows = np.rint(rows).clip(0, 255) if self.dtype is np.uint8 else rows
        value: NDArray[Any] = np.ascontiguousarray(rows, self.dtype).reshape(len(rows), *self.shape)
        return [self._run(outputs, value[k : k + self.step]) for k in range(0, len(rows), self.step)]

    def _run(self, outputs: list[str], value: NDArray[Any]) -> list[NDArray[Any]]:
        """A fixed batch is filled up; raises ``ModelError`` for an output of another size than it was tried with."""
        n = len(value)
        if self.step == self.rows and n < self.rows:
            value = np.concatenate([value, np.repeat(value[-1:], self.rows - n, axis=0)])
        found = []
        for output, result in zip(outputs, self.net.run(outputs, self.name, value), strict=True):
            shape = (len(value), *self.item_shapes[output])
            try:
                found.append(result.reshape(shape)[:n])
            except ValueError as error:
                other, expected = f"shape {np.shape(result)}", f"shape {shape}"
                remedy = "Export it so that what it gives is of one size."
                raise ModelError(
                    file=self.net.file, field=output, found=other, expected=expected, remedy=remedy
                ) from error
        return found


def input_shapes(image: ImageSpec) -> list[tuple[int, ...]]:
    """In what shapes a network may want such an image, the usual one first."""
    h, w, c = image.height, image.width, image.channels
    return [(c, h, w), (c * h * w,), (h, w, c), *([(h, w)] if c == 1 else [(4, h, w), (h, w, 4)])]


def options() -> ort.SessionOptions:
    """One thread, no spinning, and nothing but ONNX."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.log_severity_level = 4  # a failed trial run is no news
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.load_model_format", "ONNX")
    return options


def _shape(result: Any) -> tuple[int, ...]:
    """The shape of an output; none for a sequence or a map, which hold arrays of several."""
    return getattr(result, "shape", ())


def squeezed(shape: tuple[int, ...]) -> tuple[int, ...]:
    """``shape`` without its 1s."""
    return tuple(k for k in shape if k != 1)


def size_text(shape: ImageSpec | tuple[int, ...]) -> str:
    """A size in words: "28 × 28"."""
    if isinstance(shape, ImageSpec):
        shape = (shape.height, shape.width, shape.channels)
    sizes = squeezed(shape)
    return " × ".join(map(str, sizes)) if sizes else "1 number"


def sentence(error: Exception, limit: int = 400) -> str:
    """What onnxruntime says, in one line, without ``[ONNXRuntimeError] : 2 : FAIL : ``, places in C++ and advice.

    Its figures stand at the end, and on lines of their own: what is too long is cut in the middle.
    """
    text = " ".join(str(error).split()) or type(error).__name__
    text = text.split(" : ", 3)[-1] if text.startswith("[ONNXRuntimeError]") else text
    text = _SOURCE.sub("", _NODE.sub(_node, text).replace(_ADVICE, ""))
    text = "".join(c if c.isprintable() else "?" for c in text.strip())  # names in it are the file's
    return text if len(text) <= limit else f"{text[: limit // 3]}…{text[len(text) - limit + limit // 3 + 1 :]}"


def _node(found: re.Match[str]) -> str:
    kind, name = found.groups()
    return f"{kind} '{name}': " if name else f"{kind}: "
