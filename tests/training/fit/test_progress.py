from training.fit.progress import Progress

ROW = {"epoch": 3, "step": 40, "reconstruction": 130.125, "kl": 6.5}


def test_a_line_an_epoch_where_there_is_no_terminal(capsys):
    with Progress("vae", 100, 0, quiet=False) as progress:
        progress.step()
        progress.epoch(ROW)
    out, err = capsys.readouterr()
    assert out == "epoch 3: reconstruction 130.12, kl 6.50 nats an image\n"
    assert err == ""


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
