import contextlib
import dataclasses
import errno
import hashlib
import io
import json
import os
import pathlib
import sys
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from aevae_desktop import bundle
from aevae_desktop.bundle import DatasetSpec, History, ImageSpec, Manifest, Points, Refined, TensorNames
from aevae_desktop.errors import BundleError

CLASSES = ("zero", "one", "two")


def make_points(n=5, d=2, vae=True):
    rng = np.random.default_rng(n * 10 + d)
    return Points(
        mu=rng.standard_normal((n, d), dtype=np.float32),
        log_var=rng.standard_normal((n, d), dtype=np.float32) if vae else None,
        label=(np.arange(n) % 3).astype(np.int16),
        split=(np.arange(n) % 2).astype(np.uint8),
    )


def make_history(e=2, k=3, d=2, h=4, w=5):
    rng = np.random.default_rng(e)
    return History(
        epoch=np.arange(e, dtype=np.int32),
        losses={"reconstruction": rng.random(e, dtype=np.float32), "kl": rng.random(e, dtype=np.float32)},
        index=np.arange(k, dtype=np.int32),
        codes=rng.random((e, k, d), dtype=np.float32),
        tiles=rng.integers(0, 256, (e, 2, 2, h, w), dtype=np.uint8),
        extent=rng.random((e, 4), dtype=np.float32),
    )


MANIFEST = Manifest(
    id="toy",
    title="A toy",
    kind="vae",
    family="mlp",
    image=ImageSpec(4, 5),
    latent_dim=2,
    prior="standard_normal",
    tensors=TensorNames(log_var="log_var"),
    classes=CLASSES,
)


@pytest.fixture
def folder(tmp_path):
    contents = {
        bundle.ENCODER: b"encoder",
        bundle.DECODER: b"decoder",
        bundle.POINTS: bundle.pack_points(make_points()),
        bundle.HISTORY: bundle.pack_history(make_history()),
    }
    bundle.write(tmp_path / "toy", MANIFEST, contents)
    return tmp_path / "toy"


def edit(folder, change):
    """Apply ``change`` to the manifest's data on the disk."""
    data = json.loads((folder / bundle.MANIFEST).read_text())
    change(data)
    (folder / bundle.MANIFEST).write_text(json.dumps(data))


def store(folder, name, data):
    """Put ``data`` under ``name`` with a hash and size that fit: damage that only its reader can see."""
    (folder / name).write_bytes(data)
    record = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    edit(folder, lambda manifest: manifest["files"].update({name: record}))


def complaint(folder):
    with pytest.raises(BundleError) as caught:
        bundle.validate(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# ---------------------------------------------------------------- round trips

_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_LINE = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), max_size=30)
_NAME = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True)


def refinements(kind):
    log_var = _LINE if kind == "vae" else st.none()
    return st.builds(Refined, _LINE, log_var, st.integers(1, 100), st.floats(0, 100))


@st.composite
def manifests(draw):
    kind = draw(st.sampled_from(bundle.KINDS))
    low = draw(st.floats(-10, 10))
    return Manifest(
        id=draw(_NAME),
        title=draw(_LINE),
        kind=kind,
        family=draw(_LINE),
        image=ImageSpec(
            draw(st.integers(1, 4096)), draw(st.integers(1, 341)), draw(st.sampled_from([1, 3])), low, low + 1.5
        ),
        latent_dim=draw(st.integers(1, 4096)),
        prior=draw(st.sampled_from(bundle.PRIORS)),
        tensors=TensorNames(x=draw(_LINE), z=draw(_LINE), log_var=draw(_LINE) if kind == "vae" else None),
        refined=draw(st.none() | refinements(kind)),
        classes=tuple(draw(st.lists(_LINE, max_size=4))),
        dataset=DatasetSpec(
            draw(_LINE),
            n_train=draw(st.integers(0, 10**9)),
            sha256=draw(st.dictionaries(_NAME, _LINE)),
        ),
        metrics=draw(st.dictionaries(_NAME, st.dictionaries(st.text(max_size=5), _JSON, max_size=3), max_size=3)),
        provenance=draw(st.dictionaries(st.text(max_size=8), _JSON, max_size=3)),
    )


@settings(max_examples=40, deadline=None)
@given(manifests(), st.binary(max_size=50))
def test_manifest_round_trip(tmp_path_factory, manifest, decoder):
    folder = tmp_path_factory.mktemp("bundles") / "one"
    written = bundle.write(folder, manifest, {bundle.DECODER: decoder})
    assert bundle.validate(folder) == written
    assert dataclasses.replace(written, files={}) == manifest
    assert bundle.read_file(folder, written, bundle.DECODER) == decoder


@settings(max_examples=40, deadline=None)
@given(st.data(), st.integers(0, 6), st.integers(1, 5), st.booleans())
def test_points_round_trip(tmp_path_factory, data, n, d, vae):
    floats = arrays.arrays(np.float32, (n, d), elements=st.floats(-(2.0**49), 2.0**49, width=32))
    numbers = arrays.arrays(np.float32, (n,), elements=st.floats(width=32))
    points = Points(
        mu=data.draw(floats),
        log_var=np.clip(data.draw(floats), -100, 100) if vae else None,
        label=data.draw(arrays.arrays(np.int16, n, elements=st.integers(-1, 2))),
        split=data.draw(arrays.arrays(np.uint8, n, elements=st.integers(0, 1))),
        columns=data.draw(
            st.dictionaries(st.from_regex(r"[a-z][a-z0-9._-]{0,8}x", fullmatch=True), numbers, max_size=3)
        ),
    )
    manifest = dataclasses.replace(MANIFEST, kind="vae" if vae else "ae", latent_dim=d)
    folder = tmp_path_factory.mktemp("bundles") / "one"
    manifest = bundle.write(folder, manifest, {bundle.DECODER: b"", bundle.POINTS: bundle.pack_points(points)})
    again = bundle.read_points(folder, manifest)
    for name in ("mu", "log_var", "label", "split"):
        wanted = getattr(points, name)
        assert getattr(again, name) is None if wanted is None else np.array_equal(getattr(again, name), wanted)
    assert again.columns.keys() == points.columns.keys()
    for name, values in points.columns.items():
        np.testing.assert_array_equal(again.columns[name], values)  # NaN, which is no value, included


@pytest.mark.parametrize("dtype", [np.float16, np.float64, np.int64, np.uint8, bool])
def test_a_column_of_any_numbers_is_read_as_float32(folder, dtype):
    values = np.array([0, 1, 0, 1, 1], dtype)
    store(folder, bundle.POINTS, bundle.pack_points(dataclasses.replace(make_points(), columns={"any": values})))
    found = bundle.read_points(folder, bundle.read(folder)).columns["any"]
    assert found.dtype == np.float32
    assert found.tolist() == [0, 1, 0, 1, 1]


def test_numbers_beyond_float32_are_infinite_and_no_warning(folder):
    values = np.array([1e300, -1e300, np.nan, 1, 1e12])
    store(folder, bundle.POINTS, bundle.pack_points(dataclasses.replace(make_points(), columns={"far": values})))
    found = bundle.read_points(folder, bundle.read(folder)).columns["far"]
    np.testing.assert_array_equal(found, np.array([np.inf, -np.inf, np.nan, 1, 1e12], np.float32))


def test_history_round_trip(folder):
    again, wanted = bundle.read_history(folder, bundle.read(folder)), make_history()
    for name in ("epoch", "index", "codes", "tiles", "extent"):
        np.testing.assert_array_equal(getattr(again, name), getattr(wanted, name))
    assert again.losses.keys() == wanted.losses.keys()
    np.testing.assert_array_equal(again.losses["kl"], wanted.losses["kl"])


def test_equal_arrays_give_equal_bytes():
    assert bundle.pack_points(make_points()) == bundle.pack_points(make_points())


def test_unknown_keys_and_a_later_minor_version_are_ignored(folder):
    edit(folder, lambda manifest: manifest.update(format_version="1.7", colour="blue"))
    edit(folder, lambda manifest: manifest["image"].update(depth=8))
    assert bundle.validate(folder).id == "toy"


# ---------------------------------------------------------------- bad input: exact lines


def test_missing_bundle(tmp_path):
    path = tmp_path / "none" / "manifest.json"
    assert complaint(tmp_path / "none") == f"{path}: missing. Copy or export the bundle again."


def test_networks_without_a_manifest_say_what_is_missing_and_what_to_do(folder):
    (folder / bundle.MANIFEST).unlink()
    (folder / bundle.ENCODER).write_bytes(b"")
    lack = (
        "this folder has encoder.onnx and decoder.onnx but no manifest.json, which says what the networks take and give"
    )
    assert complaint(folder).startswith(
        f"{folder}: {lack}. Open it with aevae-desktop, which measures them and makes a bundle, or write one"
    )


def test_missing_file(folder):
    (folder / bundle.DECODER).unlink()
    assert complaint(folder) == f"{folder}/decoder.onnx: missing. Copy or export the bundle again."


def test_truncated_file(folder):
    (folder / bundle.DECODER).write_bytes(b"deco")
    assert complaint(folder) == (
        f"{folder}/decoder.onnx: size: found 4 bytes, expected 7 bytes. "
        "The file is truncated or was changed; copy or export the bundle again."
    )


def test_changed_file(folder):
    (folder / bundle.DECODER).write_bytes(b"DECODER")
    found, wanted = (hashlib.sha256(data).hexdigest()[:12] for data in (b"DECODER", b"decoder"))
    assert complaint(folder) == (
        f"{folder}/decoder.onnx: sha256: found {found}…, expected {wanted}…. "
        "The file was changed or damaged; copy or export the bundle again."
    )


def test_wrong_version(folder):
    edit(folder, lambda manifest: manifest.update(format_version="2.0"))
    assert complaint(folder) == (
        f"{folder}/manifest.json: format_version: found '2.0', expected 1.x. Update aevae-desktop to open it."
    )


def test_another_format(folder):
    edit(folder, lambda manifest: manifest.update(format="zip"))
    assert complaint(folder) == (
        f"{folder}/manifest.json: format: found 'zip', expected \"aevae-bundle\". "
        "This folder is not a bundle of this program."
    )


def test_truncated_manifest(folder):
    path = folder / bundle.MANIFEST
    path.write_bytes(path.read_bytes()[:40])
    line = complaint(folder)
    assert line.startswith(f"{path}: not readable as JSON (")
    assert line.endswith("). Copy or export the bundle again.")


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
def test_unreadable_folder(folder, monkeypatch):
    def denied(*args, **kwargs):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("os.open", denied)  # chmod would not stop root
    assert complaint(folder) == (
        f"{folder}/manifest.json: cannot be read: Permission denied. Check the permissions of the folder."
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(folder):
    (folder / bundle.DECODER).unlink()
    os.mkfifo(folder / bundle.DECODER)
    assert complaint(folder) == f"{folder}/decoder.onnx: not a regular file. Copy or export the bundle again."


def test_what_is_no_bundle_is_called_what_it_is(tmp_path):
    path = tmp_path / "model.pt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", "x")
    (tmp_path / "a-note.txt").write_text("nothing in it")
    export = 'Load the module that it belongs to, and torch.onnx.export(model.decoder.eval(), (z,), "decoder.onnx").'
    assert complaint(tmp_path) == f"{tmp_path}: no manifest.json in it, and model.pt is a PyTorch checkpoint. {export}"
    assert complaint(path) == f"{path}: is a PyTorch checkpoint, and no model's folder. {export}"
    assert (
        complaint(tmp_path / "a-note.txt")
        == f"{tmp_path}/a-note.txt: is a file, and no model's folder. Name its folder."
    )


def test_dark_ink_is_kept_and_said_only_where_there_is_any() -> None:
    manifest = Manifest("a", "a", "ae", "", ImageSpec(4, 4), 2, files={"decoder.onnx": bundle.FileRecord("0" * 64, 1)})
    assert "dark_ink" not in manifest.to_json()
    dark = dataclasses.replace(manifest, image=ImageSpec(4, 4, dark_ink=True))
    assert bundle.parse(dark.to_json().encode(), pathlib.Path("m")).image.dark_ink


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"kind": "gan"}, "kind: found 'gan', expected ae or vae"),
        ({"latent_dim": 0}, "latent_dim: found 0, expected an integer from 1 to 4096"),
        ({"latent_dim": True}, "latent_dim: found True, expected an integer from 1 to 4096"),
        ({"id": "../up"}, "id: found '../up', expected letters, digits, '.', '_' and '-', at most 100"),
        ({"title": 7}, "title: found 7, expected a text"),
        ({"image": []}, "image: found a list, expected an object"),
        (
            {"image": {"height": 4, "width": 5, "channels": 2}},
            "image.channels: found 2, expected 1 (grey) or 3 (colour)",
        ),
        (
            {"image": {"height": 4, "width": 5, "low": 1}},
            "image.high: found nothing, expected more than low, which is 1",
        ),
        ({"image": {"height": 4, "width": 5, "dark_ink": 1}}, "image.dark_ink: found 1, expected true or false"),
        ({"classes": "abc"}, "classes: found 'abc', expected a list of texts"),
        ({"files": {}}, "files: names no decoder.onnx. A bundle needs at least a decoder."),
        ({"files": {"../x": {}}}, "files: found ../x, expected plain file names"),
    ],
)
def test_a_manifest_that_does_not_hold_together(folder, change, line):
    edit(folder, lambda manifest: manifest.update(change))
    assert complaint(folder) == f"{folder}/manifest.json: {line}"


def test_no_space_while_writing_keeps_the_old_bundle(folder, monkeypatch):
    def full(handle, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(BundleError) as caught:
        bundle.write(folder, MANIFEST, {bundle.DECODER: b"new"})
    assert str(caught.value) == (
        f"{folder}: cannot write the bundle: No space left on device. "
        "Free some space or choose another folder; nothing was changed."
    )
    assert bundle.read_file(folder, bundle.validate(folder), bundle.DECODER) == b"decoder"


def test_a_file_the_manifest_does_not_name(folder):
    manifest = dataclasses.replace(bundle.read(folder), files={})
    with pytest.raises(
        BundleError, match=r"manifest.json: files: the bundle has no points.npz. Export the model again."
    ):
        bundle.read_points(folder, manifest)


# ---------------------------------------------------------------- bad arrays


RULE = "expected column.NAME of letters, digits, '.', '_' and '-', at most 100, none of class, split, sigma"


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"mu": np.zeros((5, 3), np.float32)}, "mu: found float32 of shape (5, 3), expected float32 of shape (n, 2)"),
        ({"mu": np.zeros((5, 2))}, "mu: found float64 of shape (5, 2), expected float32 of shape (n, 2)"),
        ({"log_var": None}, "log_var: found nothing, expected float32 of shape (5, 2)"),
        ({"label": np.zeros(4, np.int16)}, "label: found int16 of shape (4,), expected int16 of shape (5)"),
        ({"label": np.full(5, 3, np.int16)}, "label: found 3 to 3, expected -1 to 2 (the manifest names 3 classes)"),
        ({"split": np.full(5, 2, np.uint8)}, "split: found 2, expected 0 (training) or 1 (test)"),
        ({"mu": np.full((5, 2), np.nan, np.float32)}, "mu: found NaN or infinity, expected finite codes"),
        ({"columns": {"a": np.zeros(4)}}, "column.a: found float64 of shape (4,), expected numbers of shape (5)"),
        (
            {"columns": {"a": np.zeros((5, 1))}},
            "column.a: found float64 of shape (5, 1), expected numbers of shape (5)",
        ),
        ({"columns": {"a": np.array(["b"] * 5)}}, "column.a: found <U1 of shape (5,), expected numbers of shape (5)"),
        ({"columns": {"a b": np.zeros(5)}}, f"column: found column.a b, {RULE}"),
        ({"columns": {"": np.zeros(5)}}, f"column: found column., {RULE}"),
        ({"columns": {"sigma": np.zeros(5)}}, f"column: found column.sigma, {RULE}"),
    ],
)
def test_points_that_do_not_fit(folder, change, line):
    store(folder, bundle.POINTS, bundle.pack_points(dataclasses.replace(make_points(), **change)))
    assert complaint(folder) == f"{folder}/points.npz: {line}"


# ---------------------------------------------------------------- images


def originals(n=6, *shape):
    rng = np.random.default_rng(n)
    return rng.integers(0, 256, (n, *(shape or (MANIFEST.image.height, MANIFEST.image.width))), dtype=np.uint8)


@pytest.mark.parametrize("channels", [1, 3])
def test_images_are_read_row_by_row(folder, channels):
    spec = dataclasses.replace(MANIFEST.image, channels=channels)
    x = originals(6, spec.height, spec.width, *([3] if channels == 3 else []))
    manifest = bundle.write(
        folder,
        dataclasses.replace(MANIFEST, image=spec),
        {bundle.DECODER: b"", bundle.IMAGES: bundle.pack_images(x)},
    )
    assert bundle.validate(folder) == manifest
    rows = np.array([5, 0, 0, 3])
    np.testing.assert_array_equal(bundle.read_images(folder, manifest, rows), x[rows])
    assert bundle.read_images(folder, manifest, []).shape == (0, *x.shape[1:])
    np.testing.assert_array_equal(np.load(folder / bundle.IMAGES), x)  # anyone can read it


def npy(array):
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


SHAPE = f"uint8 of shape (n, {MANIFEST.image.height}, {MANIFEST.image.width}), version 1.0, rows first"


@pytest.mark.parametrize(
    ("data", "rows", "line"),
    [
        (npy(originals()), [2, 6], "row: found 6, expected 0 to 5"),
        (npy(originals()), [-1], "row: found -1, expected 0 to 5"),
        (npy(originals(0)), [0], "row: found 0, expected none: it is empty"),
        (npy(originals().astype(float)), [0], f"found float64 of shape {originals().shape}, expected {SHAPE}"),
        (npy(originals(6, 2, 2)), [0], f"found uint8 of shape (6, 2, 2), expected {SHAPE}"),
        (npy(np.asfortranarray(originals())), [0], f"found uint8 of shape {originals().shape}, expected {SHAPE}"),
        (npy(np.uint8(7)), [0], f"found uint8 of shape (), expected {SHAPE}"),
        (npy(originals())[:-1], [0], "found 119 bytes of pixels, expected 120 for 6 images"),
    ],
)
def test_images_that_do_not_fit(folder, data, rows, line):
    store(folder, bundle.IMAGES, data)
    with pytest.raises(BundleError) as caught:
        bundle.read_images(folder, bundle.read(folder), rows)
    assert str(caught.value) == f"{folder}/images.npy: {line}"


def test_images_that_are_no_npy_or_an_object(folder):
    for data in (b"", b"PNG", npy(np.array([{}], object))):
        store(folder, bundle.IMAGES, data)
        with pytest.raises(BundleError, match=r"images.npy: .*expected uint8 of shape"):
            bundle.read_images(folder, bundle.read(folder), [0])


def test_images_that_are_missing_or_were_cut(folder):
    with pytest.raises(BundleError, match=r"manifest.json: files: the bundle has no images.npy"):
        bundle.read_images(folder, bundle.read(folder), [0])
    store(folder, bundle.IMAGES, bundle.pack_images(originals()))
    manifest = bundle.read(folder)
    (folder / bundle.IMAGES).write_bytes(bundle.pack_images(originals())[:-5])
    with pytest.raises(BundleError, match=r"images.npy: size: found \d+ bytes, expected \d+ bytes"):
        bundle.read_images(folder, manifest, [0])


def test_pickles_are_never_opened(folder):
    with (folder / "evil.npz").open("wb") as stream:
        np.savez(stream, mu=np.array([{"a": 1}], dtype=object))
    store(folder, bundle.POINTS, (folder / "evil.npz").read_bytes())
    assert complaint(folder).startswith(f"{folder}/points.npz: mu: not readable (Object arrays cannot be loaded")


def test_a_zip_bomb_is_refused(folder, monkeypatch):
    monkeypatch.setattr("aevae_desktop.bundle.arrays.MAX_UNPACKED", 1000)
    with zipfile.ZipFile(folder / "bomb.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mu.npy", b"\0" * 100_000)
    store(folder, bundle.POINTS, (folder / "bomb.npz").read_bytes())
    assert complaint(folder) == f"{folder}/points.npz: found 100000 bytes unpacked, expected at most 1000"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([bundle.POINTS, bundle.HISTORY]), st.integers(0, 10**6), st.integers(1, 255), st.booleans())
def test_damaged_arrays_never_raise_anything_else(tmp_path_factory, name, place, flip, cut):
    folder = tmp_path_factory.mktemp("bundles") / "one"
    data = bytearray(
        bundle.pack_points(make_points()) if name == bundle.POINTS else bundle.pack_history(make_history())
    )
    place %= len(data)
    if cut:
        del data[place:]
    else:
        data[place] ^= flip
    manifest = bundle.write(folder, MANIFEST, {bundle.DECODER: b"", name: bytes(data)})
    read = bundle.read_points if name == bundle.POINTS else bundle.read_history
    with contextlib.suppress(BundleError):  # a flip in a zip's time stamp does no harm
        read(folder, manifest)


@settings(max_examples=150, deadline=None)
@given(_JSON | st.dictionaries(st.sampled_from(["format", "format_version", "kind", "image", "files", "id"]), _JSON))
def test_any_json_is_a_manifest_or_a_complaint(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "manifest.json"
    good = json.loads(dataclasses.replace(MANIFEST, files={}).to_json())
    merged = good | data if isinstance(data, dict) else data
    with pytest.raises(BundleError):  # no decoder is ever named
        bundle.parse(json.dumps(merged).encode(), path)


@pytest.mark.parametrize("text", [b"", b"\xff\xfe", b"[" * 100_000, b"null", b'{"format": 1e999}'])
def test_nonsense_instead_of_a_manifest(tmp_path, text):
    with pytest.raises(BundleError):
        bundle.parse(text, tmp_path / "manifest.json")


@pytest.mark.parametrize(
    ("platform", "variable", "tail"),
    [
        ("linux", "XDG_DATA_HOME", "aevae-desktop/models"),
        ("win32", "LOCALAPPDATA", "aevae-desktop/models"),
    ],
)
def test_the_user_folder_follows_the_system(platform, variable, tail, tmp_path, monkeypatch):
    monkeypatch.delenv("AEVAE_MODELS", raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, str(tmp_path))
    assert bundle.user_folder() == tmp_path / tail


def test_the_user_folder_on_a_mac(tmp_path, monkeypatch):
    monkeypatch.delenv("AEVAE_MODELS", raising=False)
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert bundle.user_folder() == tmp_path / "Library/Application Support/aevae-desktop/models"


def test_a_place_in_a_series_is_kept_and_written_only_where_there_is_one(tmp_path):
    placed = dataclasses.replace(MANIFEST, series="beta", position=0.25)
    for k, manifest in enumerate((MANIFEST, placed)):
        bundle.write(tmp_path / str(k), manifest, {bundle.DECODER: b"x"})
        found = bundle.read(tmp_path / str(k))
        assert (found.series, found.position) == (manifest.series, manifest.position)
    assert "series" not in (tmp_path / "0" / bundle.MANIFEST).read_text()
    edit(tmp_path / "0", lambda manifest: manifest.update(position="of nothing"))
    assert bundle.read(tmp_path / "0").position is None
