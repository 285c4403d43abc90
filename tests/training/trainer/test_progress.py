import json

import pytest

from training.trainer import progress as told
from training.trainer.progress import Progress

ROW = {"epoch": 3, "step": 40, "reconstruction": 130.125, "kl": 6.5, "kl_per_dimension": [6.0, 0.5], "lr": 0.004}


def test_a_line_an_epoch_where_there_is_no_terminal(capsys):
    with Progress("vae", 100, 0, quiet=False) as progress:
        progress.step()
        progress.epoch(ROW)
    out, err = capsys.readouterr()
    assert out == "epoch 3: reconstruction 130.12, kl 6.50 nats an image\n"
    assert err == ""


def test_an_autoencoder_has_no_kl_to_tell(capsys):
    row = {"epoch": 3, "step": 40, "reconstruction": 130.125, "kl": 0.0, "validation_reconstruction": 131.0}
    with Progress("ae", 100, 0, quiet=False) as progress:
        progress.epoch(row | {"validation_kl": 0.0})
    assert capsys.readouterr().out == "epoch 3: reconstruction 130.12, validation_reconstruction 131.00 nats an image\n"


def test_quiet(capsys):
    with Progress("vae", 100, 0, quiet=True) as progress:
        progress.step()
        progress.epoch(ROW)
    assert capsys.readouterr() == ("", "")


def test_a_bar_on_a_terminal(capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with Progress("vae", 100, 40, quiet=False) as progress:
        progress.step()
        progress.epoch(ROW)
    out, err = capsys.readouterr()
    assert out == ""
    assert "vae" in err
    assert "reconstruction 130.12, kl 6.50 nats an image" in err


def test_lines_of_json_for_a_program(capsys, monkeypatch):
    now = iter((0.0, 0.0, 1.5, 1.5, 2.0))
    monkeypatch.setattr(told.time, "monotonic", lambda: next(now, 2.0))
    monkeypatch.setattr(told, "EVERY_S", 1.0)
    with Progress("vae", 100, 40, quiet=False, form="json") as progress:
        for _ in range(3):
            progress.step()
        progress.epoch(ROW | {"step": 43})
    out, err = capsys.readouterr()
    lines = [json.loads(line) for line in out.splitlines()]
    assert lines[-1] == ROW | {"step": 43, "total": 100, "left": pytest.approx(2.0 / 3 * 57)}
    assert lines[:-1] == [{"step": 42, "total": 100, "left": pytest.approx(1.5 / 2 * 58)}]  # once a second
    assert err == ""


def test_nothing_of_json_where_it_is_quiet(capsys):
    with Progress("vae", 100, 0, quiet=True, form="json") as progress:
        progress.epoch(ROW)
    assert capsys.readouterr() == ("", "")
