"""Bundles that nobody should have made: each refusal is one exact line, and no damage gives anything else."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import os
import struct
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop import bundle
from aevae_desktop.bundle import History, ImageSpec, Manifest, Points, TensorNames
from aevae_desktop.errors import BundleError
from tests.damage import uncaught

MANIFEST = Manifest(
    id="toy",
    title="A toy",
    kind="vae",
    family="mlp",
    image=ImageSpec(4, 5),
    latent_dim=2,
    prior="standard_normal",
    tensors=TensorNames(log_var="log_var"),
    classes=("zero", "one"),
    metrics={"test_mse": {"value": 0.03, "unit": "", "n": 100, "command": "evaluate"}},
    provenance={"seed": 1, "config": {"hidden": [512, 256], "lr": 0.004}},
)
LINE_OF = "one line of at most {} characters, none of them a control character"
NAME, SHORT, LINE = LINE_OF.format(40), LINE_OF.format(255), LINE_OF.format(1000)


def points(n: int = 6) -> Points:
    rng = np.random.default_rng(n)
    mu, log_var = rng.standard_normal((2, n, 2), np.float32)
    label, split = (np.arange(n) % 2).astype(np.int16), (np.arange(n) % 2).astype(np.uint8)
    return Points(mu, log_var, label, split, {"error": mu[:, 0]})


def history() -> History:
    tiles = np.zeros((2, 2, 2, 4, 5), np.uint8)
    losses = {"kl": np.ones(2, np.float32)}
    codes, extent = np.zeros((2, 3, 2), np.float32), np.ones((2, 4), np.float32)
    return History(np.arange(2, dtype=np.int32), losses, np.arange(3, dtype=np.int32), codes, tiles, extent)


def images() -> bytes:
    return bundle.pack_images(np.arange(6 * 20, dtype=np.uint8).reshape(6, 4, 5))


CONTENTS = {
    bundle.DECODER: b"decoder",
    bundle.POINTS: bundle.pack_points(points()),
    bundle.HISTORY: bundle.pack_history(history()),
    bundle.IMAGES: images(),
}


REFINED = {"mu": "m", "log_var": "l", "steps": 2, "damping": 0.1}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bundle.write(tmp_path / "toy", MANIFEST, CONTENTS)
    return tmp_path / "toy"


def edit(folder: Path, change: dict[str, Any]) -> Path:
    path = folder / bundle.MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    return path


def store(folder: Path, name: str, data: bytes) -> None:
    """Put ``data`` under ``name`` with a hash and size that fit."""
    (folder / name).write_bytes(data)
    files = json.loads((folder / bundle.MANIFEST).read_text())["files"]
    edit(folder, {"files": files | {name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}}})


def line(read: Callable[[], object]) -> str:
    with pytest.raises(BundleError) as caught:
        read()
    return str(caught.value)


# ---------------------------------------------------------------- manifests


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"latent_dim": 4097}, "latent_dim: found 4097, expected an integer from 1 to 4096"),
        ({"classes": ["x"] * 255}, "classes: found 255, expected at most 254"),
        ({"classes": ["x", "y" * 256]}, f"classes[1]: found 256 characters, expected {SHORT}"),
        ({"classes": ["a\tb"]}, f"classes[0]: found the character U+0009, expected {SHORT}"),
        ({"title": "a\u202eb"}, f"title: found the character U+202E, expected {LINE}"),
        ({"title": "a\u2028b"}, f"title: found the character U+2028, expected {LINE}"),
        ({"family": "x" * 1001}, f"family: found 1001 characters, expected {LINE}"),
        ({"tensors": {"z": "\0"}}, f"tensors.z: found the character U+0000, expected {LINE}"),
        ({"dataset": {"licence": "\x9b"}}, f"dataset.licence: found the character U+009B, expected {LINE}"),
        ({"dataset": {"sha256": {"a\nb": ""}}}, f"dataset.sha256.a b: found the character U+000A, expected {LINE}"),
        (
            {"dataset": {"sha256": {f"f{k}": "" for k in range(1001)}}},
            "dataset.sha256: found 1001 entries, expected at most 1000",
        ),
        ({"metrics": {f"m{k}": {} for k in range(1001)}}, "metrics: found 1001 entries, expected at most 1000"),
        ({"series": "x" * 41, "position": 1}, f"series: found 41 characters, expected {NAME}"),
        ({"series": "a\nb", "position": 1}, f"series: found the character U+000A, expected {NAME}"),
        ({"series": "beta"}, "position: found nothing, expected a value"),
        ({"series": "beta", "position": "1"}, "position: found '1', expected a finite number"),
        ({"series": "beta", "position": 1e7}, "position: found 10000000.0, expected a number from -1e+06 to 1e+06"),
        ({"refined": None}, "refined: found null, expected an object"),
        ({"refined": {}}, "refined.log_var: found nothing, expected a value"),
        ({"refined": REFINED | {"mu": 1}}, "refined.mu: found 1, expected a text"),
        ({"refined": REFINED | {"steps": 0}}, "refined.steps: found 0, expected an integer from 1 to 100"),
        ({"refined": REFINED | {"starts": -1}}, "refined.starts: found -1, expected an integer from 0 to 1000"),
        ({"refined": REFINED | {"reach": "far"}}, "refined.reach: found 'far', expected a finite number"),
        ({"refined": REFINED | {"damping": "x"}}, "refined.damping: found 'x', expected a finite number"),
        ({"metrics": {"a": 1}}, "metrics.a: found a number, expected an object"),
        ({"files": {f"f{k}": {} for k in range(101)}}, "files: found 101 entries, expected at most 100"),
        (
            {"files": {"decoder.onnx": {"sha256": "0" * 64, "size": 1 << 31}}},
            "files.decoder.onnx.size: found 2147483648, expected an integer from 0 to 1073741824",
        ),
        (
            {"files": {"points.npz": {"sha256": "0" * 64, "size": 1 << 29}}},
            "files.points.npz.size: found 536870912, expected an integer from 0 to 268435456",
        ),
        (
            {"image": {"height": 4096, "width": 4096}},
            "image: found 4096 x 4096 x 1, expected at most 4194304 numbers an image",
        ),
        (
            {"image": {"height": 4, "width": 5, "low": -1e7}},
            "image.low: found -10000000.0, expected a number from -1e+06 to 1e+06",
        ),
        (
            {"provenance": {"x" * 201: 1}},
            f"provenance: found {('x' * 201)!r:.79}…, expected keys of at most 200 whole characters. "
            "Copy or export the bundle again.",
        ),
        (
            {"provenance": {"a": 1 << 63}},
            "provenance.a: found 9223372036854775808, expected a whole number of at most 64 bits. "
            "Copy or export the bundle again.",
        ),
        (
            {"metrics": {"a": {"value": float("nan")}}},
            "metrics.a.value: found nan, expected a finite number. Copy or export the bundle again.",
        ),
    ],
)  # fmt: skip
def test_a_manifest_beyond_what_can_be_shown(folder: Path, change: dict[str, Any], said: str) -> None:
    path = edit(folder, change)
    assert line(lambda: bundle.read(folder)) == f"{path}: {said}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b'{"a": 1, "b": 2, "a": 3}', "not readable as JSON (the key 'a' twice)"),
        ('{"a": "é"}'.encode("latin-1"), "not readable as JSON ('utf-8' codec can't decode byte 0xe9"),
        ('{"a": 1}'.encode("utf-16"), "not readable as JSON ('utf-8' codec can't decode byte 0xff"),
        (b'{"\\udfff": 1}', "found '\\udfff', expected keys of at most 200 whole characters"),
        (b'{"a": [[[1e400]]]}', "a[0][0][0]: found inf, expected a finite number"),
        (b"[" + b"[]," * 100_000 + b"1]", "not readable as JSON (100001 lists and objects, 100000 commas; at most"),
        (b"[" + b"1," * 800_001 + b"1]", "not readable as JSON (1 lists and objects, 800001 commas; at most 100000"),
        (
            b"{" + b"".join(b'"k%d":0,' % k for k in range(50_000)) + b'"k7":0}',
            "not readable as JSON (the key 'k7' twice)",
        ),
        (b'{"a": [0, 1, 1e30, NaN]}', "a[3]: found nan, expected a finite number"),
        (b'{"a": [0, 99999999999999999999]}', "a[1]: found 99999999999999999999, expected a whole number of"),
        (b'{"a": -Infinity}', "a: found -inf, expected a finite number"),
        (b'{"a":' + b"[" * 33 + b"]" * 33 + b"}", "a[0]"),
    ],
)
def test_json_that_only_some_readers_take(tmp_path: Path, text: bytes, said: str) -> None:
    assert line(lambda: bundle.parse(text, tmp_path)).startswith(f"{tmp_path}: {said}")


def test_a_manifest_may_begin_with_a_mark_of_its_encoding_and_be_deep(folder: Path) -> None:
    deep: Any = 1
    for _ in range(30):
        deep = [deep]
    path = edit(folder, {"provenance": {"a": deep}})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert bundle.read(folder).provenance == {"a": deep}


@pytest.mark.parametrize(
    "change",
    [
        {"title": "a\nb"},
        {"title": "\ud800"},
        {"classes": ("x",) * 255},
        {"latent_dim": 5000},
        {"provenance": {"loss": float("nan")}},
        {"provenance": {"what": object()}},
        {"provenance": {"notes": "x" * (1 << 20)}},
    ],
)
def test_nothing_is_written_that_would_not_be_read(folder: Path, change: dict[str, Any]) -> None:
    before = (folder / bundle.MANIFEST).read_bytes()
    with pytest.raises(BundleError):
        bundle.write(folder, dataclasses.replace(MANIFEST, **change), CONTENTS)
    assert (folder / bundle.MANIFEST).read_bytes() == before


# ---------------------------------------------------------------- files


@pytest.mark.skipif(os.name != "posix", reason="pipes and links as POSIX has them")
@pytest.mark.parametrize("name", [bundle.MANIFEST, *CONTENTS])
def test_only_files_in_the_folder_are_opened(folder: Path, tmp_path: Path, name: str) -> None:
    path = folder / name
    outside = path.rename(tmp_path / name)
    path.symlink_to(outside)
    refused = f"{path}: a link that leads out of the folder. Copy or export the bundle again."
    assert line(lambda: bundle.read(folder)) == refused
    path.unlink()
    path.symlink_to(Path("..") / name)
    assert line(lambda: bundle.read(folder)) == refused
    path.unlink()
    os.mkfifo(path)
    assert line(lambda: bundle.read(folder)) == f"{path}: not a regular file. Copy or export the bundle again."
    path.unlink()
    path.symlink_to("/dev/zero")
    assert line(lambda: bundle.read(folder)) == refused


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
@pytest.mark.parametrize("name", CONTENTS)
def test_a_file_that_becomes_a_link_after_its_size_was_looked_at(folder: Path, tmp_path: Path, name: str) -> None:
    manifest = bundle.read(folder)
    (folder / name).rename(tmp_path / name)
    (folder / name).symlink_to(tmp_path / name)
    for read in (lambda: bundle.read_file(folder, manifest, name), lambda: bundle.check_hash(folder, manifest, name)):
        assert "a link that leads out of the folder" in line(read)


def test_a_file_that_grew_is_read_no_further(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from aevae_desktop.reading import regular

    monkeypatch.setattr(regular, "size_of", lambda path, inside=None: 7)
    manifest = bundle.parse((folder / bundle.MANIFEST).read_bytes(), folder)
    (folder / bundle.DECODER).write_bytes(b"decoder" * 1000)
    for read in (bundle.read_file, bundle.check_hash):
        assert line(lambda read=read: read(folder, manifest, bundle.DECODER)).startswith(  # type: ignore[misc]
            f"{folder}/decoder.onnx: size: found "
        )


def test_what_a_process_needs_that_opens_no_file(folder: Path) -> None:
    manifest = bundle.read(folder)
    found = bundle.read_files(folder, manifest, (bundle.ENCODER, bundle.DECODER, bundle.POINTS))
    assert found == {name: CONTENTS[name] for name in (bundle.DECODER, bundle.POINTS)}
    assert (bundle.points_from(found[bundle.POINTS], manifest, folder).mu == points().mu).all()
    rows = bundle.read_image_rows(folder, manifest, [5, 0])
    assert bundle.images_from(rows, manifest, folder).tolist() == bundle.read_images(folder, manifest, [5, 0]).tolist()
    assert line(lambda: bundle.images_from(rows[1:], manifest, folder)) == (
        f"{folder}: found 39 bytes of pixels, expected 20 for each image"
    )


def test_manifests_and_bytes_are_read_without_numpy(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from aevae_desktop import bundle; folder = Path(sys.argv[1])\n"
        "manifest = bundle.read(folder); bundle.read_files(folder, manifest, manifest.files)\n"
        "bundle.read_image_rows(folder, manifest, [0]); assert 'numpy' not in sys.modules\n"
        "assert bundle.read_points and all(hasattr(bundle, name) for name in bundle.__all__)"
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        bundle.nothing  # type: ignore[attr-defined]  # noqa: B018


# ---------------------------------------------------------------- arrays


def archive(method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"", **members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        for name, data in members.items():
            made.writestr(f"{name}.npy", data)
        made.comment = comment
    return stream.getvalue()


def npy(array: Any) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def whole(**changes: bytes) -> dict[str, bytes]:
    p = points()
    return {name: npy(getattr(p, name)) for name in ("mu", "log_var", "label", "split")} | changes


def declared(descr: str, shape: str, data: bytes = b"") -> bytes:
    """A .npy file that says this of itself."""
    head = f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}".encode()
    return b"\x93NUMPY\1\0" + struct.pack("<H", len(head)) + head + data


def twice() -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as made:
            for data in (npy(points().mu), b"x"):
                made.writestr("mu.npy", data)
    return stream.getvalue()


def encrypted() -> bytes:
    data = bytearray(archive(**whole()))
    for signature, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + flags] |= 1
    return bytes(data)


def listing(size: int) -> bytes:
    data = bytearray(archive(**whole()))
    data[-10:-6] = struct.pack("<L", size)
    return bytes(data)


NPZ, MU = "not readable as .npz", "mu: not readable"


def with_mu(mu: bytes) -> bytes:
    return archive(**whole(mu=mu))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (archive(zipfile.ZIP_LZMA, **whole()), f"{NPZ} (a member packed by method 14, not stored or deflated)"),
        (archive(zipfile.ZIP_BZIP2, **whole()), f"{NPZ} (a member packed by method 12, not stored or deflated)"),
        (archive(comment=b"hello", **whole()), f"{NPZ} (File is not a zip file, or has a comment)"),
        (encrypted(), f"{NPZ} (a member that is encrypted)"),
        (twice(), f"{NPZ} (two members of one name)"),
        (listing(1 << 20), f"{NPZ} (a list of members of 1048576 bytes, at most 262144 are read)"),
        (b"PK", f"{NPZ} (File is not a zip file)"),
        (archive(**{f"a{k}": b"" for k in range(129)}), f"{NPZ} (129 members, at most 128 are read)"),
        (with_mu(b"PNG"), f"{MU} (no .npy file)"),
        (with_mu(declared("'|O'", "(6, 2)")), f"{MU} (Object arrays cannot be loaded: they are pickles)"),
        (with_mu(declared("[('a', '<f4')]", "(6, 2)")), f"{MU} (a header without dtype, order and shape)"),
        (with_mu(declared("'<f4'", "(9999999, 2)")), f"{MU} (75 bytes, 80000067 for float32 of shape (9999999, 2))"),
        (with_mu(declared("'<f4'", "(6, 2)", bytes(49))), f"{MU} (118 bytes, 117 for float32 of shape (6, 2))"),
        (with_mu(declared("'<f4'", "(9999999999999, 2)")), f"{MU} (a shape of 2 axes, 9999999999999, 2)"),
        (with_mu(declared("'<f4'", "(-6, 2)")), f"{MU} (a header without dtype, order and shape)"),
        (
            with_mu(declared("'>f4'", "(6, 2)", bytes(48))),
            "mu: found >f4 of shape (6, 2), expected float32 of shape (n, 2)",
        ),
        (with_mu(b"\x93NUMPY\2\0" + b"\xff" * 4), f"{MU} (a header of version 2.0 and 4294967295 bytes)"),
        (with_mu(npy(np.full((6, 2), -2e15, np.float32))),
         "mu: found 2e+15, expected numbers from -1e+15 to 1e+15. Scale or clamp mu where the model is exported."),
        (archive(**whole(log_var=npy(np.full((6, 2), 101, np.float32)))),
         "log_var: found 101, expected numbers from -100 to 100. Scale or clamp log_var where the model is exported."),
    ],
)  # fmt: skip
def test_an_archive_that_only_some_readers_take(folder: Path, data: bytes, said: str) -> None:
    store(folder, bundle.POINTS, data)
    assert line(lambda: bundle.read_points(folder, bundle.read(folder))) == f"{folder}/points.npz: {said}"


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [
        ("MOST_POINTS", 5, "mu: found 6 codes, expected at most 5"),
        ("MOST_COLUMNS", 0, "column: found 1, expected at most 0"),
        ("MOST_SHOWN", 100, "mu: found 6 codes with 5 numbers each, 138 bytes, expected at most 100"),
    ],
)
def test_more_than_can_be_shown(
    folder: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, said: str
) -> None:
    monkeypatch.setattr(f"aevae_desktop.bundle.arrays.{limit}", value)
    assert line(lambda: bundle.read_points(folder, bundle.read(folder))) == f"{folder}/points.npz: {said}"


def test_a_member_unpacks_no_further_than_the_directory_says(folder: Path) -> None:
    bomb = bytearray(archive(**whole(mu=declared("'<f4'", "(6, 2)", bytes(50_000_000)))))
    sizes = bomb.index(b"PK\1\2") + 24
    bomb[sizes : sizes + 4] = struct.pack("<L", len(declared("'<f4'", "(6, 2)", bytes(48))))
    store(folder, bundle.POINTS, bytes(bomb))
    assert "mu: not readable (Bad CRC-32" in line(lambda: bundle.read_points(folder, bundle.read(folder)))


def test_arrays_of_other_writers_are_read(folder: Path) -> None:
    """Members that are stored, columns in Fortran's order, a header with the keys in another order and other quotes."""
    head = b'{"shape": (6, 2), "descr": "<f4", "fortran_order": False}   \n'
    other = b"\x93NUMPY\2\0" + struct.pack("<L", len(head)) + head + points().log_var.tobytes()  # type: ignore[union-attr]
    data = archive(zipfile.ZIP_STORED, **whole(mu=npy(np.asfortranarray(points().mu)), log_var=other))
    store(folder, bundle.POINTS, data)
    found = bundle.read_points(folder, bundle.read(folder))
    assert (found.mu == points().mu).all()
    assert (found.log_var == points().log_var).all()
    assert found.mu.flags.c_contiguous


# ---------------------------------------------------------------- any damage


def _images(folder: Path) -> Callable[[bytes], object]:
    def read(data: bytes) -> object:
        (folder / bundle.IMAGES).write_bytes(data)
        record = bundle.FileRecord("0" * 64, len(data))
        manifest = dataclasses.replace(MANIFEST, files={bundle.DECODER: record, bundle.IMAGES: record})
        return bundle.read_images(folder, manifest, [0, 5])

    return read


def _manifest(data: bytes) -> object:
    return bundle.parse(data, Path("m")).to_json().encode()


@pytest.mark.parametrize("kind", [bundle.MANIFEST, bundle.POINTS, bundle.HISTORY, bundle.IMAGES])
def test_damage_of_any_kind_is_one_line_or_harmless(folder: Path, kind: str) -> None:
    path = Path(kind)
    readers: dict[str, Callable[[bytes], object]] = {
        bundle.MANIFEST: _manifest,
        bundle.POINTS: lambda data: bundle.points_from(data, MANIFEST, path),
        bundle.HISTORY: lambda data: bundle.history_from(data, MANIFEST, path),
        bundle.IMAGES: _images(folder),
    }
    originals = [(folder / kind).read_bytes()]
    if kind == bundle.POINTS:
        originals.append(archive(zipfile.ZIP_STORED, **whole()))
    assert uncaught(kind, originals, readers[kind]) == []
