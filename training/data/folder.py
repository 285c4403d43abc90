"""A folder of pictures: a sub-folder for each class, or flat; in ``train`` and ``test`` if both are there.

Every picture is turned upright (EXIF), laid on black where it is transparent, cropped about its centre to the wanted
proportions and resized with Pillow's bilinear filter, which averages when it shrinks and never overshoots.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from aevae_desktop.errors import DataError
from aevae_desktop.reading import regular
from training.data.base import AS_PUBLISHED, LEFT_OUT, Images, Preparation
from training.data.own import Part, assemble, given_folder

FILTER = Image.Resampling.BILINEAR
READ = ("AVIF", "BMP", "GIF", "JPEG", "JPEG2000", "PCX", "PNG", "PPM", "TGA", "TIFF", "WEBP")
MOST_BYTES = 256 << 20  # of a picture's file
MOST_PICTURES, DEEPEST = 5_000_000, 32  # as many as a bundle may hold codes; folders within a class
LAYOUT = "Put images there, or a sub-folder of images for each class."


def load(data_dir: Path | None, how: Preparation = AS_PUBLISHED, /) -> Images:
    """The pictures under ``data_dir`` at ``how``'s size and channels. Raises ``DataError``."""
    place = given_folder(data_dir, "the images")
    colour = "grey" if how.channels == 1 else "RGB"
    pixels = f"cropped about the centre, resized to {how.height} x {how.width} (Pillow, bilinear), {colour}"
    names = ("train", "test") if {path.name for path in _folders(place)} == {"train", "test"} else ("",)
    parts, said, wrong = zip(*(_part(place / name, how) for name in names), strict=True)
    images = assemble("folder", place, parts[0], parts[1] if names[1:] else None, how, pixels, assumed=said[0])
    unread = [error for each in wrong for error in each]
    n = sum(len(part.x) for part in parts) + len(unread)
    told = (f"{LEFT_OUT}{len(unread):,} of {n:,} pictures cannot be read. The first: {unread[0]}",) if unread else ()
    return replace(images, notes=(*images.notes, *told))


def _part(folder: Path, how: Preparation) -> tuple[Part, tuple[str, ...], list[DataError]]:
    """The pictures of a folder with their classes by name, in the order of their names; what is told of nested ones.

    Last, why some were left out, where ``how`` is lenient. Raises ``DataError``, also where none can be read.
    """
    files, names, said = listed(folder, how.class_folders)
    x, rows, wrong = [], [], []
    for row, path in enumerate(files):
        try:
            x.append(read(path, how))
            rows.append(row)
        except DataError as error:
            wrong.append(error)
            if not how.lenient or len(wrong) == len(files):
                raise
    label = None if names is None else np.array(names)[rows]
    return Part(np.stack(x), label, folder.name), said, wrong


def listed(folder: Path, class_folders: str) -> tuple[list[Path], list[str] | None, tuple[str, ...]]:
    """The pictures of a folder, the class of each if they lie in sub-folders, and what is told of nested ones.

    Raises ``DataError``; nothing is read but names.
    """
    flat = _pictures(_entries(folder))
    classes = [(path.name, _pictures(_inside(path))) for path in _folders(folder)]
    if flat and any(files for _, files in classes):
        raise DataError(
            file=folder,
            found=f"{len(flat)} images beside {len(classes)} sub-folders",
            expected="either images or a sub-folder for each class",
        )
    files = flat or [path for _, inside in classes for path in inside]
    if not files:
        raise DataError("holds no image that can be read", file=folder, remedy=LAYOUT)
    outer = [name for name, inside in classes for _ in inside]
    inner = [path.parent.relative_to(folder).as_posix() for path in files]
    names = inner if class_folders == "inner" else outer
    return files, None if flat else names, _nested(outer, inner, class_folders)


def nested(place: Path) -> tuple[int, int] | None:
    """How many classes the pictures under ``place`` have by their outer, and by their inner folders, if that differs.

    Raises ``DataError``. Nothing is read but names.
    """
    parts = [place / name for name in ("train", "test")]
    inside = parts if {path.name for path in _folders(place)} == {"train", "test"} else [place]
    files = [(top, folder, path) for top in inside for folder in _folders(top) for path in _pictures(_inside(folder))]
    outer = {folder.name for _, folder, _ in files}
    inner = {path.parent.relative_to(top).as_posix() for top, _, path in files}
    return None if len(outer) == len(inner) else (len(outer), len(inner))


def _nested(outer: list[str], inner: list[str], chosen: str) -> tuple[str, ...]:
    """What is told of folders within folders: which of them are the classes, and how to have the others."""
    counts = {"outer": len(set(outer)), "inner": len(set(inner))}
    if counts["outer"] == counts["inner"] or not outer:
        return ()
    other = "inner" if chosen == "outer" else "outer"
    return (f"classes are the {counts[chosen]} {chosen} folders (--class-folders {other}: {counts[other]} classes)",)


def read(path: Path, how: Preparation) -> NDArray[np.uint8]:
    """One picture as ``(c, h, w) uint8``. Raises ``DataError`` that names the file."""
    with regular.errors_as(DataError, path):
        data = regular.read_at_most(path, MOST_BYTES)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", category=UserWarning)  # damaged EXIF and the like: the pixels count
            with Image.open(io.BytesIO(data), formats=READ) as image:
                upright = ImageOps.exif_transpose(image)
                small = ImageOps.fit(_plain(upright), (how.width, how.height), FILTER)
        plain = small.convert("L" if how.channels == 1 else "RGB")
    except UnidentifiedImageError as error:
        raise _unreadable(path, "not an image that can be read") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _unreadable(path, f"more than {Image.MAX_IMAGE_PIXELS} pixels") from error
    except Exception as error:  # Pillow's readers raise a dozen kinds over damaged bytes
        raise _unreadable(path, f"damaged or cut short ({error})") from error
    return np.atleast_3d(np.asarray(plain, np.uint8)).transpose(2, 0, 1)


def _plain(image: Image.Image) -> Image.Image:
    """As grey or RGB with 8 bits: 16-bit values are scaled, what is transparent becomes black."""
    if image.mode.startswith("I;16") or image.mode == "I":
        return Image.fromarray((np.asarray(image).clip(0, 65535) // 257).astype(np.uint8))
    if image.mode == "F":
        raise ValueError("floating-point pixels")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, (0, 0, 0, 255)), layer).convert("RGB")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _unreadable(path: Path, what: str) -> DataError:
    return DataError(what, file=path, remedy="Remove it, or save it again as PNG.")


def _pictures(paths: Iterable[Path]) -> list[Path]:
    Image.init()
    known = {suffix for suffix, name in Image.registered_extensions().items() if name in READ}
    found = [path for path in paths if path.suffix.lower() in known and not _hidden(path) and path.is_file()]
    if len(found) > MOST_PICTURES:
        raise DataError(file=found[0].parent, found=f"{len(found)} pictures", expected=f"at most {MOST_PICTURES}")
    return sorted(found)


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in _entries(folder) if path.is_dir() and not _hidden(path))


def _inside(folder: Path) -> Iterator[Path]:
    """All that lies in ``folder`` and its sub-folders, but not what links lead to: they may lead in circles."""
    waiting = [(folder, 0)]
    while waiting:
        place, depth = waiting.pop()
        if depth > DEEPEST:
            raise DataError(file=place, found="folders within folders", expected=f"at most {DEEPEST} deep")
        for path in _entries(place):
            yield path
            if path.is_dir() and not path.is_symlink():
                waiting.append((path, depth + 1))


def _entries(folder: Path) -> list[Path]:
    with regular.errors_as(DataError, folder):
        return list(folder.iterdir())


def _hidden(path: Path) -> bool:
    return path.name.startswith(".")
