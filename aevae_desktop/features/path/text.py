"""The path in words."""

from __future__ import annotations

import numpy as np

from aevae_desktop.core.paths.interpolation import PATHS
from aevae_desktop.features.path.state import LETTERS, PathSpec, PathState, Survey, Waypoint, lettered
from aevae_desktop.language import translate
from aevae_desktop.ui.words import figure, tiny

Way = tuple[Waypoint, ...]
SETTINGS = {  # of a path, as an undo names them
    "compared": translate("path", "compared paths"), "closed": translate("path", "loop"),
    "even": translate("path", "constant speed"),
    "weight": translate("path", "weight"),
    "frames": translate("path", "number of frames"),
}  # fmt: skip


def way(path: PathState) -> str:
    """``from A 0 to C 7 and back to A 0``: where a path begins and ends."""
    names = [lettered(i, waypoint) for i, waypoint in enumerate(path.waypoints)]
    if len(names) < 2:
        return translate("path", "at {names}").format(names=names[0]) if names else ""
    said = translate("path", "from {first} to {last}")
    if path.spec.closed:
        said = translate("path", "from {first} to {last} and back to {first}")
    return said.format(first=names[0], last=names[-1])


def onion(skins: int) -> str:
    """What the onion skin does to a preview."""
    frames = translate("path", "1 frame") if skins == 1 else translate("path", "{n} frames").format(n=skins)
    return translate(
        "path",
        "{frames} before and after shine through, fainter the farther away they are: every pixel "
        "shows the strongest of them. Blended for display only.",
    ).format(frames=frames)


def travelled(survey: Survey) -> str:
    """``length 57.0 · step mean 0.24, max 2.50``: how much the picture changes along a path, in pixel space."""
    mean, most = survey.length / max(len(survey.step), 1), float(survey.step.max(initial=0.0))
    return translate("path", "length {length} · step mean {mean}, max {most}").format(
        length=figure(survey.length), mean=figure(mean), most=figure(most)
    )


def farthest(survey: Survey) -> str:
    """``farthest from codes 0.14``, latent units; nothing where there are no codes."""
    known = survey.distance[np.isfinite(survey.distance)]
    return translate("path", "farthest from codes {tiny}").format(tiny=tiny(float(known.max()))) if len(known) else ""


def edited(before: PathSpec, after: PathSpec) -> str:
    """What an edit of the path did, in a few words."""
    if said := _way_edited(before.waypoints, after.waypoints):
        return said
    if before.kind != after.kind:
        return (
            translate("path", "path {label}").format(label=PATHS[after.kind].label)
            if after.kind in PATHS
            else translate("path", "another kind of path")
        )
    changed = [said for name, said in SETTINGS.items() if getattr(before, name) != getattr(after, name)]
    return changed[0] if changed else translate("path", "the path")


def _way_edited(before: Way, after: Way) -> str:
    """What it did to the way-points; empty where they are the same."""
    same = [_same(a, b) for a, b in zip(before, after, strict=False)]
    first, more = (same.index(False) if False in same else len(same)), len(after) - len(before)
    if more == 1:
        return translate("path", "add way-point {letter}").format(letter=LETTERS[first])
    if more == -1 and after:
        return translate("path", "remove way-point {letter}").format(letter=LETTERS[first])
    if more:
        return translate("path", "remove all way-points") if not after else translate("path", "another path")
    if all(same):
        return ""
    if same.count(False) == 1:
        return translate("path", "move way-point {letter}").format(letter=LETTERS[first])
    if all(_same(a, b) for a, b in zip(reversed(before), after, strict=True)):
        return translate("path", "reverse the path")
    moved = all(any(_same(a, b) for b in after) for a in before)
    return translate("path", "change the order of the way-points") if moved else translate("path", "another path")


def _same(a: Waypoint, b: Waypoint) -> bool:
    """Whether two way-points are in one place, as far as their codes say."""
    pairs = [(p, q) for p, q in zip(a.z, b.z, strict=True) if p is not None and q is not None]
    return a is b or (bool(pairs) and all(np.array_equal(p, q) for p, q in pairs))
