"""The report of a run: bounded, equal errors counted, with versions and without persons."""

import faulthandler
import logging
import os
import subprocess
import sys
import threading

import pytest

from aevae_desktop.recovery import report
from aevae_desktop.recovery.hooks import Hooks
from aevae_desktop.recovery.report import Report


def fail(number=0):
    try:
        return 1 / number
    except ZeroDivisionError as error:
        return error


def test_equal_errors_are_written_once_and_counted(tmp_path):
    made = Report(tmp_path / "report.txt")
    bugs = [made.unexpected(fail()) for _ in range(1000)]
    assert bugs[-1] == ("ZeroDivisionError: division by zero", 1000)
    assert made.bugs == 1000
    assert (tmp_path / "report.txt").read_text().count("ZeroDivisionError") == 1
    assert "1000 times: ZeroDivisionError: division by zero" in made.text()


@pytest.mark.parametrize("in_memory", [True, False])
def test_it_is_bounded_and_keeps_what_came_last(tmp_path, in_memory):
    made = Report(None if in_memory else tmp_path / "report.txt")
    for k in range(20_000):
        made.note(f"line {k} " + 50 * "x")
    assert len(made.text()) < report.MOST + 2000
    assert "line 19999 " in made.text()
    assert in_memory or (tmp_path / "report.txt").stat().st_size <= report.MOST


def test_one_huge_line_is_cut(tmp_path):
    made = Report(tmp_path / "report.txt")
    made.note(10_000_000 * "x")
    assert (tmp_path / "report.txt").stat().st_size <= report.MOST


def test_it_names_the_versions_without_importing_what_is_heavy():
    code = (
        "import sys; from aevae_desktop.recovery.report import Report; text = Report(None).text()\n"
        "assert 'Python 3' in text and 'PySide6' in text and 'numpy' in text and 'onnxruntime' in text, text\n"
        "assert not {'numpy', 'onnxruntime', 'PySide6', 'PIL'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_text_that_is_none_is_written_all_the_same(tmp_path):
    made = Report(tmp_path / "report.txt")
    made.note("half a pair: \ud800")
    assert "half a pair: \\ud800" in made.text()


@pytest.mark.parametrize("kind", ["link", "pipe", "none", "folder"])
def test_a_report_that_is_no_file_says_nothing(tmp_path, kind):
    path = tmp_path / "report.txt"
    (tmp_path / "secret").mkdir()
    if kind == "link":
        path.symlink_to("/etc/passwd")
    if kind == "pipe":
        os.mkfifo(path)
    if kind == "folder":
        path.mkdir()
    assert report.read(path) == ""


@pytest.fixture
def hooks(tmp_path):
    made = Hooks(Report(tmp_path / "report.txt"))
    yield made
    made.remove()


def test_everything_unexpected_comes_to_one_place(hooks, capsys):
    heard = []
    hooks.on_bug = heard.append
    error = fail()
    sys.excepthook(type(error), error, error.__traceback__)
    thread = threading.Thread(target=lambda: [].pop())
    thread.start()
    thread.join()

    class Broken:
        def __del__(self):
            raise KeyError("gone")

    Broken()
    logging.getLogger("aevae_desktop.session.inference.process").warning("the bulk inference process was killed")
    text = hooks.report.text()
    lines = ["ZeroDivisionError: division by zero", "IndexError: pop from empty list", "KeyError: 'gone'"]
    assert [bug.line for bug in heard] == lines
    assert "the bulk inference process was killed" in text
    assert capsys.readouterr().err == "aevae-desktop: unexpected error: ZeroDivisionError: division by zero\n"


def test_hooks_put_back_what_was_there(tmp_path):
    before = sys.excepthook, sys.unraisablehook, threading.excepthook, faulthandler.is_enabled()
    Hooks(Report(None)).remove()
    assert (sys.excepthook, sys.unraisablehook, threading.excepthook, faulthandler.is_enabled()) == before


def test_what_no_python_survives_is_in_the_report(tmp_path):
    """A native crash: the report has the stack; nothing of Python runs any more."""
    code = (
        "import sys; from pathlib import Path; from aevae_desktop.recovery.hooks import Hooks\n"
        "from aevae_desktop.recovery.report import Report; Hooks(Report(Path(sys.argv[1])))\n"
        "import ctypes; ctypes.string_at(0)\n"
    )
    path = tmp_path / "report.txt"
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert done.returncode < 0
    assert "Segmentation fault" in path.read_text()
    assert "string_at" in path.read_text()


def test_qts_warnings_are_in_the_report(tmp_path):
    code = (
        "import sys; from pathlib import Path; from aevae_desktop.recovery.hooks import Hooks\n"
        "from aevae_desktop.recovery.report import Report; hooks = Hooks(Report(Path(sys.argv[1])))\n"
        "hooks.listen_to_qt(); from PySide6.QtCore import qWarning; qWarning('mind the gap'); hooks.remove()\n"
    )
    path = tmp_path / "report.txt"
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True)
    assert "Qt, warning: mind the gap" in path.read_text()
    assert done.stderr == "mind the gap\n"
