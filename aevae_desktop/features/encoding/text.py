"""Images that are being encoded, in words."""

from __future__ import annotations

from pathlib import Path

from aevae_desktop.features.encoding.state import Encoding, Phase
from aevae_desktop.features.train import text as of_train
from aevae_desktop.language import translate
from aevae_desktop.session.model import Model
from aevae_desktop.ui import words

SETS = translate("encoding", "Images of a known data set, if its files are on this machine")


def by(model: Model | None) -> str:
    """Which model encodes."""
    if model is None:
        return ""
    return translate("encoding", "Model: {model_name}").format(model_name=words.model_name(model.manifest))


def said(part: Encoding) -> str:
    """What is going on, or how it ended."""
    name = Path(part.place).name
    match part.phase:
        case Phase.IDLE:
            return ""
        case Phase.LOOKING:
            return translate("encoding", "Looking at {name}…").format(name=name)
        case Phase.ENCODING:
            return translate("encoding", "{done:,} of {n:,} images of {name}, by {model}").format(
                done=part.done, n=part.n, name=name, model=part.model
            )
        case Phase.WRITING:
            return translate("encoding", "Writing the codes of {done:,} images…").format(done=part.done)
        case Phase.DONE:
            return translate(
                "encoding", "{done:,} images of {name} are encoded: {bundle} is among your models."
            ).format(done=part.done, name=name, bundle=Path(part.folder).name)
        case Phase.CANCELLED:
            return translate("encoding", "Cancelled.")
        case Phase.FAILED:
            return translate("encoding", "It does not work: {error}").format(error=part.error)


def notes(part: Encoding) -> str:
    """What was assumed of the images, and what was left out."""
    lines = of_train.assumed(part.notes)
    if part.skipped and part.phase is not Phase.FAILED:
        lines.append(
            translate("encoding", "{skipped:,} could not be read; the first: {why}").format(
                skipped=part.skipped, why=part.why
            )
        )
    return "\n".join(lines)
