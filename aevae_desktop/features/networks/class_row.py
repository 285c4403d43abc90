"""The class that a conditional model is given, beside the title of its map."""

from __future__ import annotations

from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.language import translate
from aevae_desktop.session.model import Model
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.widgets.controls import choice
from aevae_desktop.ui.widgets.layouts import hbox
from aevae_desktop.ui.widgets.panel import Panel
from aevae_desktop.ui.widgets.text_line import TextLine


class ClassRow(Panel):
    """Hidden where the model of map ``index`` takes none."""

    def __init__(self, session: Session, index: int) -> None:
        super().__init__()
        self._session, self._index = session, index
        self.setObjectName(f"condition.{index}")
        said = translate("networks", "Class")
        tip = translate("networks", "The class that this conditional model decodes and encodes")
        self._choice = choice(f"condition.class.{index}", tip, [], -1, said)
        self._choice.activated.connect(self._chosen)
        line = TextLine(12, said, muted=True, on="ground", room=-1)
        hbox(line, self._choice, None, gap=8, edges=(2, 0, 0, 0), of=self)
        self.hide()

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """The classes of another model, or another of them."""
        before, model = old.panes[self._index].model, new.panes[self._index].model
        if before is model:
            return
        names = names_of(model)
        self.setVisible(bool(names))
        if model is not None and names:
            if names != names_of(before) or not self._choice.count():
                self._choice.clear()
                self._choice.addItems(names)
            self._choice.setCurrentIndex(model.label)

    def _chosen(self, label: int) -> None:
        self._session.controller(ModelsController).choose_label(self._index, label)


def names_of(model: Model | None) -> list[str]:
    """What the classes are called that a conditional model takes; none where it takes none."""
    condition = None if model is None else model.manifest.condition
    if model is None or condition is None:
        return []
    names = model.manifest.classes
    return list(names) if len(names) == condition.classes else [str(k) for k in range(condition.classes)]
