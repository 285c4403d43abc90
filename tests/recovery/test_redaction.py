"""What is shown or copied of a report says nothing of who or where."""

import getpass
import tempfile

import pytest

from aevae_desktop.recovery.redaction import without_person


@pytest.fixture(autouse=True)
def anna(monkeypatch):
    monkeypatch.setenv("HOME", "/srv/people/anna")
    monkeypatch.setattr(getpass, "getuser", lambda: "anna")
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "/scratch/t")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ('File "/srv/people/anna/lab/app.py", line 3', 'File "~/lab/app.py", line 3'),
        ("/scratch/t/anna-x/deep/model.onnx: broken", "<temporary>/model.onnx: broken"),
        ("/tmp/pytest-of-anna/7/a.npz and /var/tmp/x/b.npz", "<temporary>/a.npz and <temporary>/b.npz"),
        ("/home/someone/z.onnx /Users/Some/z.onnx", "~/z.onnx ~/z.onnx"),
        (r"C:\Users\Anna B\z.onnx", r"~ B\z.onnx"),
        ("anna said: annabel", "<user> said: annabel"),
        ("/usr/lib/python3.11/json/decoder.py", "/usr/lib/python3.11/json/decoder.py"),
        ("1/tmp is a ratio, z = 0.5", "1/tmp is a ratio, z = 0.5"),
    ],
)
def test_people_and_their_folders_are_left_out(text, clean):
    assert without_person(text) == clean


@pytest.mark.parametrize("home", ["/", "", "relative"])
def test_a_home_that_begins_every_path_changes_nothing(monkeypatch, home):
    monkeypatch.setenv("HOME", home)
    assert without_person("/usr/lib/x.py") == "/usr/lib/x.py"
