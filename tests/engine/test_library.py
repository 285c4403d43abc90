from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aevae_desktop.engine import library


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
    assert str(entry.error) == f"{tmp_path}/empty/manifest.json: missing. Copy or export the bundle again."


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
