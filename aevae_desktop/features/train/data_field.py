"""Which images to train on: known sets in a list, one's own by a dialog, and what is assumed of those."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from aevae_desktop.features.train import logic, text
from aevae_desktop.features.train.state import OwnImages
from aevae_desktop.language import translate
from aevae_desktop.ui.widgets.controls import Segmented, button, choice, label
from aevae_desktop.ui.widgets.file_dialog import ask_to_open
from aevae_desktop.ui.widgets.layouts import hbox, vbox

LEAST = 16  # characters of a set's name that have room


class DataField(QWidget):
    """``chosen(name)``: a known set; ``placed(path, class_folders)``: a place, and which of its folders are classes."""

    chosen = Signal(str)
    placed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._own = OwnImages()
        self._list = choice(
            "train.data", translate("train", "The images to train on"), [], 0, translate("train", "Data set")
        )
        self._list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._list.setMinimumContentsLength(LEAST)
        self._list.activated.connect(self._take)
        self._folders = Segmented(
            text.FOLDERS,
            text.FOLDER_TIPS,
            [f"train.folders.{name}" for name in logic.FOLDERS],
            title=translate("train", "Classes"),
        )
        self._folders.chosen.connect(lambda index: self.placed.emit(Path(self._own.place), logic.FOLDERS[index]))
        self._said = label("", "train.own")
        folder = button(translate("train", "Folder…"), "train.folder", text.OWN_FOLDER, self._ask_folder)
        file = button(translate("train", "File…"), "train.file", text.OWN_FILE, self._ask_file)
        vbox(self._list, hbox(folder, file, None), self._said, hbox(self._folders, None), gap=6, of=self)
        self.setFocusProxy(self._list)

    def show_data(self, dataset: str, own: OwnImages) -> None:
        """Show what is chosen, and what is known of one's own images."""
        self._own = own
        names = [*logic.DATASETS.values(), *([text.own_name(own)] if own.place else [])]
        if [self._list.itemText(k) for k in range(self._list.count())] != names:
            self._list.clear()
            self._list.addItems(names)
        known = list(logic.DATASETS)
        index = known.index(dataset) if dataset in known else len(names) - 1
        self._list.setCurrentIndex(len(names) - 1 if own.looking or own.error else index)
        said = text.own(own) if index == len(names) - 1 or own.looking or own.error else ""
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._folders.setVisible(bool(said) and own.nested is not None)
        self._folders.setIndex(logic.FOLDERS.index(own.class_folders))

    def _take(self, index: int) -> None:
        known = list(logic.DATASETS)
        if index < len(known):
            self.chosen.emit(known[index])
        else:
            self.placed.emit(Path(self._own.place), self._own.class_folders)

    def _ask_folder(self) -> None:
        ask_to_open(self, text.OWN_FOLDER, self._placed, mode=QFileDialog.FileMode.Directory)

    def _ask_file(self) -> None:
        ask_to_open(self, text.OWN_FILE, self._placed, text.FILTERS)

    def _placed(self, paths: Sequence[Path]) -> None:
        if paths:
            self.placed.emit(paths[0], logic.FOLDERS[0])
