"""Figures, films, saved views and drawings that were damaged, or made to hurt: one line, or what they still say."""

from __future__ import annotations

import io
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication

from aevae_desktop import capture
from aevae_desktop.core.codes import packing
from aevae_desktop.errors import DataError
from aevae_desktop.features import SAVED
from aevae_desktop.features.figures import controller as figures_controller
from aevae_desktop.features.figures import metadata, view_book
from aevae_desktop.features.figures import reading as figures_reading
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.figures.record import FigureRecord, PaneRecord, taken
from aevae_desktop.features.figures.view_book import SavedView
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.models.state import Refusals
from aevae_desktop.features.path.record import EndRecord, PathRecord
from aevae_desktop.features.planes.record import PlaneRecord
from aevae_desktop.features.points.record import LookRecord
from aevae_desktop.features.probe.record import ProbeRecord
from aevae_desktop.session.model import PlaneChoice
from tests.damage import COUNT, damaged, uncaught
from tests.features.figures.test_metadata import KINDS, write

PANE = PaneRecord("ae-tiny", "0" * 64, (0.1, -0.2, 80.0, 400.0, 300.0), {"plane": PlaneRecord(frozen=((1, 0.5),))})
TURNED = PlaneRecord(
    (0.5, 0.0), ((0.6, 0.8), (-0.8, 0.6)), PlaneChoice("corners", corners=("a 3", "a 7", "an 8")), (0.1, 0.1)
)
RECORD = FigureRecord(
    app="1", theme="dark", shown=(0, 1), panes=(PANE, replace(PANE, bundle="vae-tiny", parts={"plane": TURNED})),
    parts={
        "layers": {"points": (True, 0.5), "prior": (False, 1.0)}, "hidden": (3,),
        "probe": ProbeRecord(0, (0.1, 0.2), 3, True),
        "path": PathRecord("linear", 0.4, (EndRecord("a 3", ((0.1, 0.2), (0.3, 0.4)), 3),
                                           EndRecord("x", (None, (1.0, 2.0)))), compared=("slerp",), onion=2),
        "strokes": (((40.0, 20.0), (80.0, 90.0)),), "tiles": (48, True),
        "look": LookRecord("sigma", 1.5, (0,), ("sigma", 0.1, None)),
        "selection": packing.packed(np.array([1, 4], np.int32), 200),
        "draws": {"on": True, "sampler": "kde", "bandwidth": 0.7, "components": 20, "seed": 5, "n": 100},
    },
    size=(800, 600), scale=2.0,
)  # fmt: skip


def line(read: Callable[[], object]) -> str:
    with pytest.raises(DataError) as caught:
        read()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def through(path: Path, read: Callable[[Path], object]) -> Callable[[bytes], object]:
    """``read`` of a file that holds some bytes."""

    def reader(data: bytes) -> object:
        path.write_bytes(data)
        return read(path)

    return reader


# ---------------------------------------------------------------- any damage


@pytest.mark.parametrize("kind", KINDS)
def test_damage_of_any_kind_of_figure_is_one_line_or_harmless(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path / f"f{kind}", RECORD)
    assert uncaught(kind, [path.read_bytes()], through(path, lambda file: metadata.read(file, SAVED))) == []


def test_damage_to_what_a_figure_says_is_one_line_or_harmless(tmp_path: Path) -> None:
    read = through(tmp_path / "f.csv", lambda file: metadata.read(file, SAVED))
    found = uncaught("record", [RECORD.to_json().encode()], lambda data: read(metadata.COMMENT.encode() + data + b"\n"))
    assert found == []


def test_damage_to_the_saved_views_is_one_line_or_harmless(tmp_path: Path) -> None:
    path = tmp_path / "views.json"
    view_book.write(path, [SavedView("one", RECORD.to_json()), SavedView("two", "{}")])
    assert uncaught("views", [path.read_bytes()], through(path, view_book.read)) == []


def test_damage_to_a_drawing_is_one_line_or_harmless(tmp_path: Path) -> None:
    originals = [b"[[[1, 2], [3.5, 4]], [[9, 9]]]"]
    assert uncaught("drawing", originals, through(tmp_path / "d.json", capture._read_strokes)) == []


def test_a_damaged_record_that_can_be_read_can_be_restored(session: Any, qtbot: Any) -> None:
    """What the numbers of a record mean together is found out by the session alone: it must not raise for any."""
    session.views.update(dict.fromkeys((0, 1), PANE.view2d))
    found = []
    for number in range(COUNT // 3):
        try:
            text = damaged("restored", number, [RECORD.to_json().encode()]).decode()
            record = figures_reading.record(text, SAVED)
        except (DataError, ValueError):
            continue
        with qtbot.capture_exceptions() as raised:
            try:
                session.controller(FigureController).restore(record)
            except DataError:
                continue
            for _ in range(100):
                session.fake.flush()
                QCoreApplication.processEvents()
                if not session.controller(FigureController).busy:
                    break
        found += [f"{number}: {kind.__name__}: {error}" for kind, error, _ in raised]
        shown = taken(session.state, session.views, SAVED, "dark")
        figures_reading.record(shown.to_json(), SAVED)  # what is shown can be kept
    assert found == []


# ---------------------------------------------------------------- made to hurt


def chunk(kind: bytes, data: bytes) -> bytes:
    return metadata.png_chunk(kind, data)


def png(*chunks: bytes) -> bytes:
    return metadata.PNG_SIGNATURE + chunk(b"IHDR", b"\0" * 13) + b"".join(chunks) + chunk(b"IDAT", b"")


def packed(data: bytes) -> bytes:
    return png(chunk(b"zTXt", b"aevae-figure\0\0" + data))


def archive(data: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        made.writestr(metadata.MEMBER, data)
    return stream.getvalue()


BOMB = b" " * (metadata.MOST + 1)
DAMAGED = "is damaged, or was not exported by this program"
MANY = f"{DAMAGED} (too many parts before its record)"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("f.npz", archive(b"{}", zipfile.ZIP_LZMA), f"{DAMAGED} (a member packed by method 14"),
        ("f.npz", archive(b"{}", zipfile.ZIP_BZIP2), f"{DAMAGED} (a member packed by method 12"),
        ("f.npz", archive(BOMB), f"{DAMAGED} (figure.json is too large: 4194305 bytes unpacked, at"),
        ("f.png", packed(zlib.compress(BOMB)), f"{DAMAGED} (its record is cut short or too"),
        ("f.png", packed(zlib.compress(b"{}")[:-3]), f"{DAMAGED} (its record is cut short"),
        ("f.png", metadata.PNG_SIGNATURE + chunk(b"tEXt", b"") * 100_001, MANY),
        ("f.gif", b"GIF89a" + b"\0" * 7 + b"\x21\xfe\0" * 100_000, MANY),
        ("f.webp", b"RIFF\0\0\0\0WEBP" + (b"XMP " + struct.pack("<I", 0)) * 200_001, MANY),
        ("f.mp4", b"\0\0\0\x0cftypisom" + b"\0\0\0\x08free" * 200_001, MANY),
        ("f.mp4", b"\0\0\0\x0cftypisom" + b"\0\0\0\0free", f"{DAMAGED} (a box without a size)"),
        ("f.csv", b"# aevae-figure " + b"[" * 5000, "what it says about itself cannot be read"),
        ("f.csv", b"# aevae-figure \xff\xfe", f"{DAMAGED} ('utf-8' codec can't decode byte 0xff"),
        ("f.svg", b'<metadata id="aevae-figure">\xff</metadata>', f"{DAMAGED} ('utf-8' codec can't decode byte 0xff"),
        ("f.svg", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><metadata id="aevae-figure">&x;</metadata>',
         "what it says about itself cannot be read (Expecting value: line 1 column 1 (char 0))"),
    ],
)  # fmt: skip
def test_a_figure_that_was_made_to_hurt(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert line(lambda: metadata.read(path, SAVED)).startswith(f"{path}: {said}")


FEW = "how many samples there are, and a bit for each"


@pytest.mark.parametrize(
    "selection", ["5000001:c", "0000000001" + "9" * 5000 + ":abcd", "9" * 5000 + ":abcd", "-1:a", "²:a"]
)
def test_a_selection_that_claims_more_than_there_can_be(selection: str) -> None:
    text = json.dumps(json.loads(RECORD.to_json()) | {"selection": selection})
    assert line(lambda: figures_reading.record(text, SAVED, "f")).endswith(f"expected {FEW}")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize(
    ("read", "said"),
    [
        (view_book.read, "the saved views cannot be read: not a regular file"),
        (capture._read_strokes, "not a regular file"),
    ],
)
def test_a_pipe_is_not_waited_for(tmp_path: Path, read: Callable[[Path], object], said: str) -> None:
    path = tmp_path / "pipe.json"
    os.mkfifo(path)
    assert line(lambda: read(path)).startswith(f"{path}: {said}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"format": "other", "views": []}', "the saved views cannot be read"),
        ("[" * 10_000, "the saved views cannot be read (nested too deep)"),
        ("[" * 2_000_001, "the saved views cannot be read (2000001 lists and objects, 0 commas; at most 2000000 and"),
        ('{"format": "aevae-views", "views": [{"name": 3, "record": ""}]}', "the saved views cannot be read"),
        ('{"format": "aevae-views", "views": [{"name": "\\u202e", "record": ""}]}', "the saved views cannot be read"),
        ('{"format": "aevae-views", "views": [{"name": "\\ud800", "record": ""}]}', "views[0].name: found '\\ud800'"),
    ],
)
def test_saved_views_that_are_none(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "views.json"
    path.write_text(text)
    assert line(lambda: view_book.read(path)).startswith(f"{path}: {said}")


def test_huge_files_are_refused_by_their_size(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    path.touch()
    os.truncate(path, 1 << 40)
    assert line(lambda: view_book.read(path)).startswith(
        f"{path}: the saved views cannot be read: 1,099,511,627,776 bytes, and at most 33,554,432 are read"
    )
    assert line(lambda: capture._read_strokes(path)).startswith(f"{path}: 1,099,511,627,776 bytes")


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_a_folder_that_links_to_itself_is_refused(session: Any, tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    session.controller(LibraryController).open(0, loop)
    session.fake.flush()
    error = session.state.part(Refusals).errors[str(loop)]
    assert str(error).startswith(f"{loop}/manifest.json: cannot be read: Too many levels of symbolic links")


def test_a_name_that_is_typed_is_kept_as_one_line(session: Any, own_views: Path) -> None:
    session.views.update(dict.fromkeys((0, 1), PANE.view2d))
    session.controller(FigureController).save_view("dark", "  a\u202e\nb \ud800" + "x" * 500)
    (view,) = view_book.read(own_views)
    assert view.name == ("a b " + "x" * 500)[: figures_controller.LONGEST_NAME]


def test_a_view_too_large_to_be_read_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "views.json"
    view_book.write(path, [SavedView("one", "{}")])
    assert line(lambda: view_book.write(path, [SavedView("two", "x" * (view_book.MOST_RECORD + 1))])).startswith(
        f"{path}: "
    )
    assert [view.name for view in view_book.read(path)] == ["one"]


@pytest.mark.parametrize("name", ["x" * 5000, "x" * 5000 + ".png", "a\0b", "\ud800"])
def test_places_that_no_disk_can_have_are_told(session: Any, name: str, tmp_path: Path) -> None:
    """Python's own ``is_dir`` raises for some of them."""
    place = tmp_path / name
    assert metadata.carries(place) == name.endswith(".png")
    session.controller(LibraryController).open(0, place)
    session.fake.flush()
    assert str(place) in session.state.part(Refusals).errors
