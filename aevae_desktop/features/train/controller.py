"""Training from the window: one run at a time, in a process of its own. Commands only; the state is the session's."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer

from aevae_desktop import places
from aevae_desktop.bundle import snapshot
from aevae_desktop.errors import LabError, ModelError
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.train import logic, text
from aevae_desktop.features.train.own_images import Looking
from aevae_desktop.features.train.process import Followed, FoundRun, TrainProcess, goes_on
from aevae_desktop.features.train.state import OwnImages, PastRun, PastRuns, Phase, Training, TrainOptions
from aevae_desktop.language import translate
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.question import Answer, Question

LOOK_MS = 200  # between two looks at what the process has written
MOST_TEXT = 1 << 20  # bytes of a run's log
MOST_RUNS = 30  # that are listed
RUNS = "training"  # folder of runs within the program's state


def runs_folder() -> Path:
    """Where runs, with their checkpoints, are kept."""
    return places.state_folder() / RUNS


class TrainController(Controller):
    """Starts ``aevae-train``, follows what it says, and opens the bundle that comes of it in the active map.

    A training is nothing that the window waits for: it is idle meanwhile.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._process: Followed | None = None
        self._watched, self._shots = False, 0  # whether anybody looks; how many snapshots there were at the last look
        self._looking = Looking(context, self._tell_own)
        self._clock = QTimer(context, interval=LOOK_MS)
        self._clock.timeout.connect(self._look)

    @property
    def pid(self) -> int:
        """The process number of the training, 0 while there is none."""
        return 0 if self._process is None else self._process.pid

    # ------------------------------------------------------------ commands

    def start(self, options: TrainOptions) -> None:
        """Train a new model; what is wrong is said in one line, before anything begins."""
        if self._process is not None:
            return
        try:
            logic.check(options)
            name = logic.free_name(logic.base_name(options), _taken)
            arguments = ["train", *logic.settings(options), f"--out={runs_folder() / name}"]
            self._begin(arguments, Training(Phase.BEGINNING, name, options.kind))
        except LabError as error:
            self._show(Training(Phase.FAILED, kind=options.kind, error=str(error)))

    def stop(self) -> None:
        """Stop after the step; the run can go on later, or be kept as it is."""
        if self._process is not None:
            self._show(replace(self._part, phase=Phase.STOPPING))
            self._process.stop()

    def resume(self) -> None:
        """Go on with the run that was stopped, as if it never was."""
        if self._part.kept and self._process is None:
            self._again(["train", f"--resume={runs_folder() / self._part.name}"], Phase.BEGINNING)

    def keep(self) -> None:
        """Make a model of the run that was stopped, as it is."""
        if self._part.kept and self._process is None:
            place = places.user_folder() / self._part.name
            self._again(["export", str(runs_folder() / self._part.name), f"--out={place}"], Phase.WRITING)

    def watch(self, on: bool) -> None:
        """Whether anybody looks: only then the map is read."""
        self._watched = on
        if on:
            self._list_runs()
            self._find()
            self._take_shot()

    def _find(self) -> None:
        """Where nothing is trained yet, follow the run that goes on, else offer the one that was stopped last.

        An earlier window may have left either.
        """
        if self._part.phase is not Phase.IDLE or (folder := _left_last()) is None:
            return
        config, log = (_text(folder / name) for name in ("config.json", "log.jsonl"))
        found, self._shots = replace(logic.found(folder.name, config, log.splitlines()), shots=1), 0
        if goes_on(folder):
            self._process = FoundRun(folder, lambda: os.path.lexists(places.user_folder() / folder.name))
            found = replace(found, phase=Phase.TRAINING, kept=False)
            self._clock.start()
        self._show(found)

    def look(self, place: Path, class_folders: str = logic.FOLDERS[0]) -> None:
        """Find out what a person's own images at ``place`` are."""
        self._tell_own(OwnImages(str(place), looking=True, class_folders=class_folders))
        self._looking.look(place, class_folders)

    def forget_own(self) -> None:
        """Look no more: other images were chosen."""
        self._looking.stop()
        self._tell_own(OwnImages())

    def _tell_own(self, own: OwnImages) -> None:
        self.context.set_state(self.context.state.with_part(own))

    def compare(self, name: str) -> None:
        """Show the curve of the run ``name`` beside; "": none."""
        self.context.set_state(self.context.state.with_part(replace(self.context.state.part(PastRuns), compared=name)))

    def _list_runs(self) -> None:
        """What was trained before, and how it ended."""
        past = self.context.state.part(PastRuns)
        found = (_past(folder) for folder in _newest()[:MOST_RUNS])
        runs = tuple(run for run in found if run is not None)
        if runs != past.runs:
            self.context.set_state(self.context.state.with_part(replace(past, runs=runs)))

    def tell_copied(self) -> None:
        """Say that the command is in the clipboard."""
        self.context.notify(translate("train", "The command is in the clipboard."))

    def question(self) -> Question | None:
        """Whether a run of this window ends with it. One that was found goes on, as it was told."""
        if not isinstance(self._process, TrainProcess):
            return None
        done = (lambda: self._leave(stop=True)), (lambda: self._leave(stop=False))
        answers = (Answer(*words, act) for words, act in zip(text.ANSWERS, done, strict=True))
        return Question(*text.closing(self._part), tuple(answers))

    def close(self) -> None:
        """The window ends: so does its training, which keeps a checkpoint; nobody waits for it."""
        self._looking.stop()
        self._leave(stop=True)

    def _leave(self, *, stop: bool) -> None:
        self._clock.stop()
        if self._process is not None:
            self._process.leave(stop=stop)
            self._process = None

    # ------------------------------------------------------------ small steps

    @property
    def _part(self) -> Training:
        return self.context.state.part(Training)

    def _show(self, training: Training) -> None:
        if training != self._part:
            self.context.set_state(self.context.state.with_part(training))

    def _again(self, arguments: list[str], phase: Phase) -> None:
        try:
            self._begin(arguments, replace(self._part, phase=phase, error="", warnings=()))
        except LabError as error:
            self._show(replace(self._part, phase=Phase.FAILED, error=str(error)))

    def _begin(self, arguments: list[str], training: Training) -> None:
        """Start the process. Raises ``ModelError``."""
        if arguments[0] == "train":
            arguments = [*arguments, f"--models={places.user_folder()}", "--progress=json", "--stop-at-eof"]
        folder = runs_folder() / training.name
        try:
            self._process = TrainProcess(arguments, folder)
        except OSError as error:
            raise ModelError(
                translate("train", "cannot be started: {strerror}").format(strerror=error.strerror), file=folder
            ) from error
        self._shots = training.shots
        self._show(training)
        self._clock.start()

    def _look(self) -> None:
        """Show what the process has written since, and whether it has ended."""
        process = self._process
        if process is None:
            return
        code = process.code  # before the lines: what comes after them is none of them
        self._show(logic.told(self._part, process.lines()))
        self._take_shot()
        if code is not None:
            self._ended(process, code)

    def _take_shot(self) -> None:
        """Show the newest snapshot of the map, unless it is shown or nobody looks."""
        training = self._part
        if not self._watched or training.shots == self._shots:
            return
        self._shots = training.shots
        with suppress(LabError):  # the losses are there all the same
            self._show(replace(training, shot=snapshot.read(runs_folder() / training.name / snapshot.NAME)))

    def _ended(self, process: Followed, code: int) -> None:
        self._clock.stop()
        self._process = None
        kept = logic.has_checkpoint(runs_folder() / self._part.name)
        self._show(logic.ended(self._part, code, process.errors(), kept))
        self._list_runs()
        if self._part.phase is Phase.DONE:
            self.context.notify(
                translate("train", "{name} is trained: it opens in the active map.").format(name=self._part.name)
            )
            library = self.context.controller(LibraryController)
            library.open(self.context.state.lead, places.user_folder() / self._part.name)
        elif self._part.phase is Phase.FAILED:
            self.context.notify(translate("train", "Training failed: {error}").format(error=self._part.error))


def _taken(name: str) -> bool:
    return any(os.path.lexists(folder / name) for folder in (runs_folder(), places.user_folder()))


def _left_last() -> Path | None:
    """The newest run without a bundle that goes on, else the newest that can."""
    runs = [run for run in _newest() if not os.path.lexists(places.user_folder() / run.name)]
    left = (*filter(goes_on, runs), *filter(logic.has_checkpoint, runs))
    return next(iter(left), None)


def _newest() -> list[Path]:
    """The folders of runs, the one that was written to last first."""
    try:
        return sorted(runs_folder().iterdir(), key=lambda folder: folder.stat().st_mtime, reverse=True)
    except OSError:
        return []


def _past(folder: Path) -> PastRun | None:
    """The run in ``folder`` as its files tell, None where it has no epoch yet."""
    found = logic.found(folder.name, _text(folder / "config.json"), _text(folder / "log.jsonl").splitlines())
    trained = os.path.lexists(places.user_folder() / folder.name)
    return PastRun(found.name, found.kind, found.epochs, trained) if found.epochs else None


def _text(path: Path) -> str:
    """What is in a file of a run, up to ``MOST_TEXT``; nothing where there is none."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_TEXT).decode("utf-8", "replace")
    except OSError:
        return ""
