"""Images that need not fit into memory: read piece by piece in a fixed order, or mapped from a temporary file."""

from __future__ import annotations

import hashlib
import math
import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import TEST, TRAIN, Manifest
from aevae_desktop.errors import DataError
from aevae_desktop.reading import npy, regular
from training.data import AS_PUBLISHED, DATASETS, Images, Preparation, table
from training.data.base import CLASS_FOLDERS, INKS, LEFT_OUT
from training.data.looking import OWN
from training.data.own import FOR_TRAINING, INVERTED, channels_first, dark_on_light, light_on_dark
from training.data.rows import Pixels, Rows, inverted

PIECE = 1000  # images read at once
IDX_IMAGES = bytes((0, 0, 8, 3))  # how an unpacked IDX file of images begins


@dataclass(frozen=True, eq=False)
class Stream:
    """``parts`` ``(n, c, h, w) uint8`` one after the other, in memory or mapped from a file.

    ``label (n,) int16`` and ``split (n,) uint8``, as in a bundle's points, where the set has them. ``inverted``: black
    is read as white; ``notes``: what was taken for granted, a line each.
    """

    parts: tuple[Pixels, ...]
    label: NDArray[np.int16] | None = None
    split: NDArray[np.uint8] | None = None
    inverted: bool = False
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return sum(len(part) for part in self.parts)

    @property
    def shape(self) -> tuple[int, ...]:
        """Of one image, ``(c, h, w)``."""
        return tuple(int(size) for size in self.parts[0].shape[1:])

    def read(self, first: int, last: int) -> NDArray[np.uint8]:
        """The images from ``first`` up to ``last``, ``(k, c, h, w)``."""
        pieces, start = [], 0
        for part in self.parts:
            pieces.append(part[max(0, first - start) : max(0, last - start)])
            start += len(part)
        x = np.concatenate(pieces)
        return np.ascontiguousarray(255 - x if self.inverted else x)

    def digest(self) -> str:
        """The sha256 of sizes, labels and pixels: one pass over all images."""
        whole = hashlib.sha256(repr((len(self), self.shape)).encode())
        for row in (self.label, self.split):
            whole.update(b"" if row is None else row.tobytes())
        for first in range(0, len(self), PIECE):
            whole.update(self.read(first, first + PIECE).tobytes())
        return whole.hexdigest()


def open_stream(manifest: Manifest, dataset: str | None, data_dir: Path | None) -> Stream:
    """The images to encode, of the size the bundle takes. Raises ``DataError``.

    ``data_dir`` may be an .npy file ``(n, h, w)``, ``(n, h, w, c)`` or ``(n, c, h, w)`` of uint8, or an unpacked IDX
    file of images: these are mapped. Else it is where ``dataset`` is; training images come before test images. Without
    a split of its own, a set that the bundle was not trained on has none, and its images are in their order.
    """
    mapped = _mapped(data_dir) if data_dir is not None and data_dir.is_file() else None
    if mapped is None:
        stream = _of_set(manifest, bundle_images(manifest, dataset, data_dir))
    else:
        said = _inversion(manifest, mapped)
        stream = Stream((mapped,), inverted=bool(said), notes=said)
    check_size(manifest, stream.shape, data_dir)
    return stream


def check_size(manifest: Manifest, shape: tuple[int, ...], place: Path | None) -> None:
    """Raises ``DataError`` where images ``(c, h, w)`` are not of the size the bundle takes."""
    image = manifest.image
    wanted = (image.channels, image.height, image.width)
    if shape == wanted:
        return
    found, expected = f"images {shape}", f"images {wanted}, as the bundle takes"
    remedy = "Pictures in a folder are resized: --dataset folder --data-dir PICTURES."
    field = None if place else "--dataset"
    raise DataError(file=place, field=field, found=found, expected=expected, remedy=remedy)


def _no_set(name: str, asked: bool) -> DataError:
    """That ``name`` is no set: ``asked`` for by a person, or what a bundle says, which may be nothing."""
    if asked:
        return DataError(field="--dataset", found=repr(name), expected=" or ".join(DATASETS))
    what = f"the data set {name!r} of this bundle is not known" if name else "this bundle names no data set"
    remedy = f"Say which images: --dataset folder --data-dir PICTURES, or --dataset NAME ({', '.join(DATASETS)})."
    return DataError(what, remedy=remedy)


def _inversion(manifest: Manifest, x: NDArray[np.uint8]) -> tuple[str, ...]:
    """What is told where ``x`` is in another ink than the model's, and nothing where it is not."""
    ink = "dark" if manifest.image.dark_ink else _preparation(manifest).ink
    other = (ink == "light" and dark_on_light(x)) or (ink == "dark" and light_on_dark(x))
    return (f"assumed: {INVERTED[ink]}",) if other else ()


def bundle_images(manifest: Manifest, dataset: str | None, data_dir: Path | None) -> Images:
    """The set ``dataset``, a file of arrays, or the set the bundle was trained on, prepared as that was.

    Images in another ink than the model's are inverted, and pictures of a folder that cannot be read are left out,
    which notes tell. Raises ``DataError``, also where the model may have been trained on those that are left.
    """
    name = dataset or _told_by(data_dir) or manifest.dataset.name
    if name not in DATASETS:
        raise _no_set(name, dataset is not None)
    images = DATASETS[name].load(data_dir, _preparation(manifest))
    images = replace(images, notes=tuple(note.replace(FOR_TRAINING, "") for note in images.notes))
    left_out = [note for note in images.notes if note.startswith(LEFT_OUT)]
    if left_out and images.spec.source == manifest.dataset.source:  # which of them it was trained on cannot be told
        raise DataError(f"the model was trained on a folder of this name; {left_out[0]}", file=data_dir)
    if manifest.image.dark_ink and light_on_dark(images.train):
        notes = (*images.notes, f"assumed: {INVERTED['dark']}")
        return replace(images, train=inverted(images.train), test=inverted(images.test), notes=notes)
    return images


def told(images: Images) -> tuple[str, ...]:
    """Those of the notes that say what was taken for granted, left out, and measured: others are for who trains."""
    return tuple(note for note in images.notes if note.startswith(("assumed: ", LEFT_OUT, "measured: ")))


def measured_images(manifest: Manifest, dataset: str | None, data_dir: Path | None) -> Images:
    """As ``bundle_images``; a person's own images that the bundle was not trained on are all there to be measured.

    Those are both its training and its test images, one and the same array: what is compared with others leaves each
    image itself out. A note says which are measured.
    """
    images = bundle_images(manifest, dataset, data_dir)
    if images.spec.name not in OWN:
        return images
    n_test, n = len(images.test), len(images.train) + len(images.test)
    if _trained_on(manifest, images):
        said = f"measured: the {n_test:,} of {n:,} images that its training kept for testing"
        return replace(images, notes=(*images.notes, said))
    x = np.concatenate([images.train, images.test])
    label = np.concatenate([images.train_label, images.test_label])
    said = f"measured: all {n:,} images, as the model was not trained on them"
    return replace(images, train=x, test=x, train_label=label, test_label=label, notes=(*images.notes, said))


def _trained_on(manifest: Manifest, images: Images) -> bool:
    """Whether these very images are those that the bundle was trained on."""
    return dict(manifest.dataset.sha256) == dict(images.spec.sha256)


def _told_by(place: Path | None) -> str | None:
    """The set that a file of arrays can only be; None for anything else."""
    endings = (".npy", ".npz", *table.ENDINGS)
    return "npz" if place is not None and place.suffix.lower() in endings and place.is_file() else None


def on_disk(images: Images) -> Images:
    """The same images, mapped from the temporary folder (``$TMPDIR``). Raises ``DataError`` when it is full."""
    try:
        return replace(images, train=_on_disk(images.train), test=_on_disk(images.test))
    except OSError as error:
        remedy = "Point TMPDIR to a folder with room for the images, or leave out --mapped."
        raise DataError(f"cannot be written: {error.strerror}", file=tempfile.gettempdir(), remedy=remedy) from error


def _on_disk(x: Pixels) -> Pixels:
    if isinstance(x, Rows):  # which are there already
        return x
    with tempfile.TemporaryFile() as file:
        np.ascontiguousarray(x).tofile(file)
        file.flush()
        return np.memmap(file, np.uint8, "c", shape=x.shape)  # "c": torch wants an array it may write to


def _preparation(manifest: Manifest) -> Preparation:
    """How the images of a bundle were prepared: at its size, and split as its configuration says."""
    image, config = manifest.image, manifest.provenance.get("config")
    given = config if isinstance(config, dict) else {}
    share = given.get("test_share")
    if not isinstance(share, float) or not 0 < share < 1:
        share = AS_PUBLISHED.test_share
    own = given.get("dataset") in OWN
    ink = "as-is" if image.dark_ink else "light"
    if own and not image.dark_ink:  # as it was trained; of other sets the ink says nothing
        ink = given["ink"] if given.get("ink") in INKS else AS_PUBLISHED.ink
    folders = given["class_folders"] if given.get("class_folders") in CLASS_FOLDERS else AS_PUBLISHED.class_folders
    span = (image.low, image.high)
    return Preparation(image.height, image.width, image.channels, share, ink, folders, span, lenient=True)


def _of_set(manifest: Manifest, images: Images) -> Stream:
    """The images one after the other, as ``open_stream`` says."""
    label = np.concatenate([images.train_label, images.test_label]).astype(np.int16)
    split = np.repeat(np.array([TRAIN, TEST], np.uint8), [len(images.train), len(images.test)])
    if images.order is None or _trained_on(manifest, images):
        return Stream((images.train, images.test), label, split, notes=told(images))
    place = np.argsort(images.order)  # nobody has split them: each is where it was
    return Stream((np.concatenate([images.train, images.test])[place],), label[place], notes=told(images))


def _mapped(path: Path) -> NDArray[np.uint8] | None:
    """The images of a file that can be mapped, None for another kind of file."""
    with regular.errors_as(DataError, path), regular.open_regular(path) as stream:
        try:
            start = stream.read(6)
            if start == npy.MAGIC:
                mapped = _mapped_npy(stream, path)
                return None if mapped.ndim == 2 or mapped.dtype != np.uint8 else _checked(mapped, path)
            return _mapped_idx(path) if start[:4] == IDX_IMAGES else None
        except (OSError, ValueError, EOFError) as error:
            raise DataError(f"cannot be mapped ({error})", file=path, remedy="Write the file again.") from error


def _mapped_npy(stream: BinaryIO, path: Path) -> NDArray[np.uint8]:
    stream.seek(0)
    header = npy.read_header(stream)
    if not header.numbers or stream.seek(0, os.SEEK_END) != header.size:
        raise ValueError("not as long as its header says")
    return np.memmap(path, header.dtype, "r", header.length, header.shape, "F" if header.fortran else "C")


def _mapped_idx(path: Path) -> NDArray[np.uint8]:
    shape = tuple(int(size) for size in np.fromfile(path, ">u4", 3, offset=4))
    need = 16 + math.prod(shape)
    if len(shape) != 3 or path.stat().st_size != need:
        raise DataError(file=path, found=f"{path.stat().st_size} bytes", expected=f"{need} bytes for sizes {shape}")
    if 0 in shape:
        raise DataError(file=path, found=f"sizes {shape}", expected="at least one image, of at least one pixel")
    return np.memmap(path, np.uint8, "r", 16, shape)[:, None]


def _checked(x: NDArray[np.uint8], path: Path) -> NDArray[np.uint8]:
    if x.dtype != np.uint8:
        remedy = "Save integers from 0 to 255: numpy.save(FILE, x.astype(numpy.uint8))."
        raise DataError(file=path, found=f"{x.dtype} values", expected="uint8", remedy=remedy)
    if x.size == 0:
        raise DataError(file=path, found="no image", expected="at least one")
    return channels_first(x, path, "images")
