"""The Train card: what to train, how far it is, its losses, and what can be done with what is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from aevae_desktop.bundle.snapshot import Snapshot
from aevae_desktop.errors import LabError
from aevae_desktop.features.train import logic, text
from aevae_desktop.features.train.controller import TrainController
from aevae_desktop.features.train.data_field import DataField
from aevae_desktop.features.train.state import OwnImages, PastRuns, Phase, Training, TrainOptions
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import imaging
from aevae_desktop.ui.charts.code_map import CodeMap
from aevae_desktop.ui.charts.interval_curve import IntervalCurve
from aevae_desktop.ui.widgets.controls import (
    Segmented,
    button,
    choice,
    entry,
    label,
    number,
    progress_bar,
    show_progress,
)
from aevae_desktop.ui.widgets.layouts import grid, hbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.picture import Picture
from aevae_desktop.ui.widgets.text_line import TextLine, muted

WIDE, SIDE = 440, 200  # px
PURPOSE = translate("train", "Train a model of your own. It goes on while the card is closed.")
MOST_D, MOST_EPOCHS, MOST_HELD, MOST_SEED = 1024, 10_000, 10_000, 2**31 - 1
USUAL = {"ae": "gaussian", "linear-ae": "gaussian", "vae": "bernoulli"}  # as `aevae-train` has it
LOSS_TIP = translate("train", "What one pixel's error costs: the reconstruction term of the loss")


class TrainPanel(Card):
    """Fields for what is trained; a button; a bar, the losses in words and as curves."""

    lazy = True

    def __init__(self, session: Session) -> None:
        super().__init__(session, "train", translate("train", "Train"), PURPOSE, WIDE)
        self._options = TrainOptions()
        self._drawn: Snapshot | None = None
        self.setAcceptDrops(True)

    def choose(self, **changes: object) -> None:
        """Change what is trained: fields of ``TrainOptions``. Another kind brings its usual loss."""
        options = replace(self._options, **changes)  # type: ignore[arg-type]
        if options.kind != self._options.kind:
            options = replace(options, likelihood=USUAL[options.kind])
        self._options = options
        if self._built:
            self._show_options()

    @property
    def _train(self) -> TrainController:
        return self._session.controller(TrainController)

    # ------------------------------------------------------------ its parts

    def build(self) -> None:
        """Make the fields, the buttons, and what tells how far it is."""
        self._lack = label(logic.lack(), "train.lack", quiet=False)
        self._make_choices()
        self._make_numbers()
        self._make_feet()
        self._lay_out()
        self.setFocusProxy(self._start)
        self._show_options()
        self._show_training(self._session.state.part(Training))

    def _make_choices(self) -> None:
        self._data = DataField()
        self._data.chosen.connect(self._choose_known)
        self._data.placed.connect(self._train.look)
        tips = (
            translate("train", "An autoencoder"),
            translate("train", "An autoencoder of one affine map each way: what PCA finds"),
            translate("train", "A variational one"),
        )
        names = [f"train.kind.{kind}" for kind in logic.KINDS]
        self._kind = Segmented(list(logic.KINDS.values()), tips, names, title=translate("train", "Kind"))
        self._kind.chosen.connect(lambda index: self.choose(kind=list(logic.KINDS)[index]))
        self._loss = choice("train.loss", LOSS_TIP, list(logic.LIKELIHOODS.values()), 0, translate("train", "Loss"))
        self._loss.activated.connect(lambda index: self.choose(likelihood=list(logic.LIKELIHOODS)[index]))
        tip = translate("train", "Widths of the encoder's layers, image side first; the decoder has them reversed")
        self._layers = entry("train.layers", translate("train", "Layers"), tip, "512, 256")
        self._layers.textEdited.connect(lambda text: self.choose(layers=text))
        self._beta = entry(
            "train.beta",
            translate("train", "Beta"),
            translate("train", "Weight of the KL term (1: the plain VAE)"),
            "1",
        )
        self._beta.textEdited.connect(lambda text: self.choose(beta=text))

    def _make_numbers(self) -> None:
        tip = translate("train", "Numbers in a code, the size of z")
        self._code = number("train.code", tip, 1, MOST_D, label=translate("train", "Code"))
        self._code.valueChanged.connect(lambda value: self.choose(latent_dim=value))
        tip = translate("train", "Times that it sees every training image")
        self._epochs = number("train.epochs", tip, 1, MOST_EPOCHS, label=translate("train", "Epochs"))
        self._epochs.valueChanged.connect(lambda value: self.choose(epochs=value))
        tip = translate("train", "Training images held out for the validation curve")
        self._held = number("train.held", tip, 0, MOST_HELD, label=translate("train", "Held out"))
        self._held.valueChanged.connect(lambda value: self.choose(validation=value))
        tip = translate("train", "Seed of weights, order and noise: the same seed gives the same model")
        self._seed = number("train.seed", tip, 0, MOST_SEED, label=translate("train", "Seed"), wide=112)
        self._seed.valueChanged.connect(lambda value: self.choose(seed=value))

    def _make_feet(self) -> None:
        self._outlook = TextLine(12, name="train.outlook")
        train = self._train
        self._start = button(
            translate("train", "Train"), "train.start", translate("train", "Begin"), lambda: train.start(self._options)
        )
        self._stop = button(
            translate("train", "Stop"),
            "train.stop",
            translate("train", "Stop after this step; what is there is kept"),
            train.stop,
        )
        self._resume = button(
            translate("train", "Go on"), "train.resume", translate("train", "Go on where it was stopped"), train.resume
        )
        self._keep = button(
            translate("train", "Keep as it is"),
            "train.keep",
            translate("train", "Make a model of what is there"),
            train.keep,
        )
        tip = translate("train", "Copy the command that does the same, for a terminal")
        self._copy = button(translate("train", "Copy the command"), "train.copy", tip, self._copy_command, flat=True)
        self._bar = progress_bar("train.progress", translate("train", "How much of the training is done"))
        self._said = label("", "train.said", quiet=False)
        self._losses = label("", "train.losses")
        self._curve = IntervalCurve("train.curve")
        tip = translate(
            "train", "Runs of before with their last losses (reconstruction + KL); the curve of one is shown beside"
        )
        self._past = choice("train.past", tip, [], 0, translate("train", "Compare with"))
        self._past.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._past.activated.connect(self._compare)
        self._map, self._mosaic = CodeMap("train.map", SIDE), Picture(SIDE)
        self._map.setAccessibleName(translate("train", "Codes of training images"))
        self._mosaic.setObjectName("train.mosaic")
        self._mosaic.setAccessibleName(translate("train", "A grid of decodes"))
        self._shot = label("", "train.shot")

    def _lay_out(self) -> None:
        def name(said: str) -> TextLine:
            return muted(said, room=64)

        self._beta_name = muted(translate("train", "Beta"), room=-1)
        self._form = QWidget()
        rows = grid(
            (name(translate("train", "Data")), self._data),
            (name(translate("train", "Kind")), hbox(self._kind, None)),
            (name(translate("train", "Layers")), self._layers),
            (name(translate("train", "Code")), hbox(self._code, 10, self._beta_name, (self._beta, 1))),
            (name(translate("train", "Loss")), self._loss),
            (
                name(translate("train", "Epochs")),
                hbox(self._epochs, 10, muted(translate("train", "Held out"), room=-1), self._held, None),
            ),
            (name(translate("train", "Seed")), hbox(self._seed, None, self._copy)),
            gaps=(12, 8),
            of=self._form,
        )
        rows.setColumnStretch(1, 1)
        feet = hbox(self._start, self._stop, self._resume, self._keep, (self._bar, 1), gap=10)
        maps = hbox((self._map, 1), (self._mosaic, 1), gap=12)
        self._compared = QWidget()
        hbox(muted(translate("train", "Compare"), room=64), (self._past, 1), gap=12, of=self._compared)
        shown = (self._said, self._losses, maps, self._shot, self._curve, self._compared)
        self.lay_out(self._lack, self._form, self._outlook, feet, *shown, gap=10)

    # ------------------------------------------------------------ views

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """How far the training is."""
        if not self._built:
            return
        if old.part(Training) is not new.part(Training):
            self._show_training(new.part(Training))
        if old.part(PastRuns) is not new.part(PastRuns):
            self._show_curve()
        if (own := new.part(OwnImages)) is not old.part(OwnImages):
            self._take_own(own)

    def watch(self, seen: bool) -> None:
        """PyTorch may have been installed by now, and an earlier window may have left a run."""
        if seen and self._built:
            self._show_lack()
        self._train.watch(seen)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A folder or a file may be images to train on."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the first that was dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self._train.look(Path(paths[0]))

    # ------------------------------------------------------------ small steps

    def _choose_known(self, dataset: str) -> None:
        self._options = logic.for_known(self._options, dataset)
        own = self._session.state.part(OwnImages)
        if own.looking or own.error:
            self._train.forget_own()
        self._show_options()

    def _take_own(self, own: OwnImages) -> None:
        """One's own images are chosen once it is known what they are."""
        if own.dataset:
            self._options = logic.for_own(self._options, own)
        self._show_options()

    def _show_options(self) -> None:
        """Every field says what the options say."""
        options, linear = self._options, self._options.kind == "linear-ae"
        self._data.show_data(options.dataset, self._session.state.part(OwnImages))
        self._kind.setIndex(list(logic.KINDS).index(options.kind))
        self._loss.setCurrentIndex(list(logic.LIKELIHOODS).index(options.likelihood))
        for field, said in ((self._layers, options.layers), (self._beta, options.beta)):
            if field.text() != said:
                field.setText(said)
        for spin, value in (
            (self._code, options.latent_dim), (self._epochs, options.epochs), (self._held, options.validation),
            (self._seed, options.seed),
        ):  # fmt: skip
            spin.setValue(value)
        for part in (self._layers, self._loss, self._epochs, self._held):
            part.setEnabled(not linear)
        self._beta.setVisible(options.kind == "vae")
        self._beta_name.setVisible(options.kind == "vae")
        self._show_outlook()

    def _show_outlook(self) -> None:
        """How large the networks will be, or what is wrong with the fields."""
        try:
            logic.settings(self._options)
            self._outlook.setText(text.size(*logic.parameters(self._options)))
            right = True
        except LabError as error:
            self._outlook.setText(str(error))
            right = False
        self._copy.setEnabled(right)
        running = self._session.state.part(Training).running
        own = self._session.state.part(OwnImages)
        self._start.setEnabled(right and not (own.looking or own.error) and not running and not self._lack.text())

    def _show_lack(self) -> None:
        self._lack.setText(logic.lack())
        self._lack.setVisible(bool(self._lack.text()))
        self._show_outlook()

    def _show_training(self, training: Training) -> None:
        for part in (self._form, self._outlook, self._start):
            part.setVisible(not training.running)  # what is chosen is none of a run's that goes on: room for its map
        self._stop.setVisible(training.running)
        self._stop.setEnabled(training.phase is not Phase.STOPPING)
        for made in (self._resume, self._keep):
            made.setVisible(training.kept and not training.running)
        show_progress(self._bar, (training.share or 0.0) if training.running else None)
        self._said.setText(text.said(training))
        self._said.setVisible(bool(self._said.text()))
        self._losses.setText(text.losses(training))
        self._losses.setVisible(bool(training.epochs))
        self._show_curve()
        self._show_shot(training.shot)
        self._show_outlook()

    def _show_curve(self) -> None:
        """The losses so far, beside those of another run if one was chosen."""
        state = self._session.state
        past = state.part(PastRuns)
        title, lines = text.curves(state.part(Training), past)
        self._curve.setVisible(any(len(line.x) > 1 for line in lines))
        self._curve.setLines(title, translate("train", "epochs"), lines)
        names = [text.NO_RUN, *map(text.past, past.runs)]
        if [self._past.itemText(k) for k in range(self._past.count())] != names:
            self._past.clear()
            self._past.addItems(names)
        chosen = [run.name for run in past.runs]
        self._past.setCurrentIndex(chosen.index(past.compared) + 1 if past.compared in chosen else 0)
        self._compared.setVisible(bool(past.runs))

    def _compare(self, index: int) -> None:
        runs = self._session.state.part(PastRuns).runs
        self._train.compare(runs[index - 1].name if index else "")

    def _show_shot(self, shot: Snapshot | None) -> None:
        for part in (self._map, self._mosaic, self._shot):
            part.setVisible(shot is not None)
        if shot is not None and shot is not self._drawn:
            self._map.show_codes(shot.codes, shot.label)
            tiles = shot.tiles
            self._mosaic.setImage(imaging.mosaic(tiles.reshape(-1, *tiles.shape[2:]), len(tiles)), 0.0, 255.0)
            self._shot.setText(text.shot(shot))
        self._drawn = shot

    def _copy_command(self) -> None:
        QApplication.clipboard().setText(logic.command(self._options))
        self._train.tell_copied()
