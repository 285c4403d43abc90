"""Two hundred hostile bundles in a real window; and what makes a bundle hostile is made again from its seed."""

from __future__ import annotations

from pathlib import Path

from tests.nets import bundles, hostile
from tests.nets.hostile import making

COUNT = 200


def test_nothing_that_a_bundle_holds_hurts_the_window(tmp_path: Path) -> None:
    report = bundles.run(COUNT, 0, tmp_path)
    assert len([r for r in report.results if not r.sound]) == COUNT
    assert report.faults == [], bundles.table(report)


def test_a_seed_makes_the_same_bundle_again(tmp_path: Path) -> None:
    for k in range(0, COUNT, 7):
        one, two = (hostile.make(3, k, _folder(tmp_path / name)) for name in ("a", "b"))
        assert one.what == two.what
        assert _bytes(one.folder) == _bytes(two.folder)


def test_every_fault_has_its_turn() -> None:
    chosen = {making.chosen(k) for k in range(2_000)}
    assert chosen == {(kind, fault) for kind, table in making.TABLES.items() for fault in table}


def _folder(path: Path) -> Path:
    path.mkdir(exist_ok=True)
    return path


def _bytes(folder: Path) -> dict[str, bytes]:
    """Small regular files that are truly there."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return {
        path.name: path.read_bytes().replace(b"/a-outside", b"").replace(b"/b-outside", b"")
        for path in found
        if not path.is_symlink() and path.is_file() and path.stat().st_size < 1 << 20
    }
