"""Film: the path, or a grid of decodes, as a file that plays or a file to work with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from aevae_desktop.core.paths import frame_schedule
from aevae_desktop.engine.filming import formats
from aevae_desktop.engine.filming.formats import FORMATS
from aevae_desktop.engine.filming.job import FPS_LEAST, FPS_MOST, TILE_LEAST, TILE_MOST
from aevae_desktop.errors import LabError
from aevae_desktop.features.film_export import logic
from aevae_desktop.features.film_export.controller import FilmExportController
from aevae_desktop.features.film_export.logic import TILES
from aevae_desktop.features.film_export.state import Filming, FilmOptions
from aevae_desktop.features.path.state import FrameSequence, PathState
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.ui.widgets.controls import Segmented, button, number, progress_bar, show_progress
from aevae_desktop.ui.widgets.file_dialog import file_dialog
from aevae_desktop.ui.widgets.layouts import grid, hbox, vbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.text_line import TextLine, muted

REPEAT_TIPS = (
    translate("film_export", "It ends with the last frame"),
    translate("film_export", "It begins again with the first frame"),
    translate("film_export", "It plays backwards, then begins again"),
)
FILTER_TIPS = (
    translate("film_export", "Every pixel of the decoder becomes a square, exact at whole multiples"),
    translate("film_export", "Between the decoder's pixels the picture is blended (bicubic)"),
)
MOVING, STILL, NEITHER = 0, 1, 2  # pages of the row that speaks of time, or of tiles


class FilmExportPanel(Card):
    """What, of which maps, in which format, how large, how fast; then a file. It goes on while the card is closed."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "film",
            translate("film_export", "Export a film or a grid"),
            translate("film_export", "The path as a film, or a grid of decodes over the map."),
            424,
        )
        self._options = FilmOptions()

    @property
    def busy(self) -> bool:
        """True while a film is being made."""
        return self._session.controller(FilmExportController).busy

    # ------------------------------------------------------------ commands

    def options(self) -> FilmOptions:
        """What the card says."""
        return self._options

    def choose(self, **changes: object) -> None:
        """Change what the card says: fields of ``FilmOptions``. A grid moves in no format, so its format may change."""
        options = replace(self._options, **changes)  # type: ignore[arg-type]
        if options.grid and formats.named(options.format).moving:
            options = replace(options, format=next(row.name for row in FORMATS if not row.moving))
        self._options = options
        if self._built:
            self._show_options()

    def save_to(self, path: Path) -> None:
        """Make the film and write it to ``path``; the card and the status line say what becomes of it."""
        self._session.controller(FilmExportController).start(path, self._options, self._theme.name)

    def ask_where(self) -> None:
        """Let a person choose the file."""
        row = formats.named(self._options.format)
        names = "-".join(model.manifest.id for _, model in self._session.state.shown_models()) or "map"
        dialog = file_dialog(self, translate("film_export", "Export the film"), QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{row.title} (*{row.suffix})")
        dialog.setDefaultSuffix(row.name)
        dialog.selectFile(f"{names}-{'grid' if self._options.grid else 'path'}{row.suffix}")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    # ------------------------------------------------------------ views

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Say what would come out of the film there is now, and how far the one being made is."""
        if len(new.shown) == 1 and self._options.alone:
            self.choose(alone=False)
        if new.part(PathState).repeat is not old.part(PathState).repeat:
            self.choose(repeat=new.part(PathState).repeat.value.lower())
        if not self._built:
            return
        if new.shown != old.shown:
            self._show_maps(new)
        if new.part(Filming) is not old.part(Filming):
            self._show_filming(new)
        if not self.isVisible():
            return
        films = panes_differ(old, new, FrameSequence) or panes_differ(old, new, "model")
        if films or new.shown != old.shown or new.lead != old.lead:
            self._show_outlook()

    def watch(self, seen: bool) -> None:
        """Pillow or ffmpeg may have been installed by now, and the film may be another one."""
        if seen:
            self._show_options()

    # ------------------------------------------------------------ its parts

    def build(self) -> None:
        """Make the controls."""
        self._make_choices()
        self._make_numbers()
        self._make_feet()
        self._lay_out()
        self.setFocusProxy(self._save)
        self._show_maps(self._session.state)
        self._show_filming(self._session.state)

    def _make_choices(self) -> None:
        tips = (
            translate("film_export", "The film of the path from A to B"),
            translate("film_export", "Decodes all over what the map shows, in rows and columns"),
        )
        what = {"path": translate("film_export", "Path"), "grid": translate("film_export", "Grid")}
        self._what = _segments("film.what", what, tips, translate("film_export", "What"))
        self._what.chosen.connect(lambda index: self.choose(grid=index == 1))
        tips = (
            translate("film_export", "The maps on screen, side by side in one picture"),
            translate("film_export", "Only the map that you pointed at last"),
        )
        self._maps = Segmented(
            (translate("film_export", "Both"), translate("film_export", "The active map")),
            tips,
            ("film.maps.both", "film.maps.the_one_in_hand"),
            title=translate("film_export", "Maps"),
        )
        self._maps.chosen.connect(lambda index: self.choose(alone=index == 1))
        titles = {each.title.lower().replace(" ", "_"): each.title for each in FORMATS}
        notes = [each.note for each in FORMATS]
        self._format = _segments("film.format", titles, notes, translate("film_export", "Format"))
        self._format.chosen.connect(lambda index: self.choose(format=FORMATS[index].name))
        filters = {"pixels": translate("film_export", "Pixels"), "smooth": translate("film_export", "Smooth")}
        self._filter = _segments("film.filter", filters, FILTER_TIPS, translate("film_export", "Filter"))
        self._filter.chosen.connect(lambda index: self.choose(smooth=index == 1))
        repeats = {
            "once": translate("film_export", "Once"),
            "loop": translate("film_export", "Loop"),
            "ping-pong": translate("film_export", "Ping-pong"),
        }
        self._repeat = _segments("film.repeat", repeats, REPEAT_TIPS, translate("film_export", "Repeat"))
        self._repeat.chosen.connect(lambda index: self.choose(repeat=frame_schedule.REPEATS[index]))

    def _make_numbers(self) -> None:
        tip = translate(
            "film_export", "The longer side of an image in the film, px; arrows step by the decoder's own size"
        )
        self._tile = number(
            "film.tile",
            tip,
            TILE_LEAST,
            TILE_MOST,
            translate("film_export", " px"),
            label=translate("film_export", "Tile"),
        )
        self._tile.valueChanged.connect(lambda value: self.choose(tile=value))
        self._fps = number(
            "film.fps",
            translate("film_export", "Frames a second"),
            FPS_LEAST,
            FPS_MOST,
            translate("film_export", " fps"),
        )
        self._fps.valueChanged.connect(lambda value: self.choose(fps=value))
        self._tiles = number(
            "film.tiles", translate("film_export", "Tiles in a row"), *TILES, translate("film_export", " a row")
        )
        self._tiles.valueChanged.connect(lambda value: self.choose(tiles=value))
        moving, still = QWidget(), QWidget()
        hbox(self._fps, self._repeat, None, of=moving)
        hbox(self._tiles, None, of=still)
        self._pages = QStackedWidget()
        for page in (moving, still, QWidget()):
            self._pages.addWidget(page)

    def _make_feet(self) -> None:
        self._outlook = TextLine(12, name="film.outlook")
        self._note, self._remark = muted(name="film.note"), muted()
        self._save = button(
            translate("film_export", "Export…"),
            "film.save",
            translate("film_export", "Save the film as a file"),
            self.ask_where,
        )
        self._progress = progress_bar("film.progress", translate("film_export", "How much of the film is made"))
        tip = translate("film_export", "Stop: no file is written")
        self._cancel = button(
            translate("film_export", "Cancel"),
            "film.cancel",
            tip,
            lambda: self._session.controller(FilmExportController).cancel(),
        )
        self._cancel.hide()

    def _lay_out(self) -> None:
        self._time = muted(translate("film_export", "Time"), room=48)
        rows = (
            (translate("film_export", "What"), self._what),
            (translate("film_export", "Maps"), self._maps),
            (translate("film_export", "Format"), self._format),
        )
        made = grid(
            *((muted(name, room=48), (part, 1, 1, Qt.AlignmentFlag.AlignLeft)) for name, part in rows),
            (muted(translate("film_export", "Tile"), room=48), hbox(self._tile, self._filter, None)),
            (self._time, self._pages),
            gaps=(12, 8),
        )
        lines = vbox(self._outlook, self._note, self._remark, gap=2)
        feet = hbox(self._save, (self._progress, 1), self._cancel, gap=10)
        self.lay_out(made, 2, lines, feet, gap=10)

    # ------------------------------------------------------------ small steps

    def _show_options(self) -> None:
        """Every control says what the options say; formats that cannot be written here are not offered."""
        options, offered = self._options, formats.offered()
        for segments, index in (
            (self._what, int(options.grid)),
            (self._maps, int(options.alone)),
            (self._format, [row.name for row in FORMATS].index(options.format)),
            (self._filter, int(options.smooth)),
            (self._repeat, frame_schedule.REPEATS.index(options.repeat)),
        ):
            segments.setIndex(index)
        for k, row in enumerate(FORMATS):
            self._format.button(k).setVisible(row in offered or row.needs == "pillow")
            self._format.button(k).setEnabled(not (options.grid and row.moving))
            if row.name == "png":
                self._format.button(k).setText("PNG" if options.grid else translate("film_export", "Strip"))
        for spin, value in ((self._tile, options.tile), (self._fps, options.fps), (self._tiles, options.tiles)):
            spin.setValue(value)
        self._show_outlook()

    def _show_outlook(self) -> None:
        """What would come out, in words, or why nothing can."""
        options, row = self._options, formats.named(self._options.format)
        self._tile.setSingleStep(self._image_side())
        self._tile.setEnabled(options.format != "npz")
        self._filter.setEnabled(options.format != "npz")
        page = MOVING if row.moving else STILL if options.grid or options.format == "png" else NEITHER
        self._pages.setCurrentIndex(page)
        self._time.setText((translate("film_export", "Time"), translate("film_export", "Tiles"), "")[page])
        try:
            if (lack := formats.lack(row)) is not None:
                raise lack
            made = logic.outlook(self._session.state, self._session.views, options)
            self._outlook.setText(logic.words(options, made))
            self._note.setText(row.note)
            self._remark.setText(logic.remark(self._session.state, options))
        except LabError as error:
            remedy = error.remedy or ""
            self._outlook.setText(str(error).removesuffix(f". {remedy}"))
            self._note.setText(remedy)
            self._remark.setText("")
            self._save.setEnabled(False)
            return
        self._save.setEnabled(not self.busy)

    def _show_maps(self, state: SessionState) -> None:
        self._maps.button(0).setText(
            translate("film_export", "Both") if len(state.shown) > 1 else translate("film_export", "The map")
        )
        self._maps.button(1).setEnabled(len(state.shown) > 1)

    def _show_filming(self, state: SessionState) -> None:
        running = state.part(Filming).share is not None
        show_progress(self._progress, state.part(Filming).share)
        self._cancel.setVisible(running)
        self._save.setEnabled(not running)

    def _image_side(self) -> int:
        models = self._session.state.shown_models()
        return max((max(m.manifest.image.height, m.manifest.image.width) for _, m in models), default=1)


def _segments(name: str, labels: Mapping[str, str], tips: Sequence[str], title: str) -> Segmented:
    """A row of buttons; one with the text ``labels[key]`` is called ``name.key``."""
    return Segmented([*labels.values()], tips, [f"{name}.{key}" for key in labels], title=title)
