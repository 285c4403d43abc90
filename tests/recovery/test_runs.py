"""Which runs ended unexpectedly: those that nobody holds, and no others."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aevae_desktop.recovery import exports, report, runs
from aevae_desktop.recovery.runs import Run

RUN = (
    "import sys; from aevae_desktop.recovery.runs import Run\n"
    "run = Run(); run.work.write_text(sys.argv[1]); print(run.folder, flush=True); sys.stdin.readline(); run.end()\n"
)


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("AEVAE_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def another(text="work"):
    child = subprocess.Popen(
        [sys.executable, "-c", RUN, text], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    folder = child.stdout.readline().strip()
    return child, folder


def killed(text="work"):
    child, folder = another(text)
    child.kill()
    child.communicate()
    return folder


def test_a_clean_end_leaves_no_trace(state):
    child, _ = another()
    child.communicate("\n")
    assert runs.dead() == ()
    assert list((state / "runs").iterdir()) == []


def test_two_windows_never_take_each_other_for_a_crash(state):
    child, _ = another()
    mine = Run()
    try:
        assert runs.dead() == ()
    finally:
        mine.end()
        child.communicate("\n")


def test_a_killed_run_is_found_and_forgotten(state):
    folder = killed()
    (found,) = runs.dead()
    assert str(found.folder) == folder
    assert found.work.read_text() == "work"
    assert "it was killed" in found.report()
    found.forget()
    assert runs.dead() == ()


def test_a_run_with_work_comes_before_a_later_one_without(state):
    killed()
    later = Run()
    os.close(later._lock)  # it died before anything was done
    assert [run.work is not None for run in runs.dead()] == [True, False]


def test_what_is_kept_is_bounded(state):
    for _ in range(runs.KEPT + 2):
        made = Run()
        made.report.note("a word")
        os.close(made._lock)
    assert len(runs.dead()) == runs.KEPT
    assert len(list((state / "runs").iterdir())) == runs.KEPT
    for _ in range(8):
        made = Run()
        made.report.unexpected(ValueError("x"))
        made.end()
    assert len(list((state / "reports").iterdir())) == runs.KEPT


def test_what_was_open_when_a_run_ended_well_is_what_the_next_one_opens_with(state):
    made = Run()
    made.work.write_text("work")
    made.end()
    assert runs.dead() == ()
    assert runs.session().read_text() == "work"
    Run().end()  # nothing was open in this one
    assert runs.session().read_text() == "work"


def test_newer_work_of_a_run_that_was_killed_comes_first(state):
    assert runs.session() is None
    made = Run()
    made.work.write_text("older")
    made.end()
    os.utime(state / "session.json", (1e9, 1e9))
    killed("newer")
    assert runs.session() is None
    os.utime(state / "session.json", (4e9, 4e9))
    assert runs.session() is not None


def test_a_session_that_cannot_be_read_is_kept_under_another_name(state):
    state.mkdir()
    (state / "session.json").write_text("{")
    runs.set_aside(state / "session.json")
    assert runs.session() is None
    assert (state / "session.json.broken").read_text() == "{"


def test_a_bug_in_a_run_that_ended_well_is_still_told_of(state):
    made = Run()
    made.report.unexpected(ValueError("a bug"))
    made.end()
    assert runs.dead() == ()
    (kept,) = (state / "reports").iterdir()
    assert "a bug" in kept.read_text()


@pytest.mark.parametrize("kind", ["file", "pipe", "missing parent", "link", "proc"])
def test_a_place_that_nothing_can_be_kept_in(tmp_path, monkeypatch, kind):
    place = tmp_path / "place"
    if kind == "file":
        place.write_bytes(b"")
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "link":
        place.symlink_to(place)
    elif kind == "missing parent":
        (tmp_path / "a file").write_bytes(b"")
        place = tmp_path / "a file" / "x"
    else:
        place = "/proc/self/nothing"
    monkeypatch.setenv("AEVAE_STATE", str(place))
    made = Run()
    assert made.folder is None
    assert made.reason
    assert made.work is None
    made.report.unexpected(ValueError("a bug"))
    assert "a bug" in made.report.text()
    assert runs.dead() == ()
    made.end()


@pytest.mark.parametrize("what", ["pipe as lock", "link as lock", "a file", "a link", "link as work"])
def test_strange_things_among_the_runs_are_no_runs(state, tmp_path, what):
    place = state / "runs"
    place.mkdir(parents=True)
    run = place / "20260101-000000-abcd"
    if what == "a file":
        run.write_bytes(b"")
    elif what == "a link":
        run.symlink_to(tmp_path)
    else:
        run.mkdir()
    if what == "pipe as lock":
        os.mkfifo(run / "lock")
    if what == "link as lock":
        (run / "lock").symlink_to("/etc/passwd")
    if what == "link as work":
        (run / "lock").touch()
        (run / "work.json").symlink_to("/etc/passwd")
    assert [found.work for found in runs.dead()] in ([], [None])


def test_folders_that_were_written_to_are_remembered_and_bounded(state, tmp_path):
    for k in range(exports.MOST + 5):
        exports.remember(tmp_path / str(k))
    exports.remember(tmp_path / "9")
    exports.remember(state / "runs")
    found = exports.remembered()
    assert len(found) == exports.MOST
    assert found[:2] == (tmp_path / "9", tmp_path / str(exports.MOST + 4))


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"folders": 7}', b'{"folders": [7, null]}', b'{"folders": ["x"]}', b"\xff"]
)
def test_a_list_of_folders_that_makes_no_sense_is_none(state, data):
    state.mkdir()
    (state / "folders.json").write_bytes(data)
    assert exports.remembered() == ()


def test_the_report_of_a_dead_run_names_nobody(state, monkeypatch):
    made = Run()
    made.report.note(f"said: {Path.home()}/models/x cannot be read")
    os.close(made._lock)
    (found,) = runs.dead()
    assert "said: ~/models/x cannot be read" in found.report()
    found.forget()
    assert len(list(report.folder().iterdir())) == 1
