import json
import subprocess
import sys

import numpy as np
import pytest

from aevae_desktop import bundle
from training import cli
from training.data import DATASETS
from training.data.base import Dataset

N, SIZE, SHARDS = 25, 4, 7

KILLED = """
import os, signal, sys
from aevae_desktop import atomic
from training import cli
pour = atomic._pour
def dying(handle, data):
    if b"PK" == data[:2] and len(list(os.scandir(sys.argv[4]))) == 4:  # index, two shards, and this one half written
        os.write(handle, data[:100])
        os.kill(os.getpid(), signal.SIGKILL)
    pour(handle, data)
atomic._pour = dying
cli.main(sys.argv[1:])
"""


@pytest.fixture
def pictures(tmp_path):
    x = np.random.default_rng(0).integers(0, 256, (N, 28, 28), dtype=np.uint8)
    np.save(tmp_path / "x.npy", x)
    return tmp_path / "x.npy"


def arguments(folder, out, images, *more):
    return [str(part) for part in ("encode", folder, "--out", out, "--data-dir", images, "--shard-size", SIZE, *more)]


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def codes(folder, name="mu"):
    index = json.loads((folder / "index.json").read_text())
    assert index["complete"]
    return np.concatenate([np.load(folder / file)[name] for file in index["files"]])


def run(capsys, *given):
    code = cli.main(arguments(*given))
    out, err = capsys.readouterr()
    return code, out, err


def test_the_codes_are_those_of_the_encoder(capsys, tmp_path, tiny_bundle, pictures):
    folder = tiny_bundle()
    code, out, err = run(capsys, folder, tmp_path / "codes", pictures)
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == f"{N} codes in {SHARDS} shards: {tmp_path}/codes"
    from training.export.metrics import open_coder

    mu, log_var = open_coder(folder, bundle.read(folder)).encode(np.load(pictures)[:, None])
    np.testing.assert_allclose(codes(tmp_path / "codes"), mu, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(codes(tmp_path / "codes", "log_var"), log_var, rtol=1e-6, atol=1e-6)


def test_a_set_brings_its_labels_and_split(capsys, tmp_path, tiny_bundle, make_images, monkeypatch):
    images = make_images(9, 4, h=28, w=28)
    monkeypatch.setitem(DATASETS, "digits", Dataset("digits", "bars", lambda data_dir, how: images))
    code, _, err = run(capsys, tiny_bundle(), tmp_path / "codes", tmp_path, "--dataset", "digits")
    assert (code, err) == (0, "")
    assert codes(tmp_path / "codes", "label").tolist() == [*images.train_label, *images.test_label]
    assert codes(tmp_path / "codes", "split").tolist() == [bundle.TRAIN] * 9 + [bundle.TEST] * 4


def test_every_form_of_a_file_gives_the_same_codes(capsys, tmp_path, tiny_bundle, pictures):
    folder, x = tiny_bundle(), np.load(pictures)
    header = bytes((0, 0, 8, 3)) + np.array(x.shape, ">u4").tobytes()
    (tmp_path / "x-idx3-ubyte").write_bytes(header + x.tobytes())
    np.save(tmp_path / "last.npy", x[..., None])
    np.save(tmp_path / "second.npy", x[:, None])
    run(capsys, folder, tmp_path / "codes", pictures)
    for name in ("x-idx3-ubyte", "last.npy", "second.npy"):
        assert run(capsys, folder, tmp_path / f"of-{name}", tmp_path / name)[0] == 0
        assert files(tmp_path / f"of-{name}") == files(tmp_path / "codes")


def test_a_folder_of_shards_gives_the_codes_of_one_file(capsys, tmp_path, tiny_bundle, pictures):
    folder, x = tiny_bundle(), np.load(pictures)
    np.savez(tmp_path / "one.npz", x=x)
    (tmp_path / "many").mkdir()
    for number, rows in enumerate(np.array_split(np.arange(N), 3)):
        np.save(tmp_path / "many" / f"images-{number:04}.npy", x[rows])
    for name in ("one.npz", "many"):
        code, _, err = run(capsys, folder, tmp_path / f"of-{name}", tmp_path / name, "--dataset", "npz")
        assert (code, err) == (0, "")
    assert files(tmp_path / "of-many") == files(tmp_path / "of-one.npz")


def test_two_processes_write_the_same_files(capsys, tmp_path, tiny_bundle, pictures, torchrun, single_lines):
    folder = tiny_bundle()
    run(capsys, folder, tmp_path / "one", pictures)
    done = torchrun(2, "-m", "training", *arguments(folder, tmp_path / "two", pictures))
    assert done.returncode == 0, done.stderr
    assert single_lines(done.stderr) == []
    assert done.stdout.splitlines()[-1] == f"{N} codes in {SHARDS} shards: {tmp_path}/two"
    assert files(tmp_path / "two") == files(tmp_path / "one")


SLOW = """
import os, sys, time
from training import cli
from training.export import encode
fill = encode._fill
def late(*args):
    time.sleep(2.0 * int(os.environ["RANK"]))
    return fill(*args)
encode._fill = late
sys.exit(cli.main(sys.argv[1:]))
"""


def test_the_first_process_waits_for_the_shards_of_a_slower_one(tmp_path, tiny_bundle, pictures, torchrun):
    script = tmp_path / "slow.py"
    script.write_text(SLOW)
    done = torchrun(2, str(script), *arguments(tiny_bundle(), tmp_path / "codes", pictures))
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "codes" / "index.json").read_text())["complete"]


def test_a_kill_leaves_finished_shards_to_go_on_from(capsys, tmp_path, tiny_bundle, pictures):
    folder, out = tiny_bundle(), tmp_path / "codes"
    run(capsys, folder, tmp_path / "whole", pictures)
    command = [sys.executable, "-c", KILLED, *arguments(folder, out, pictures)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == -9
    left = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}
    assert {"codes-00000.npz", "codes-00001.npz", "index.json"} < left.keys()
    assert not json.loads((out / "index.json").read_text())["complete"]
    _, said, _ = run(capsys, folder, out, pictures)
    assert said.count("was there") == 2
    assert (out / "codes-00001.npz").stat().st_mtime_ns == left["codes-00001.npz"]
    assert files(out) == files(tmp_path / "whole")


KILLED_ONCE = """
import os, signal, sys
from aevae_desktop import atomic
from training import cli
from training.export import encode
pour = atomic._pour
fill = encode._fill
def dying(handle, data):
    os.write(handle, data[: len(data) // 2])
    open(__file__ + ".hit", "x").close()
    os.kill(os.getpid(), signal.SIGKILL)
def hit(coder, stream, out, plan, shard):
    if shard == 3 and os.environ["TORCHELASTIC_RESTART_COUNT"] == "0":  # the second of process 1, half written
        atomic._pour = dying
    return fill(coder, stream, out, plan, shard)
encode._fill = hit
sys.exit(cli.main(sys.argv[1:]))
"""


def test_a_job_that_torchrun_starts_again_writes_the_same_files(capsys, tmp_path, tiny_bundle, pictures, torchrun):
    folder, script = tiny_bundle(), tmp_path / "hit.py"
    script.write_text(KILLED_ONCE)
    run(capsys, folder, tmp_path / "whole", pictures)
    done = torchrun(2, script, *arguments(folder, tmp_path / "codes", pictures), restarts=1)
    assert done.returncode == 0, done.stderr
    assert "was there" in done.stdout
    assert (tmp_path / "hit.py.hit").exists()
    left = files(tmp_path / "codes")
    assert {name: left[name] for name in files(tmp_path / "whole")} == files(tmp_path / "whole")


@pytest.mark.parametrize(
    "harm", [lambda data: data[:-30], lambda data: data[:200] + b"?" + data[201:], lambda data: b""]
)
def test_a_damaged_shard_is_written_again(capsys, tmp_path, tiny_bundle, pictures, harm):
    folder, out = tiny_bundle(), tmp_path / "codes"
    run(capsys, folder, out, pictures)
    before = files(out)
    (out / "codes-00003.npz").write_bytes(harm(before["codes-00003.npz"]))
    _, said, _ = run(capsys, folder, out, pictures)
    assert said.count("was there") == SHARDS - 1
    assert files(out) == before


def test_codes_of_something_else_are_refused(capsys, tmp_path, tiny_bundle, pictures):
    folder, out = tiny_bundle(), tmp_path / "codes"
    run(capsys, folder, out, pictures)
    before = files(out)
    changed = np.load(pictures)
    changed[20, 3, 3] ^= 1
    np.save(tmp_path / "other.npy", changed)
    other = tiny_bundle("tiny-vae", seed=9, parent=tmp_path / "b")
    for given, field in (
        ((folder, out, tmp_path / "other.npy"), "images"),
        ((other, out, pictures), "encoder"),
        ((folder, out, pictures, "--shard-size", "5"), "shard_size"),
    ):
        code, _, err = run(capsys, *given)
        assert code == 2
        assert err.startswith(f"{out}/index.json: {field}: found ")
        assert err.endswith("These are codes of something else; choose another folder with --out.\n")
        assert err.count("\n") == 1
    assert files(out) == before


def test_bad_input_is_one_line(capsys, tmp_path, tiny_bundle, pictures):
    np.save(tmp_path / "float.npy", np.full((2, 28, 28), 7.0))
    np.save(tmp_path / "small.npy", np.zeros((2, 8, 8), np.uint8))
    (tmp_path / "cut.npy").write_bytes(pictures.read_bytes()[:-9])
    (tmp_path / "cut-idx").write_bytes(bytes((0, 0, 8, 3)) + np.array((2, 28, 28), ">u4").tobytes())
    folder, blind = tiny_bundle(), tiny_bundle("blind", encoder=None)
    for given, line in (
        (
            (folder, tmp_path / "c", tmp_path / "float.npy"),
            "float.npy: float: found float64 pixels from 7 to 7, expected ",
        ),
        (
            (folder, tmp_path / "c", tmp_path / "small.npy"),
            "small.npy: found images (1, 8, 8), expected images (1, 28, 28), as the bundle takes. "
            "Pictures in a folder are resized: --dataset folder --data-dir PICTURES.",
        ),
        ((folder, tmp_path / "c", tmp_path / "cut.npy"), "cut.npy: cannot be mapped ("),
        (
            (folder, tmp_path / "c", tmp_path / "cut-idx"),
            "cut-idx: found 16 bytes, expected 1584 bytes for sizes (2, 28, 28)",
        ),
        ((folder, tmp_path / "c", pictures, "--shard-size", "0"), "--shard-size: found 0, expected at least 1"),
        ((folder, tmp_path / "c", tmp_path, "--dataset", "cats"), "--dataset: found 'cats', expected "),
        ((blind, tmp_path / "c", pictures), "the bundle has no encoder.onnx"),
        ((folder, pictures / "c", pictures), "cannot be written: Not a directory"),
    ):
        code, _, err = run(capsys, *given)
        assert (code, err.count("\n")) == (2, 1)
        assert line in err
    assert not (tmp_path / "c").exists()


def test_a_bundle_without_an_encoder_is_refused(capsys, tmp_path, tiny_bundle, pictures):
    folder = tiny_bundle(encoder=None)
    assert run(capsys, folder, tmp_path / "codes", pictures) == (
        2,
        "",
        f"{folder}: the bundle has no encoder.onnx, so images have no codes. "
        "Add encoder.onnx: name both files, or put it into the folder.\n",
    )
