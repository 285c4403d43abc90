"""A torch archive looked at before torch opens it: tensors and plain data only, each inside the bytes it claims.

torch's safe mode runs no code, but it believes the sizes it reads: a tensor said to be longer than its bytes is read
past their end, a packed member is unpacked whatever comes out. Here nothing is made but Python's own containers.
"""

from __future__ import annotations

import io
import math
import pickle
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

_INDEX, _DATA = "data.pkl", "data/"
_SIZES = {
    "BoolStorage": 1, "ByteStorage": 1, "CharStorage": 1, "ShortStorage": 2, "IntStorage": 4, "LongStorage": 8,
    "HalfStorage": 2, "BFloat16Storage": 2, "FloatStorage": 4, "DoubleStorage": 8,
}  # fmt: skip
_ENCRYPTED = 1  # bit of a zip member's flags


def check(data: bytes) -> None:
    """Look through ``data``, what ``torch.save`` wrote. Raises any ``Exception`` over damaged or hostile bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = archive.namelist()[0].partition("/")[0] + "/"  # all lies in one folder, whatever it is called
        sizes = _members(archive, root, len(data))
        _Index(archive.read(root + _INDEX), sizes).load()


def _members(archive: zipfile.ZipFile, root: str, most: int) -> dict[str, int]:
    """``name -> bytes`` of the members, none of them packed, and together no larger than the archive."""
    infos = archive.infolist()
    sizes = {info.filename.removeprefix(root): info.file_size for info in infos}
    stored = all(info.compress_type == zipfile.ZIP_STORED and not info.flag_bits & _ENCRYPTED for info in infos)
    inside = all(info.filename.startswith(root) for info in infos) and len(sizes) == len(infos)
    if not stored or not inside or sum(sizes.values()) > most:
        raise ValueError("not an archive that torch wrote")
    return sizes


@dataclass(frozen=True)
class _Kind:
    """A type of storage by the bytes of one element."""

    size: int


@dataclass(frozen=True)
class _Storage:
    """So many elements that are there."""

    count: int


class _Ordered(dict[Any, Any]):
    """Stands for an ``OrderedDict``."""


class _Index(pickle._Unpickler):
    """Reads the index of an archive; every name in it stands for something of this module, never for what it names."""

    dispatch: ClassVar[dict[int, Callable[..., None]]] = dict(pickle._Unpickler.dispatch)
    stack: list[Any]  # of the class above, as pop_mark is
    pop_mark: Callable[[], list[Any]]

    def __init__(self, index: bytes, sizes: dict[str, int]) -> None:
        super().__init__(io.BytesIO(index))
        self._sizes = sizes

    def find_class(self, module: str, name: str) -> Any:
        """What stands for ``module.name``."""
        if (module, name) == ("collections", "OrderedDict"):
            return _Ordered
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _tensor
        if module == "torch" and name in _SIZES:
            return _Kind(_SIZES[name])
        raise pickle.UnpicklingError(f"{module}.{name} is neither a tensor nor plain data")

    def persistent_load(self, pid: Any) -> _Storage:
        """The storage ``pid`` speaks of, if its bytes are there."""
        word, kind, key, place, count = pid
        whole = isinstance(key, str) and isinstance(place, str) and type(count) is int and isinstance(kind, _Kind)
        if word != "storage" or not whole or self._sizes[_DATA + key] != count * kind.size:
            raise pickle.UnpicklingError("a tensor without its bytes")
        return _Storage(count)

    def load_reduce(self) -> None:
        """A tensor, or an empty ``OrderedDict``."""
        arguments, made = self.stack.pop(), self.stack[-1]
        if made is not _tensor and (made is not _Ordered or arguments):
            raise pickle.UnpicklingError("something that is no tensor")
        self.stack[-1] = made(*arguments)

    def load_build(self) -> None:
        """Attributes are for an ``OrderedDict`` only, and nobody reads them."""
        state = self.stack.pop()
        if type(self.stack[-1]) is not _Ordered or type(state) is not dict:
            raise pickle.UnpicklingError("attributes of something else")

    def load_setitems(self) -> None:
        """Keys are texts and integers: the hash of a crafted tuple takes for ever."""
        items = self.pop_mark()
        _put(self.stack[-1], items)

    def load_setitem(self) -> None:
        """One item, likewise."""
        value, key = self.stack.pop(), self.stack.pop()
        _put(self.stack[-1], [key, value])


def _put(target: Any, items: list[Any]) -> None:
    if type(target) not in (dict, _Ordered) or not all(type(key) in (str, int) for key in items[::2]):
        raise pickle.UnpicklingError("not a table of names")
    target.update(zip(items[::2], items[1::2], strict=True))


def _tensor(storage: Any, offset: Any, shape: Any, strides: Any, *rest: Any) -> None:  # noqa: ARG001
    """Stands for torch's own; the elements must lie in their storage, and each in a place of its own."""
    numbers = (offset, *shape, *strides)
    if not all(type(number) is int and number >= 0 for number in numbers) or not isinstance(storage, _Storage):
        raise pickle.UnpicklingError("not a tensor")
    last = offset + sum((size - 1) * step for size, step in zip(shape, strides, strict=True))
    count = math.prod(shape)
    if count > storage.count or (count and last >= storage.count):
        raise pickle.UnpicklingError("a tensor larger than its bytes")


def _only(names: str) -> dict[int, Callable[..., None]]:
    """The instructions torch writes, of pickle's many."""
    kept = {getattr(pickle, name)[0]: _Index.dispatch[getattr(pickle, name)[0]] for name in names.split()}
    own = {
        pickle.REDUCE: _Index.load_reduce,
        pickle.BUILD: _Index.load_build,
        pickle.SETITEM: _Index.load_setitem,
        pickle.SETITEMS: _Index.load_setitems,
    }
    return kept | {code[0]: method for code, method in own.items()}


_Index.dispatch = _only(
    "PROTO STOP MARK NONE NEWTRUE NEWFALSE BININT BININT1 BININT2 LONG1 BINFLOAT BINUNICODE EMPTY_DICT EMPTY_LIST "
    "EMPTY_TUPLE TUPLE TUPLE1 TUPLE2 TUPLE3 APPEND APPENDS GLOBAL BINPERSID BINPUT LONG_BINPUT BINGET LONG_BINGET"
)
