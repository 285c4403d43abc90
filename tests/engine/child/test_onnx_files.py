"""ONNX files are read with the weights beside them, and nothing from anywhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from onnx import load_model_from_string, save_model
from onnx.external_data_helper import convert_model_to_external_data

from aevae_desktop import bundle
from aevae_desktop.engine.child import onnx_files, reader
from aevae_desktop.engine.child.model import Model, opened
from aevae_desktop.engine.wire import library, protocol
from aevae_desktop.engine.wire.frames import unpack
from aevae_desktop.errors import LabError
from tests.conftest import tiny_decoder, tiny_encoder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An encoder, and a decoder whose weights are in a file of its own, among other files."""
    place = tmp_path / "nets"
    place.mkdir()
    (place / "e.onnx").write_bytes(tiny_encoder(2, 1, True))
    model = load_model_from_string(tiny_decoder(2, 1))
    convert_model_to_external_data(model, location="d.onnx.data", size_threshold=0)
    save_model(model, place / "d.onnx")
    (place / "notes.txt").write_text("a text")
    return place


def test_a_folder_gives_its_networks_whole(folder: Path) -> None:
    frame = unpack(reader.answer(protocol.request(3, protocol.ReadNetworks((str(folder),)))[4:])[4:])
    assert frame.header["folder"] == str(folder)
    assert set(frame.arrays) == {"d.onnx", "e.onnx"}
    assert frame.arrays["e.onnx"].tobytes() == (folder / "e.onnx").read_bytes()
    assert len(frame.arrays["d.onnx"]) > 784 * 2 * 4


def test_refined_codes_are_left_out_where_no_manifest_says_what_they_are(folder: Path) -> None:
    encoder = load_model_from_string(tiny_encoder(2, 1, True))
    plain = encoder.SerializeToString()
    encoder.graph.node.add(op_type="Neg", input=["mu"], output=["mu_refined"])
    encoder.graph.output.add().CopyFrom(encoder.graph.output[0])
    encoder.graph.output[-1].name = "mu_refined"
    (folder / "e.onnx").write_bytes(encoder.SerializeToString())
    _, files = onnx_files.read([folder])
    left = load_model_from_string(files["e.onnx"])
    assert [output.name for output in left.graph.output] == ["mu", "log_var"]
    assert len(left.graph.node) == len(load_model_from_string(plain).graph.node)


def test_networks_that_lie_in_folders_of_the_folder_are_found(folder: Path) -> None:
    for name, half in (("encoder", "e.onnx"), ("decoder", "d.onnx")):
        (folder / name).mkdir()
        (folder / half).rename(folder / name / "model.onnx")
    (folder / "d.onnx.data").rename(folder / "decoder" / "d.onnx.data")
    assert bundle.is_bare(folder)
    _, files = onnx_files.read([folder])
    assert set(files) == {"model.onnx", "encoder/model.onnx"}  # in the order of their names
    (folder / "encoder" / "manifest.json").write_text("{}")
    assert set(onnx_files.read([folder])[1]) == {"model.onnx"}  # a bundle is no bare network


def test_weights_that_are_cut_short_or_were_never_fetched_are_told(folder: Path) -> None:
    weights = folder / "d.onnx.data"
    whole = weights.read_bytes()
    weights.write_bytes(whole[:100])
    with pytest.raises(LabError, match=r"beyond the end of 'd.onnx.data', at byte [\d,]+ of 100: it is cut short"):
        onnx_files.read([folder])
    weights.write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n")
    with pytest.raises(LabError, match=r"d.onnx.data: found a Git LFS pointer.*git lfs pull"):
        onnx_files.read([folder])


def test_the_bound_is_that_of_the_protocol() -> None:
    assert onnx_files.MOST == protocol.MOST_NETWORKS


def test_two_of_one_name_keep_apart(folder: Path) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "e.onnx").write_bytes(tiny_encoder(2, 2, True))
    _, files = onnx_files.read([folder / "e.onnx", folder / "more" / "e.onnx"])
    assert set(files) == {"e.onnx", "more/e.onnx"}


def test_weights_that_are_not_there_are_told(folder: Path) -> None:
    (folder / "d.onnx.data").unlink()
    with pytest.raises(LabError, match=r"d\.onnx\.data: missing.*put it back"):
        onnx_files.read([folder])


def test_a_link_does_not_lead_out(folder: Path) -> None:
    (folder / "d.onnx.data").rename(folder.parent / "secret")
    (folder / "d.onnx.data").symlink_to(folder.parent / "secret")
    with pytest.raises(LabError, match="a link that leads out"):
        onnx_files.read([folder / "d.onnx"])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"version https://git-lfs.github.com/spec/v1\n", "git lfs pull"),
        (b"\x89HDF\r\n\x1a\n" + bytes(50), "HDF5"),
        (b"PK\x03\x04" + bytes(26) + b"archive/data.pkl", "a PyTorch checkpoint"),
        (b"", "an empty file"),
    ],
)
def test_what_is_no_network_is_told_what_it_is(folder: Path, data: bytes, words: str) -> None:
    (folder / "d.onnx").write_bytes(data)
    with pytest.raises(LabError, match=words):
        onnx_files.read([folder / "d.onnx"])


def test_a_folder_without_networks_and_one_with_too_many(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(LabError, match=r"no \.onnx file"):
        onnx_files.read([tmp_path / "empty"])
    for k in range(onnx_files.MOST):
        (folder / f"{k}.onnx").write_bytes(b"")
    with pytest.raises(LabError, match="at most 16"):
        onnx_files.read([folder])


def _bundled(folder: Path, make: Callable[..., Path], *beside: str) -> Path:
    """A bundle whose decoder is the one of ``folder``, its weights in a file beside that is named in the manifest."""
    place = make()
    manifest = bundle.read(place)
    files = {name: bundle.read_file(place, manifest, name) for name in manifest.files}
    files[bundle.DECODER] = (folder / "d.onnx").read_bytes()
    files |= {name: (folder / name).read_bytes() for name in beside}
    bundle.write(place, manifest, files)
    return place


def test_a_bundle_may_keep_weights_beside_where_its_manifest_names_them(
    folder: Path, tiny_bundle: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = _bundled(folder, tiny_bundle, "d.onnx.data")
    frame = unpack(reader.answer(protocol.request(3, protocol.ReadBundle(str(place), library.NETWORKS))[4:])[4:])
    assert not frame.header["errors"]
    assert len(frame.arrays[bundle.DECODER]) > 784 * 2 * 4
    monkeypatch.chdir(folder.parent)  # nothing is read from where a process happens to stand
    z = np.ones((2, 2), np.float32)
    plain = opened(folder, bundle.read(place), {bundle.DECODER: tiny_decoder(2, 1)})
    np.testing.assert_array_equal(Model(place).decode(z), plain.decode(z))


def test_weights_that_the_manifest_does_not_name_are_not_read(folder: Path, tiny_bundle: Callable[..., Path]) -> None:
    place = _bundled(folder, tiny_bundle)
    (place / "d.onnx.data").write_bytes((folder / "d.onnx.data").read_bytes())
    with pytest.raises(LabError, match="weights in another file"):
        Model(place)


def test_weights_that_were_changed_are_refused(folder: Path, tiny_bundle: Callable[..., Path]) -> None:
    place = _bundled(folder, tiny_bundle, "d.onnx.data")
    data = bytearray((place / "d.onnx.data").read_bytes())
    data[0] ^= 1
    (place / "d.onnx.data").write_bytes(data)
    with pytest.raises(LabError, match="sha256"):
        Model(place)
