from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aevae_desktop.engine.wire import library


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Make a folder unreadable; permissions would not stop a test that runs as root."""

    def install(folder: Path) -> None:
        real = os.listdir, os.scandir, os.open, Path.iterdir

        def guard(function: Callable[..., Any]) -> Callable[..., Any]:
            def guarded(path: Any = ".", *rest: Any, **named: Any) -> Any:
                if Path(path) == folder or folder in Path(path).parents:
                    raise PermissionError(13, "Permission denied", str(path))
                return function(path, *rest, **named)

            return guarded

        monkeypatch.setattr(os, "listdir", guard(real[0]))
        monkeypatch.setattr(os, "scandir", guard(real[1]))
        monkeypatch.setattr(os, "open", guard(real[2]))
        monkeypatch.setattr(Path, "iterdir", guard(real[3]))

    return install


def test_lists_the_bundles_of_every_place_in_order(tiny_bundle: Callable[..., Path], tmp_path: Path) -> None:
    second = tiny_bundle("b", kind="ae", parent=tmp_path / "one")
    first = tiny_bundle("a", parent=tmp_path / "one")
    third = tiny_bundle("a", parent=tmp_path / "two", latent_dim=3)
    entries = library.scan([tmp_path / "one", tmp_path / "two"])
    assert [entry.folder for entry in entries] == [first, second, third]
    assert [(e.id, e.title, e.kind, e.latent_dim, e.error) for e in entries] == [
        ("a", "Tiny VAE", "vae", 2, None),
        ("b", "Tiny AE", "ae", 2, None),
        ("a", "Tiny VAE", "vae", 3, None),
    ]


def test_what_was_assumed_of_a_model_is_told_as_one_plain_text(tiny_bundle: Callable[..., Path]) -> None:
    images = {"pixels": "as they are", "assumed": "floats are 0 to 255"}
    provenance = {"assumed": ["mu is taken\nfor mu.", 3], "warnings": ["It collapsed."], "images": images}
    told = library.entry(tiny_bundle("one", provenance=provenance))
    assert told.notes == "mu is taken for mu. It collapsed. floats are 0 to 255"
    odd = {"assumed": "no list", "warnings": ["x" * 10_000] * 50, "images": 3}
    assert library.entry(tiny_bundle("two", provenance=odd)).notes == "x" * library.LONGEST_NOTES
    assert library.entry(tiny_bundle("three")).notes == ""


def test_a_broken_bundle_is_listed_with_the_reason(tiny_bundle: Callable[..., Path], tmp_path: Path) -> None:
    good, bad = tiny_bundle("good"), tiny_bundle("bad")
    (bad / "decoder.onnx").unlink()
    broken, fine = library.scan([tmp_path])
    assert (fine.folder, fine.error) == (good, None)
    assert (broken.id, broken.title) == ("bad", "bad")
    assert str(broken.error) == f"{bad}/decoder.onnx: missing. Copy or export the bundle again."


def test_a_folder_without_a_manifest_is_a_broken_bundle(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (entry,) = library.scan([tmp_path])
    assert str(entry.error).startswith(f"{tmp_path}/empty: no manifest.json and no .onnx file in it")


def test_files_and_hidden_folders_are_passed_over(tiny_bundle: Callable[..., Path], tmp_path: Path) -> None:
    tiny_bundle("whole")
    for name in (".whole.part", "__pycache__"):
        (tmp_path / name).mkdir()
    (tmp_path / "README.md").write_text("models")
    assert [entry.id for entry in library.scan([tmp_path])] == ["whole"]


def test_a_place_that_does_not_exist_holds_nothing(tmp_path: Path) -> None:
    assert library.scan([tmp_path / "nowhere"]) == ()


def test_an_unreadable_place_is_an_entry_with_the_reason(tmp_path: Path, refuse: Callable[[Path], None]) -> None:
    place = tmp_path / "locked"
    place.mkdir()
    refuse(place)
    (entry,) = library.scan([place])
    assert entry.folder == place
    assert str(entry.error) == f"{place}: cannot be read: Permission denied. Check the permissions of the folder."


def test_an_unreadable_bundle_folder_is_an_entry_with_the_reason(
    tiny_bundle: Callable[..., Path], tmp_path: Path, refuse: Callable[[Path], None]
) -> None:
    folder = tiny_bundle("locked")
    refuse(folder)
    (entry,) = library.scan([tmp_path])
    expected = f"{folder}/manifest.json: cannot be read: Permission denied. Check the permissions of the folder."
    assert str(entry.error) == expected


def test_the_same_place_twice_lists_its_bundles_once(tiny_bundle: Callable[..., Path], tmp_path: Path) -> None:
    tiny_bundle("only")
    assert len(library.scan([tmp_path, tmp_path])) == 1


def test_shipped_bundles_are_marked(tiny_bundle: Callable[..., Path], tmp_path: Path, monkeypatch: Any) -> None:
    tiny_bundle("ours", parent=tmp_path / "models_onnx")
    tiny_bundle("theirs", parent=tmp_path / "mine")
    monkeypatch.setattr(library, "_PACKAGE", tmp_path / "package")
    monkeypatch.setenv("AEVAE_MODELS", str(tmp_path / "mine"))
    assert [(e.id, e.shipped) for e in library.scan(library.folders())] == [("ours", True), ("theirs", False)]


def test_an_installed_package_carries_its_bundles_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "_PACKAGE", tmp_path)
    assert library.shipped_folder() == tmp_path.parent / "models_onnx"
    (tmp_path / "models_onnx").mkdir()
    assert library.shipped_folder() == tmp_path / "models_onnx"


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("low", "1e400", "image.low: found inf, expected a finite number. Copy or export the bundle again."),
        ("low", "NaN", "image.low: found nan, expected a finite number. Copy or export the bundle again."),
        ("low", "[" * 900 + "]" * 900, "image.low[0][0][0]"),
        ("low", "[" * 50_000, "not readable as JSON (nested too deep). Copy or export the bundle again."),
        ("low", '"\\ud800"', "image.low: found '\\ud800', expected whole characters. Copy or export the bundle again."),
        ("low", "9" * 5000, "not readable as JSON (Exceeds the limit"),
        ("low", "9" * 50, "image.low: found 9999999999999999999999999999999999999999999999999"),
    ],
)
def test_a_manifest_that_stops_a_json_reader_is_one_broken_entry(
    tiny_bundle: Callable[..., Path], tmp_path: Path, name: str, value: str, line: str
) -> None:
    folder = tiny_bundle("bad")
    tiny_bundle("good")
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace(f'"{name}": 0.0', f'"{name}": {value}'))
    bad, good = library.scan([tmp_path])
    assert str(bad.error).startswith(f"{path}: {line}")
    assert good.error is None


def test_a_manifest_of_a_terabyte_is_refused_by_its_size(tiny_bundle: Callable[..., Path], tmp_path: Path) -> None:
    path = tiny_bundle("huge") / "manifest.json"
    os.truncate(path, 1 << 40)
    (entry,) = library.scan([tmp_path])
    said = "1,099,511,627,776 bytes, and at most 1,048,576 are read. Copy or export the bundle again."
    assert str(entry.error) == f"{path}: {said}"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_link_out_of_a_bundle_is_not_followed(tiny_bundle: Callable[..., Path], tmp_path: Path) -> None:
    folder = tiny_bundle("linked", parent=tmp_path / "models")
    outside, inside = tmp_path / "outside.onnx", folder / "decoder.onnx"
    inside.rename(outside)
    inside.symlink_to(outside)
    (entry,) = library.scan([tmp_path / "models"])
    assert str(entry.error) == f"{inside}: a link that leads out of the folder. Copy or export the bundle again."
    inside.unlink()
    outside.rename(folder / "real.onnx")
    inside.symlink_to("real.onnx")
    assert library.entry(folder).error is None
    (tmp_path / "elsewhere").mkdir()
    moved = folder.rename(tmp_path / "elsewhere" / "linked")
    folder.symlink_to(moved)  # the bundle itself may lie elsewhere
    assert [entry.error for entry in library.scan([tmp_path / "models"])] == [None]


@pytest.mark.skipif(os.name != "posix", reason="kinds of files as POSIX has them")
@pytest.mark.parametrize("kind", ["fifo", "socket", "folder", "loop"])
def test_what_is_no_file_is_not_waited_for(tiny_bundle: Callable[..., Path], kind: str) -> None:
    import socket

    folder = tiny_bundle("odd")
    path = folder / "manifest.json"
    path.unlink()
    with socket.socket(socket.AF_UNIX) as made:
        match kind:
            case "fifo":
                os.mkfifo(path)
            case "socket":
                made.bind(os.path.relpath(path))
            case "folder":
                path.mkdir()
            case "loop":
                path.symlink_to(path)
        why = "cannot be read: Too many levels" if kind == "loop" else "not a regular file. Copy or export"
        assert str(library.entry(folder).error).startswith(f"{path}: {why}")


def test_more_folders_than_can_be_listed_are_told(
    tiny_bundle: Callable[..., Path], tmp_path: Path, monkeypatch: Any
) -> None:
    for name in "abcd":
        tiny_bundle(name)
    monkeypatch.setattr(library, "MOST_LISTED", 2)
    *listed, last = library.scan([tmp_path])
    assert [entry.id for entry in listed] == ["a", "b"]
    assert str(last.error) == (
        f"{tmp_path}: holds more than 2 folders: only the first 2 by name are listed. Move some of them elsewhere."
    )


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "\ud800"])
def test_a_place_that_no_disk_can_have_is_an_entry(tmp_path: Path, name: str) -> None:
    assert all(entry.error is not None for entry in library.scan([tmp_path / name]))
    assert library.entry(tmp_path / name).error is not None


@pytest.mark.skipif(os.name != "posix" or os.uname().sysname != "Linux", reason="names of any bytes")
def test_a_name_that_is_no_text_can_be_shown_and_written(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"bad\xff\n")).mkdir()
    (entry,) = library.scan([tmp_path])
    assert entry.title == "bad"
    assert str(entry.error).encode().startswith(f"{tmp_path}/bad\\udcff : no manifest.json".encode())
