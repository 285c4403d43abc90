"""The kinds that are compared: how each is drawn, and how long it is by the shortest of them, a row a pane."""

from __future__ import annotations

from functools import partial

from aevae_desktop.core.paths.interpolation import PATHS
from aevae_desktop.features.path.overlay import pen
from aevae_desktop.features.path.state import Curve, Curves, PathState
from aevae_desktop.language import translate
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.table import Sample, SampleTable

TIP = translate("path", "The length of each kind of path in pixel space, and how much longer it is than the shortest")


class KindTable(SampleTable):
    """Nothing while a path is compared with none."""

    def __init__(self) -> None:
        super().__init__("path.table", TIP)
        self.setAccessibleName(translate("path", "Lengths of the compared kinds"))
        self.hide()

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the lengths that are known."""
        spec, names = new.part(PathState).spec, words.pane_names(new)
        shown = [kind for kind in PATHS if kind in {spec.kind, *spec.compared}]
        rows = []
        for i, _ in new.shown_models():
            if curves := new.panes[i].part(Curves):
                known = [(kind, curves[kind]) for kind in shown if kind in curves]
                texts = zip(known, _cells(known), _cells(known, brief=True), strict=True)
                rows.append((names[i], [_sample(*one, *said, main=one[0] == spec.kind) for one, *said in texts]))
        self.set_rows(rows)


def _sample(kind: str, curve: Curve, text: str, brief: str, *, main: bool) -> Sample:
    return Sample(partial(pen, kind=kind, main=main, done=curve.done), text, brief, main)


def _cells(row: list[tuple[str, Curve]], *, brief: bool = False) -> list[str]:
    """``Linear 57.0, +3.1 %``, and of the shortest ``Shortest 55.3, least``; in brief without the lengths."""
    known = [curve.survey.length for _, curve in row if curve.survey is not None]
    going = any(curve.survey is None and not curve.error for _, curve in row)
    least = 0.0 if going else min(known, default=0.0)  # while some are to come, none is said to be the shortest
    return [f"{PATHS[kind].label} {_length(curve, least, brief)}" for kind, curve in row]


def _length(curve: Curve, least: float, brief: bool) -> str:
    if curve.survey is None:
        return translate("path", "not measured") if curve.error else "…"
    length = curve.survey.length
    more = (
        translate("path", "least")
        if length == least > 0
        else f"+{words.number(100 * (length / least - 1), 1)} %"
        if least > 0
        else ""
    )
    return more if brief and more else ", ".join(part for part in (words.figure(length), more) if part)
