"""The Compression card: one image as the bytes of its code, beside the same image as a file."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt

from aevae_desktop.features.compression import logic, principal
from aevae_desktop.features.compression.controller import CompressionController
from aevae_desktop.features.compression.image_file import JPEG, LEAST, PNG, ImageFile, image_file
from aevae_desktop.features.compression.state import MOST_BITS, Coded, CompressionState
from aevae_desktop.features.previews.logic import DECODED, DRAWN
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32, Model
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.ui import words
from aevae_desktop.ui.charts.interval_curve import IntervalCurve, Line
from aevae_desktop.ui.widgets.controls import label, slider
from aevae_desktop.ui.widgets.layouts import hbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.still_row import Still, StillRow

WIDE, TALLEST = 440, 92  # px
PURPOSE = translate("compression", "Keep a code instead of an image: each number of it in a few bits. What is lost?")
NOTHING = translate("compression", "Point at a map, or draw: its picture is kept as a code.")
IMAGES = {
    DECODED: translate(
        "compression",
        "The image is what the decoder shows now, easy to give back. A drawing of your own is harder (D).",
    ),
    DRAWN: translate("compression", "The image is your drawing."),
}
FAIR = translate(
    "compression",
    "Who opens a code needs the decoder and the range of its numbers, which are not counted. A "
    "PNG or a JPEG needs neither, and its header is counted. A PNG loses nothing; a JPEG "
    "cannot be smaller than this one.",
)
TONES = {"ae": "warm", "vae": "accent"}  # as everywhere


class CompressionPanel(Card):
    """A slider for the bits; the image, what each model's code gives back, and two files; the error over the bits."""

    lazy = True

    def __init__(self, session: Session) -> None:
        super().__init__(session, "compression", translate("compression", "Compression"), PURPOSE, WIDE)

    def build(self) -> None:
        """Make what is filled later."""
        tip = translate(
            "compression", "How many bits are kept of each number of a code: it is rounded to one of 2 to 256 steps"
        )
        self._bits = slider(
            "compression.bits", tip, 1, MOST_BITS, MOST_BITS, label=translate("compression", "Bits per number")
        )
        self._bits.valueChanged.connect(self._session.controller(CompressionController).set_bits)
        self._kept = label("", "compression.kept", wrap=False)
        self._image, self._said = label("", "compression.image"), label("", "compression.said", quiet=False)
        self._stills = StillRow(
            "compression.stills", translate("compression", "The image, and what is left of it"), TALLEST, lines=3
        )
        self._stills.setCursor(Qt.CursorShape.ArrowCursor)  # a click does nothing
        self._curve = IntervalCurve("compression.curve")
        self._fair, self._pca = label(FAIR, "compression.fair"), label("", "compression.pca")
        self._files: tuple[F32, ImageFile, ImageFile] | None = None  # of the image that they were made of
        parts = (
            self._image,
            hbox((self._bits, 1), self._kept, gap=8),
            self._stills,
            self._said,
            self._pca,
            self._curve,
            self._fair,
        )
        self.lay_out(*parts, gap=10)
        self.setFocusProxy(self._bits)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the newest; nothing while the card is closed."""
        differs = old.part(CompressionState) is not new.part(CompressionState) or old.shown != new.shown
        if self._built and self.isVisible() and (differs or panes_differ(old, new, "model")):
            self._draw(new)

    def watch(self, seen: bool) -> None:
        """Have the image kept as a code while somebody looks."""
        self._session.controller(CompressionController).watch(seen)
        if seen and self._built:
            self._draw(self._session.state)

    def _draw(self, state: SessionState) -> None:
        part, names = state.part(CompressionState), words.pane_names(state)
        models = [(names[i], model, part.coded.get(model.key)) for i, model in state.shown_models()]
        self._bits.setValue(part.bits)
        self._kept.setText(_bits_each(part.bits))
        self._image.setText(NOTHING if part.x is None else IMAGES[part.origin])
        self._stills.setVisible(part.x is not None)
        self._fair.setVisible(part.x is not None)
        if part.x is not None:
            by_pca = _by_pca(models, part)
            stills = [*_own(part.x), *_theirs(models, part.bits), *_of_pca(by_pca, part.bits), *self._as_files(part.x)]
            self._stills.show_stills(stills)
        self._pca.setText("" if part.x is None else _pca_said(models, part))
        self._pca.setVisible(bool(self._pca.text()))
        self._said.setText(
            "\n".join(_line(name, model, made, part) for name, model, made in models if part.x is not None)
        )
        lines = [
            _curve(name, TONES[model.manifest.kind], made)
            for name, model, made in models
            if made is not None and made.mse
        ]
        lines += [_curve(name, "muted", made) for name, made in _by_pca(models, part)]
        self._curve.setVisible(bool(lines))
        self._curve.setLines(
            translate("compression", "Mean squared error of this image"),
            translate("compression", "bits per number"),
            lines,
        )

    def _as_files(self, x: F32) -> list[Still]:
        """The same image as the files that everybody knows."""
        if self._files is None or self._files[0] is not x:
            self._files = x, image_file(x, PNG), image_file(x, JPEG, LEAST)
        _, png, jpeg = self._files
        return [
            _still(name, file.x_hat, file.size, words.fraction(file.mse))
            for name, file in (("PNG", png), ("JPEG", jpeg))
        ]


def _own(x: F32) -> list[Still]:
    return [_still(translate("compression", "image"), x, x.size, "")]


def _theirs(models: list[tuple[str, Model, Coded | None]], bits: int) -> list[Still]:
    """What each code gives back."""
    made = []
    for name, _, coded in models:
        if coded is None or coded.x_hat is None:
            made.append(Still(None, (name, "", ""), name))
        else:
            size, mse = len(coded.written[bits - 1]), words.fraction(coded.mse[bits - 1])
            made.append(_still(name, coded.x_hat[bits - 1], size, mse))
    return made


def _by_pca(models: list[tuple[str, Model, Coded | None]], part: CompressionState) -> list[tuple[str, Coded]]:
    """PCA's codes with a name, one for each number of numbers."""
    found = {made.d: made for _, model, _ in models if (made := part.by_pca.get(model.key)) is not None}
    return [
        ("PCA" if len(found) == 1 else translate("compression", "PCA {d}-D").format(d=d), made)
        for d, made in found.items()
    ]


def _of_pca(by_pca: list[tuple[str, Coded]], bits: int) -> list[Still]:
    """What PCA gives back from as many bytes."""
    return [
        _still(name, made.x_hat[bits - 1], len(made.written[bits - 1]), words.fraction(made.mse[bits - 1]))
        for name, made in by_pca
        if made.x_hat is not None
    ]


def _pca_said(models: list[tuple[str, Model, Coded | None]], part: CompressionState) -> str:
    """Why PCA is not there, and what is known of it then: its mean error, which the manifests tell."""
    lacks = dict.fromkeys(reason for _, model, _ in models if (reason := principal.lack(model)))
    if not lacks or part.by_pca:
        return ""
    known = {model.manifest.latent_dim: error for _, model, _ in models if (error := _pca_error(model)) is not None}
    said = translate("compression", "Its mean error on test images with {d} numbers, not rounded: {error}.")
    return " ".join([*lacks, *(said.format(d=d, error=words.fraction(error)) for d, error in known.items())])


def _pca_error(model: Model) -> float | None:
    metric = model.manifest.metrics.get("pca_mse")
    value = metric.get("value") if isinstance(metric, Mapping) else None
    return float(value) if isinstance(value, int | float) and 0 <= value < 1e15 else None


def _still(name: str, x: F32, size: int, mse: str) -> Still:
    lines = name, _bytes(size), mse
    return Still(x, lines, ", ".join(filter(None, lines)))


def _bits_each(n: int) -> str:
    if n == 1:
        return translate("compression", "1 bit per number")
    return translate("compression", "{n} bits per number").format(n=n)


def _bytes(n: int) -> str:
    return translate("compression", "1 byte") if n == 1 else translate("compression", "{n:,} bytes").format(n=n)


def _line(name: str, model: Model, made: Coded | None, part: CompressionState) -> str:
    """What a model's code is, written out, or why there is none."""
    if reason := logic.lack(model) or (made.error if made is not None else ""):
        return f"{name}: {reason}."
    if made is None or part.x is None:
        return f"{name}: …"
    data = made.written[part.bits - 1]
    times = words.figure(part.x.size / len(data))
    numbers = translate("compression", "{n:,} numbers").format(n=made.d)
    if made.d == 1:
        numbers = translate("compression", "1 number")
    bits = translate("compression", "{n} bits").format(n=part.bits)
    if part.bits == 1:
        bits = translate("compression", "1 bit")
    said = translate("compression", "{name}: {numbers} × {bits} = {bytes}, {times} times fewer: {hex}")
    written = logic.hex_of(data)
    return said.format(name=name, numbers=numbers, bits=bits, bytes=_bytes(len(data)), times=times, hex=written)


def _curve(name: str, tone: str, made: Coded) -> Line:
    mse = made.mse[:MOST_BITS]
    return Line(name, tone, tuple(map(float, logic.BITS)), mse, mse, mse)
