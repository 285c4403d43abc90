"""Who may import whom: the contracts of pyproject.toml hold and bite, and the window's process stays light."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
HEAVY = ("torch", "onnx", "onnxruntime", "scipy", "PIL", "matplotlib", "sklearn", "PySide6.QtSvg")

# what nobody may write, and the contract of pyproject.toml that says so
BREACHES = {
    "aevae_desktop/core/map/view2d.py": ("import PySide6.QtCore", "No Qt below the session"),
    "aevae_desktop/core/map/plane.py": ("import aevae_desktop.session.state", "The app is layered"),
    "aevae_desktop/window/help/keys.py": (
        "import aevae_desktop.features.path.controller",
        "The window knows no feature by name",
    ),
    "aevae_desktop/ui/theme.py": ("import onnxruntime", "onnxruntime lives in the child process only"),
    "aevae_desktop/ui/words.py": ("import torch", "The app never sees training or torch"),
    "aevae_desktop/engine/filming/job.py": ("import PIL.Image", "Pillow lives in the filming process only"),
    "aevae_desktop/session/model.py": (
        "if TYPE_CHECKING:\n    from aevae_desktop.session.state import SessionState",
        "No cycles among siblings",
    ),
    "aevae_desktop/features/probe/state.py": ("import PySide6.QtCore", "No Qt in what a feature keeps and works out"),
    "aevae_desktop/features/samplers/panel.py": (
        "import aevae_desktop.features.arithmetic.state",
        "Features stand on their own",
    ),
    "training/trainer/config.py": (
        "import aevae_desktop.engine.child.model",
        "Training sees only the contract, the shared maths and how a network is run",
    ),
    "training/data/base.py": ("if TYPE_CHECKING:\n    import training.trainer.config", "No cycles among siblings"),
}

MOST_MODULES, MOST_OF_A_FEATURE = 16, 12  # in one folder, so that who opens it sees all of it at once
# folders that have more, and how many: a number here may only become smaller, and a folder that needs none leaves
CEILINGS: dict[str, int] = {}

SCRIPT = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from aevae_desktop.app import create_window
from aevae_desktop.features.film_export.logic import FilmOptions
from aevae_desktop.features.probe.logic import Preview
from aevae_desktop.features.film_export.controller import FilmExportController

window = create_window([])
window.show()
assert window.wait_idle(60_000)
canvas, before = window.canvas(1), [pane.get(Preview) for pane in window.session.state.panes]
at, none = QPointF(canvas.width() / 3, canvas.height() / 3), Qt.MouseButton.NoButton
move = QMouseEvent(QEvent.Type.MouseMove, at, canvas.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
QCoreApplication.postEvent(canvas, move)
QCoreApplication.processEvents()
assert window.wait_idle(60_000)
after = [pane.get(Preview) for pane in window.session.state.panes]
window.session.controller(FilmExportController).start(Path(sys.argv[1]), FilmOptions(tile=28), "dark")
assert window.wait_idle(60_000)
window.toggle_card("film")
window.grab()
window.close()
print(json.dumps([all(new is not old for new, old in zip(after, before)), sorted(sys.modules)]))
"""


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", LINT], cwd=folder, capture_output=True, text=True, check=False)


def test_the_contracts_are_kept() -> None:
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_contract_bites(tmp_path: Path) -> None:
    names = shutil.ignore_patterns("__pycache__", "models_onnx")
    for package in ("aevae_desktop", "training"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=names)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for file, (line, _) in BREACHES.items():
        path = tmp_path / file
        path.write_text(f"{path.read_text()}\n\n{line}\n")
    done = _lint(tmp_path)
    assert done.returncode != 0
    for _, contract in BREACHES.values():
        assert f"{contract} BROKEN" in done.stdout, done.stdout
    for package in ("aevae_desktop.session", "training"):
        assert f"No cycles are allowed in {package}." in done.stdout, done.stdout


def _modules_by_folder(*packages: Path) -> dict[str, int]:
    """How many modules of its own each folder has; ``__init__`` is the folder itself."""
    files = (file for package in packages for file in package.rglob("*.py") if file.name != "__init__.py")
    return dict(Counter(file.parent.relative_to(ROOT).as_posix() for file in files))


def test_no_folder_has_more_modules_than_can_be_seen_at_once() -> None:
    counted = _modules_by_folder(ROOT / "aevae_desktop", ROOT / "training")
    too_many = {folder: count for folder, count in counted.items() if count > _budget(folder)}
    assert too_many == CEILINGS, "make it fewer modules, or lower the number in CEILINGS"


def _budget(folder: str) -> int:
    """How many modules a folder may have: a feature's own fewer, since who opens it should see all of the feature."""
    return MOST_OF_A_FEATURE if folder.startswith("aevae_desktop/features/") else MOST_MODULES


def _qt_modules(text: str) -> set[str]:
    """The parts of PySide6 that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "PySide6":
            found |= {f"PySide6.{name.name}" for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None and node.level == 0:
            found.add(node.module)
    return {name for name in found if name.split(".")[0] == "PySide6"}


def test_the_search_for_qt_modules_finds_every_way_to_write_it() -> None:
    text = "import PySide6.QtGui\ndef f():\n    from PySide6 import QtWidgets\nfrom PySide6.QtCore import Qt\nimport os"
    assert _qt_modules(text) == {"PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtCore"}


def test_the_session_knows_no_widgets() -> None:
    """import-linter sees an outside package only as a whole, so this is read from the source."""
    files = sorted((ROOT / "aevae_desktop" / "session").glob("**/*.py"))
    assert files
    for file in files:
        assert _qt_modules(file.read_text()) <= {"PySide6.QtCore"}, file


def test_the_state_knows_no_feature() -> None:
    """What a feature keeps is a part that the state finds by its class, so a new one is no change of the state."""
    tree = ast.parse((ROOT / "aevae_desktop" / "session" / "state.py").read_text())
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert {name for name in modules if name.startswith("aevae_desktop.session")} == {"aevae_desktop.session.model"}


def test_the_window_s_process_never_imports_what_is_heavy(tmp_path: Path) -> None:
    """Not even Pillow when a film is exported."""
    film = tmp_path / "film.gif"
    done = subprocess.run([sys.executable, "-c", SCRIPT, str(film)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    hovered, modules = json.loads(done.stdout)
    assert film.read_bytes().startswith(b"GIF89a")
    assert hovered, "the hover reached no preview"
    assert "aevae_desktop.window.window" in modules
    assert [name for name in HEAVY if name in modules] == []
