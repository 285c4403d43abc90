from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from aevae_desktop import bundle
from aevae_desktop.engine.child import reader
from aevae_desktop.engine.wire import launch, library
from aevae_desktop.engine.wire.frames import Frame, unpack
from aevae_desktop.engine.wire.framing import split
from aevae_desktop.engine.wire.protocol import (
    FindJudge,
    Job,
    ReadBundle,
    ReadImages,
    Scan,
    error_in,
    errors_in,
    request,
)

Make = Callable[..., Path]
NAMES = (bundle.DECODER, bundle.ENCODER, bundle.POINTS)


def ask(job: Job) -> Frame:
    return unpack(reader.answer(request(3, job)[4:])[4:])


def test_the_files_of_a_bundle_come_byte_for_byte(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    reply = ask(ReadBundle(str(folder), NAMES))
    assert reply.header == {"id": 3, "errors": {}}
    assert set(reply.arrays) == {bundle.MANIFEST, *NAMES}
    for name in NAMES:
        assert reply.arrays[name].tobytes() == (folder / name).read_bytes()
    assert bundle.parse(reply.arrays[bundle.MANIFEST].tobytes(), folder) == bundle.read(folder)


def test_a_file_that_cannot_be_had_does_not_keep_the_others_away(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    data = bytearray((folder / bundle.POINTS).read_bytes())
    data[100] ^= 1
    (folder / bundle.POINTS).write_bytes(data)
    reply = ask(ReadBundle(str(folder), NAMES))
    assert bundle.DECODER in reply.arrays
    assert list(errors_in(reply)) == [bundle.POINTS]


def test_a_bundle_that_is_gone_is_an_error_of_its_manifest(tmp_path: Path) -> None:
    reply = ask(ReadBundle(str(tmp_path / "gone"), NAMES))
    assert not reply.arrays
    assert str(errors_in(reply)[bundle.MANIFEST]).startswith(f"{tmp_path}/gone/manifest.json: missing")


def test_what_was_done_ahead_serves_once(tiny_bundle: Make, tmp_path: Path) -> None:
    folder = tiny_bundle("one", parent=tmp_path / "models")
    reader._prepare(split(library.ahead([tmp_path / "models"], [folder, tmp_path / "gone"])[4:])[0])
    first = ask(ReadBundle(str(folder), library.NETWORKS))
    assert first.arrays[bundle.DECODER].tobytes() == (folder / bundle.DECODER).read_bytes()
    assert [entry["id"] for entry in ask(Scan(str(tmp_path / "models"))).header["entries"]] == ["one"]
    tiny_bundle("two", parent=tmp_path / "models")
    assert [entry["id"] for entry in ask(Scan(str(tmp_path / "models"))).header["entries"]] == ["one", "two"]
    assert not reader._done


def test_more_than_a_reply_holds_is_refused_before_it_is_read(
    tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MAX_REPLY", reader._ROOM + 20_000)
    reply = ask(ReadBundle(str(tiny_bundle(n=5000)), NAMES))
    assert bundle.DECODER in reply.arrays
    assert "of what is opened together" in str(errors_in(reply)[bundle.POINTS])


def test_originals_come_row_by_row(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    images = np.random.default_rng(0).integers(0, 256, (200, 28, 28), np.uint8)
    manifest = bundle.read(folder)
    contents = {name: (folder / name).read_bytes() for name in manifest.files}
    bundle.write(folder, replace(manifest), {**contents, bundle.IMAGES: bundle.pack_images(images)})
    reply = ask(ReadImages("a", str(folder), np.array([3, 150, 3], np.int32)))
    assert reply.header["shape"] == [28, 28]
    np.testing.assert_array_equal(reply.arrays["pixels"].reshape(-1, 28, 28), images[[3, 150, 3]])
    error = error_in(ask(ReadImages("a", str(tiny_bundle("without")), np.array([3], np.int32))))
    assert "images.npy" in str(error)


def test_a_library_is_listed_and_what_to_watch(tiny_bundle: Make, tmp_path: Path) -> None:
    folder = tiny_bundle("one", parent=tmp_path / "models")
    header = ask(Scan(str(tmp_path / "models"))).header
    assert [(entry["id"], entry["error"]) for entry in header["entries"]] == [("one", None)]
    assert header["watch"] == [str(tmp_path / "models"), str(folder)]
    assert ask(Scan(str(tmp_path / "later" / "models"))).header == {"id": 3, "entries": [], "watch": [str(tmp_path)]}
    alone = ask(Scan(str(folder), alone=True)).header
    assert [entry["id"] for entry in alone["entries"]] == ["one"]


@pytest.mark.skipif(os.name != "posix", reason="FIFO")
def test_a_pipe_in_place_of_a_file_is_not_waited_for(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    (folder / bundle.MANIFEST).unlink()
    os.mkfifo(folder / bundle.MANIFEST)
    assert "regular file" in str(errors_in(ask(ReadBundle(str(folder), NAMES)))[bundle.MANIFEST])


def test_it_starts_without_numpy_and_without_the_window() -> None:
    program, arguments = launch.command(module=launch.READING)
    code = "import aevae_desktop.engine.child.reader, sys; print(*sys.modules)"
    arguments[-1] = arguments[-1].split("from aevae")[0] + code
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=True)
    assert not {"numpy", "PySide6", "onnxruntime"} & set(done.stdout.split())
    assert sys.modules["numpy"]


def find(folder: Path, *places: Path) -> Frame:
    return ask(FindJudge(str(folder), tuple(map(str, places))))


def test_a_judge_is_looked_for_beside_the_bundle_and_in_places(
    tiny_bundle: Callable[..., Path], tiny_judge: Callable[..., Path], tmp_path: Path
) -> None:
    folder = tiny_bundle(dataset=bundle.DatasetSpec("tiny"))
    reply = find(folder, tmp_path / "elsewhere")
    assert (reply.header["judge"], reply.arrays) == ("", {})
    assert "aevae-train judge" in reply.header["why"]
    away = tiny_judge("away", parent=tmp_path / "elsewhere" / "judges")
    assert find(folder, tmp_path / "elsewhere").header["judge"] == str(away)
    tiny_judge("another", dataset=bundle.DatasetSpec("letters"))
    beside = tiny_judge("beside")
    reply = find(folder, tmp_path / "elsewhere")
    assert reply.header["judge"] == str(beside)
    assert reply.arrays["judge.onnx"].tobytes() == (beside / "judge.onnx").read_bytes()


def test_a_judge_that_does_not_fit_says_why(tiny_bundle: Callable[..., Path], tiny_judge: Callable[..., Path]) -> None:
    folder = tiny_bundle(dataset=bundle.DatasetSpec("tiny"))
    other = tiny_judge("other", dataset=bundle.DatasetSpec("letters"))
    assert find(folder).header["why"] == "This judge was trained on letters, not on tiny."
    (other / "judge.json").write_text("{")
    assert "judge.json" in find(folder).header["why"]
    assert "\n" not in find(folder).header["why"]
