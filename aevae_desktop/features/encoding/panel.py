"""The card that encodes images of one's own: which, how far it is, and the map that fills."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from aevae_desktop.features.encoding import logic, text
from aevae_desktop.features.encoding.controller import EncodingController
from aevae_desktop.features.encoding.images_process import is_there
from aevae_desktop.features.encoding.state import Encoding, Phase
from aevae_desktop.features.train import text as of_train
from aevae_desktop.features.train.logic import FOLDERS
from aevae_desktop.language import translate
from aevae_desktop.session.model import Model
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.charts.code_map import CodeMap
from aevae_desktop.ui.widgets.controls import Segmented, button, choice, label, progress_bar, show_progress
from aevae_desktop.ui.widgets.file_dialog import ask_to_open
from aevae_desktop.ui.widgets.layouts import hbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.text_line import muted

SIDE = 300  # px
PURPOSE = translate(
    "encoding", "Your own images, encoded by the model of the active map. The result is a model with their codes."
)
MISSING = translate(
    "encoding", "What reads images is not part of the standalone program: install the project with pip for it."
)


class EncodingPanel(Card):
    """Two buttons and a switch, a bar, lines, and a map of the codes so far."""

    lazy = True

    def __init__(self, session: Session) -> None:
        super().__init__(session, "encoding", translate("encoding", "Encode images"), PURPOSE)
        self.setAcceptDrops(True)

    @property
    def _encoding(self) -> EncodingController:
        return self._session.controller(EncodingController)

    def build(self) -> None:
        """Make the buttons and what tells how far it is."""
        self._model = label("", "encoding.model", quiet=False)
        tip = of_train.OWN_FOLDER
        self._folder = button(translate("encoding", "Folder…"), "encoding.folder", tip, self._ask_folder)
        self._file = button(translate("encoding", "File…"), "encoding.file", of_train.OWN_FILE, self._ask_file)
        self._sets = choice("encoding.sets", text.SETS, list(logic.SETS), 0, translate("encoding", "Data set"))
        self._known = button(translate("encoding", "Encode"), "encoding.known", text.SETS, self._start_known)
        self._cancel = button(
            translate("encoding", "Cancel"),
            "encoding.cancel",
            translate("encoding", "Encode no more"),
            self._encoding.cancel,
        )
        names = [f"encoding.folders.{name}" for name in FOLDERS]
        self._folders = Segmented(of_train.FOLDERS, of_train.FOLDER_TIPS, names, title=translate("encoding", "Classes"))
        self._folders.chosen.connect(lambda index: self._encoding.choose(FOLDERS[index]))
        self._bar = progress_bar("encoding.progress", translate("encoding", "How many images are encoded"))
        self._said = label("", "encoding.said", quiet=False)
        self._notes = label("", "encoding.notes")
        self._map = CodeMap("encoding.map", SIDE)
        self._map.setAccessibleName(translate("encoding", "Codes of your images"))
        start = hbox(self._folder, self._file, self._cancel, (self._bar, 1), gap=8)
        known = hbox(muted(translate("encoding", "Data set"), room=64), (self._sets, 1), self._known)
        classes = hbox(muted(translate("encoding", "Classes"), room=64), self._folders, None)
        self.lay_out(self._model, start, classes, known, self._said, self._notes, self._map)
        self.setFocusProxy(self._folder)
        self._draw(self._session.state)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """How far it is, and by which model the next images would be encoded."""
        if self._built and (old.part(Encoding) is not new.part(Encoding) or _model(old) is not _model(new)):
            self._draw(new)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A folder or a file may be images."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Encode the first that was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and self._folder.isEnabled():
            event.acceptProposedAction()
            self._start(paths)

    def _draw(self, state: SessionState) -> None:
        part, model = state.part(Encoding), _model(state)
        lack = logic.lack(model) if is_there() else MISSING
        self._model.setText(lack or text.by(model))
        for made in (self._folder, self._file, self._known):
            made.setEnabled(not lack and not part.running)
        self._cancel.setVisible(part.running)
        self._cancel.setEnabled(part.phase is not Phase.WRITING)
        self._folders.setIndex(FOLDERS.index(part.class_folders))
        show_progress(self._bar, part.done / max(part.n, 1) if part.running else None)
        for line, said in ((self._said, text.said(part)), (self._notes, text.notes(part))):
            line.setText(said)
            line.setVisible(bool(said))
        self._map.setVisible(part.some is not None and part.running)  # in the end the large map has them
        if part.some is not None:
            self._map.show_codes(part.some.xy, part.some.label)

    def _ask_folder(self) -> None:
        ask_to_open(self, of_train.OWN_FOLDER, self._start, mode=QFileDialog.FileMode.Directory)

    def _ask_file(self) -> None:
        ask_to_open(self, of_train.OWN_FILE, self._start, of_train.FILTERS)

    def _start_known(self) -> None:
        self._encoding.start_known(logic.SETS[self._sets.currentIndex()])

    def _start(self, paths: Sequence[Path]) -> None:
        if paths:
            self._encoding.start(paths[0], self._session.state.part(Encoding).class_folders)


def _model(state: SessionState) -> Model | None:
    return state.panes[state.lead].model
