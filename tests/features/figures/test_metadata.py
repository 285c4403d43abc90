"""The files that carry a record, whole and damaged."""

from __future__ import annotations

import os
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.errors import DataError
from aevae_desktop.features.figures import metadata
from aevae_desktop.features.figures.record import FigureRecord, PaneRecord

RECORD = FigureRecord(
    app="1 <&>\" é", theme="dark", panes=(PaneRecord("a<b>&", "0" * 64, (1 / 3, -0.0, 1e-9, 400.0, 300.0)),),
    shown=(0,),
)  # fmt: skip


def write(path: Path, record: FigureRecord = RECORD) -> Path:
    """A file of each kind, as small as it can be."""
    match path.suffix:
        case ".png":
            head = metadata.png_chunk(b"IHDR", b"\0" * 13) + metadata.png_chunk(b"iTXt", b"Other\0\0\0\0\0text")
            path.write_bytes(
                metadata.PNG_SIGNATURE + head + metadata.png_text(record) + metadata.png_chunk(b"IDAT", b"")
            )
        case ".svg":
            path.write_text(f"<svg><title>x</title>{metadata.svg_metadata(record)}</svg>", encoding="utf-8")
        case ".csv":
            path.write_text(f"{metadata.csv_comment(record)}a,b\n1,2\n", encoding="utf-8")
        case ".npz":
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr(metadata.MEMBER, record.to_json())
        case ".apng":
            head = metadata.png_chunk(b"IHDR", b"\0" * 13) + metadata.png_chunk(b"acTL", b"\0" * 8)
            path.write_bytes(
                metadata.PNG_SIGNATURE + head + metadata.mark("apng", record) + metadata.png_chunk(b"IDAT", b"")
            )
        case ".gif":
            other = b"\x21\xfe\x05other\0" + b"\x2c" + b"\0" * 8 + b"\x80" + b"\0" * 6 + b"\x02\x01\x00\0"
            path.write_bytes(
                b"GIF89a" + b"\0" * 4 + b"\xf7\0\0" + bytes(768) + other + metadata.mark("gif", record) + b";"
            )
        case ".webp":
            packet = metadata.mark("webp", record)
            chunks = b"VP8X\x01\0\0\0a\0" + b"XMP " + struct.pack("<I", len(packet)) + packet
            path.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WEBP" + chunks)
        case ".mp4":
            box = metadata.mark("mp4", record, film={"fps": 30})
            other = struct.pack(">I", 30) + b"uuid" + b"x" * 22 + struct.pack(">I", 12) + b"free1234"
            head = struct.pack(">I", 12) + b"ftypisom"
            path.write_bytes(head + other + struct.pack(">I", 8 + len(box)) + b"uuid" + box)
    return path


def attempt(path: Path) -> FigureRecord | str:
    try:
        return metadata.read(path, ())
    except DataError as error:
        return str(error)


KINDS = (".png", ".svg", ".csv", ".npz", ".apng", ".gif", ".webp", ".mp4")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_gives_back_what_it_carries(tmp_path: Path, kind: str) -> None:
    assert metadata.read(write(tmp_path / f"f{kind}"), ()) == RECORD


@pytest.mark.parametrize("kind", KINDS)
@given(share=st.floats(0.0, 0.999))
def test_a_truncated_file_is_read_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, kind: str, share: float
) -> None:
    path = write(tmp_path_factory.mktemp("cut") / f"f{kind}")
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    outcome = attempt(path)
    assert outcome == RECORD or (isinstance(outcome, str) and outcome.startswith(f"{path}: ") and "\n" not in outcome)


@pytest.mark.parametrize("kind", KINDS)
@given(junk=st.binary(max_size=200))
def test_junk_is_one_line(tmp_path_factory: pytest.TempPathFactory, kind: str, junk: bytes) -> None:
    path = tmp_path_factory.mktemp("junk") / f"f{kind}"
    path.write_bytes(junk)
    with pytest.raises(DataError, match=r"junk"):
        metadata.read(path, ())


def test_a_flipped_bit_in_the_record_of_a_png_is_noticed(tmp_path: Path) -> None:
    path = write(tmp_path / "f.png")
    data = bytearray(path.read_bytes())
    data[data.index(b'"theme"') + 3] ^= 1
    path.write_bytes(data)
    with pytest.raises(DataError, match="damaged"):
        metadata.read(path, ())


def test_a_picture_without_a_record(tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    path = tmp_path / "plain.png"
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0)
    assert image.save(str(path))
    with pytest.raises(DataError, match=r"plain\.png: was not exported by this program\. Open a PNG"):
        metadata.read(path, ())


def test_other_files_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("hello")
    for path, said in ((text, "was not exported"), (tmp_path / "none.png", "missing. Open a PNG")):
        with pytest.raises(DataError, match=said):
            metadata.read(path, ())
    folder = tmp_path / "folder.png"
    folder.mkdir()
    assert not metadata.carries(folder)
    with pytest.raises(DataError, match="not a regular file"):
        metadata.read(folder, ())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(DataError, match="not a regular file"):
        metadata.read(tmp_path / "pipe.png", ())


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "f.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(metadata.MEMBER, b" " * (metadata.MOST + 1))
    with pytest.raises(DataError, match="too large"):
        metadata.read(path, ())
