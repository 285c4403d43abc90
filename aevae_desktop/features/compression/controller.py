"""The image on show as a code of few bits, in every model on screen, while somebody looks. Commands only."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from types import MappingProxyType

from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode, ReadImages, Reconstruct
from aevae_desktop.errors import DataError
from aevae_desktop.features.compression import logic, principal
from aevae_desktop.features.compression.principal import Principal
from aevae_desktop.features.compression.state import MOST_BITS, Coded, CompressionState
from aevae_desktop.features.previews.logic import ShownImage
from aevae_desktop.features.previews.resting import RestingImage
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.in_parts import InParts
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.model import F32, Model
from aevae_desktop.session.state import SessionState, panes_differ

PREFIX = "compression"


class CompressionController(Controller):
    """Two jobs for each model: encode the image, then decode its code at every number of bits at once."""

    prefixes = (PREFIX,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._asked: dict[str, tuple[Reconstruct | Decode, F32, F32 | None]] = {}  # by model: the job, x, mu
        self._image = RestingImage(context, self._send)
        self._principal: dict[str, Principal] = {}  # by model, of those on screen
        self._images: dict[str, ReadImages] = {}
        self._works = InParts[Principal](context)

    @property
    def busy(self) -> bool:
        """Whether it waits for the pointer to rest, or works PCA out."""
        return self._image.busy or self._works.busy

    def close(self) -> None:
        """Wait for nothing any more."""
        self._image.stop()
        self._works.close()

    # ------------------------------------------------------------ commands

    def watch(self, on: bool) -> None:
        """Whether anybody looks."""
        if on == self._part.open:
            return
        self._image.stop()
        self._works.close()
        self._asked, self._images = {}, {}
        self.context.set_state(self.context.state.with_part(CompressionState(on, self._part.bits)))

    def set_bits(self, bits: int) -> None:
        """Keep so many bits of each number. Raises ``DataError`` where there are none, or more than are worked out."""
        if not 1 <= bits <= MOST_BITS:
            raise DataError(field="bits", found=bits, expected=f"1 to {MOST_BITS}")
        self.context.set_state(self.context.state.with_part(replace(self._part, bits=bits)))

    # ------------------------------------------------------------ what happens around it

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """The state has changed: another image, or other models."""
        if self._part.open:
            self._read_images(new)
            self._image.follow(again=old.shown != new.shown or panes_differ(old, new, "model"))

    def on_reply(self, reply: Replied) -> None:
        """Its code has come, or what its code at every number of bits decodes to; of an image before, nothing."""
        if isinstance(reply.job, ReadImages):
            self._images_came(reply.job, reply.frame)
            return
        key = reply.slot.removeprefix(f"{PREFIX}:")
        job, x, mu = self._asked.get(key, (None, None, None))
        model = self._models().get(key)
        if job is not reply.job or x is None or model is None or model.codes is None:
            return
        if isinstance(job, Reconstruct):
            mu = reply.frame.arrays[f"mu/{key}"][0]
            self._ask(key, Decode({key: logic.rounded(mu, model.codes)}), x, mu)
        elif mu is not None:
            decoded = reply.frame.arrays[f"x_hat/{key}"]
            self._put(key, logic.coded(x, mu, model.codes, decoded, model.manifest.image))

    def on_failure(self, failure: Failed) -> None:
        """Its place says why it is empty; of images that cannot be read the status line does."""
        if isinstance(failure.job, ReadImages):
            super().on_failure(failure)
            return
        key = failure.slot.removeprefix(f"{PREFIX}:")
        job, x, _ = self._asked.get(key, (None, None, None))
        if job is failure.job and x is not None:
            self._put(key, Coded(x, error=failure.error.brief()))

    # ------------------------------------------------------------ small steps

    @property
    def _part(self) -> CompressionState:
        return self.context.state.part(CompressionState)

    def _models(self) -> dict[str, Model]:
        return {model.key: model for _, model in self.context.state.shown_models()}

    def _put(self, key: str, made: Coded) -> None:
        part = self._part
        if part.open:
            coded = MappingProxyType({**part.coded, key: made})
            self.context.set_state(self.context.state.with_part(replace(part, coded=coded)))

    def _ask(self, key: str, job: Reconstruct | Decode, x: F32, mu: F32 | None) -> None:
        self._asked[key] = job, x, mu
        self.context.submit(f"{PREFIX}:{key}", job, BULK)

    def _send(self, shown: ShownImage) -> None:
        """Send the image through all models on screen that can take it."""
        state = self.context.state
        able = {key for key, model in self._models().items() if not logic.lack(model)}
        coded = {key: made for key, made in self._part.coded.items() if key in able}
        by_pca = {key: principal.coded(shown.x, by) for key, by in self._principal.items() if _fits(by, shown.x)}
        part = replace(self._part, x=shown.x, origin=shown.origin, coded=MappingProxyType(coded))
        part = replace(part, by_pca=MappingProxyType(by_pca))
        self.context.set_state(state.with_part(part))
        for key in sorted(able):
            self._ask(key, Reconstruct({key: shown.x[None]}), shown.x, None)

    # ------------------------------------------------------------ PCA

    def _read_images(self, state: SessionState) -> None:
        """Have the images of the models on screen read, once, where they store some."""
        models = self._models()
        self._principal = {key: by for key, by in self._principal.items() if key in models}
        self._images = {key: job for key, job in self._images.items() if key in models}
        for key, model in models.items():
            if key not in self._principal and key not in self._images and len(rows := principal.rows(model)):
                job = self._images[key] = ReadImages(key, key, rows)
                self.context.submit(f"{PREFIX}.images:{key}", job, BULK)

    def _images_came(self, job: ReadImages, frame: Frame) -> None:
        model = self._models().get(job.key)
        if self._images.get(job.key) is job and job.key not in self._principal and model is not None:
            parts = principal.worked_out(frame.arrays["images"], model.manifest.latent_dim)
            self._works.begin(job.key, parts, partial(self._worked_out, job), at_once=False)

    def _worked_out(self, job: ReadImages, by: Principal) -> None:
        if self._images.get(job.key) is job:
            self._principal[job.key] = by
            part = self._part
            if part.x is not None and _fits(by, part.x):
                by_pca = MappingProxyType({**part.by_pca, job.key: principal.coded(part.x, by)})
                self.context.set_state(self.context.state.with_part(replace(part, by_pca=by_pca)))


def _fits(by: Principal, x: F32) -> bool:
    return x.size == len(by.mean)
