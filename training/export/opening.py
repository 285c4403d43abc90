"""Whatever holds networks, opened to be measured: a bundle, ONNX files, or a folder of them without a manifest.

What opens in the app opens here. What its manifest does not tell, or tells wrongly, is found out by running the
networks, as the app does; what cannot be measured is asked: ``--as NAME=VALUE`` answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from aevae_desktop import bundle
from aevae_desktop.bundle import DECODER, ENCODER, MANIFEST, Manifest
from aevae_desktop.errors import ModelError
from training.export.metrics import Coder, open_coder

NOTHING: Mapping[str, str] = MappingProxyType({})
HALVES = "taken for mu and log_var."
_OPEN = "cannot be measured"
_WHAT = {
    "range": "the range of its pixels",
    "size": "the size of its images",
    "mu": "which output is mu",
    "second": "which output is the width of the posterior",
    "role": "what its second output is",
    "classes": "how many classes it takes",
}
_MOST_TOLD = 6  # choices
MEASURED = "--measured runs the networks to see what they are, whatever the manifest says."


@dataclass(frozen=True, eq=False)
class Opened:
    """The networks, what they are, where they came from, and what a person should know, a line each."""

    folder: Path
    manifest: Manifest
    coder: Coder
    notes: tuple[str, ...]


def models(places: Sequence[Path]) -> list[list[Path]]:
    """What belongs together: each folder is a model, and the files among ``places`` are one, in their order."""
    files = [place for place in places if not place.is_dir()]
    groups = [[place] if place.is_dir() else files for place in places]
    return [group for k, group in enumerate(groups) if group not in groups[:k]]


def opened(places: Sequence[Path], *, measured: bool = False, wants: Mapping[str, str] = NOTHING) -> Opened:
    """The networks at ``places``; ``measured``: run to see what they are; ``wants``: what a person says they are.

    Raises ``BundleError`` or ``ModelError``, which says what is to be answered.
    """
    folder = places[0]
    if _is_bare(places):
        return _measured(places, None, wants)
    manifest = bundle.read(folder)
    if measured or wants:
        return _measured(places, manifest, wants)
    try:
        coder = open_coder(folder, manifest)
        if coder.model.cut and coder.model.cut.endswith(HALVES):  # which may be something else: that is asked
            raise ModelError(coder.model.cut, file=folder)
    except ModelError as error:
        try:
            found = _measured(places, manifest, wants)
        except ModelError as other:
            raise (other if other.what.endswith(_OPEN) else error) from None
        return replace(found, notes=(f"its manifest does not fit its networks ({error})", *found.notes))
    doubts = coder.doubts()
    of_manifest = [line for line in doubts if "manifest" in line or "log_var" in line]
    return Opened(folder, manifest, coder, (*doubts, *([MEASURED] if of_manifest else [])))


def _is_bare(places: Sequence[Path]) -> bool:
    return len(places) > 1 or places[0].suffix.lower() == bundle.ONNX or bundle.is_bare(places[0])


def _measured(places: Sequence[Path], base: Manifest | None, wants: Mapping[str, str]) -> Opened:
    """What the networks are by running them; ``base``: what their manifest says of all else."""
    from aevae_desktop.engine.child import onnx_files
    from aevae_desktop.engine.child.jobs import probing

    head, files = onnx_files.read(places) if base is None else onnx_files.read_bundle(places[0])
    networks = {name: data for name, data in files.items() if name.lower().endswith(bundle.ONNX)}
    folder = Path(head["folder"])
    found, arrays = probing.probe(folder, folder.name, networks, wants)
    _ask(folder, found["findings"])
    manifest = bundle.parse(found["manifest"].encode(), folder / MANIFEST)
    given = {DECODER: found["decoder"], ENCODER: found["encoder"]}
    whole = {name: networks[file] for name, file in given.items() if file}
    whole |= {name: arrays[name].tobytes() for name in whole if name in arrays}
    if base is not None:
        manifest = replace(manifest, dataset=base.dataset, classes=base.classes, title=base.title)
    coder = Coder(folder, manifest, whole)
    notes = [str(line) for line in manifest.provenance["assumed"]] + [
        line for line in coder.doubts() if line not in manifest.provenance["assumed"]
    ]
    return Opened(folder, manifest, coder, tuple(dict.fromkeys(notes)))


def _ask(folder: Path, findings: Sequence[Mapping[str, object]]) -> None:
    """Raises ``ModelError`` where something is open."""
    open_ = [each for each in findings if each["sure"] == "open"]
    if not open_:
        return
    asked = " and ".join(_WHAT.get(str(each["name"]), str(each["name"])) for each in open_)
    said = [str(each["said"]) for each in open_ if each["said"]]
    answers = "; ".join(f"--as {each['name']}={_either(each['choices'])}" for each in open_)
    raise ModelError(f"{asked} {_OPEN}", file=folder, remedy=" ".join([*said, f"Say which it is: {answers}."]))


def _either(choices: object) -> str:
    assert isinstance(choices, list | tuple)
    return " or ".join(json.dumps(each) if " " in str(each) else str(each) for each in choices[:_MOST_TOLD])
