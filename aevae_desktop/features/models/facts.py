"""What the library says of a model, in words: the model card, and its error in a list."""

from __future__ import annotations

from collections.abc import Sequence

from aevae_desktop.engine.wire.library import Entry
from aevae_desktop.language import translate
from aevae_desktop.ui import words

ERROR = translate("models", "MSE per pixel")
ERROR_TIP = translate("models", "The mean squared error per pixel of the reconstructions of {images}; less is better")


def error(entry: Entry) -> str:
    """``0.0324``, or nothing where the manifest does not say."""
    value = entry.facts.get("test_mse")
    return "" if value is None else f"{value:.4f}" if 0.0001 <= value < 100 else words.figure(value)


def errors(entries: Sequence[Entry]) -> str:
    """The error of one model, or of the first and the last of a series."""
    found = list(filter(None, map(error, entries)))
    if len(found) < 2:
        return "".join(found)
    return translate("models", "{first} to {last}").format(first=found[0], last=found[-1])


def explained(entry: Entry) -> str:
    """What the error is a mean over."""
    images = entry.facts.get("test_images")
    return ERROR_TIP.format(
        images=translate("models", "test images")
        if images is None
        else translate("models", "{images:,.0f} test images").format(images=images)
    )


def error_line(entry: Entry) -> tuple[str, str]:
    """The error of one model over which images, and what it is: as a line has it, the name last."""
    images = entry.facts.get("test_images")
    over = "" if images is None else translate("models", "  over {images:,.0f} test images").format(images=images)
    return f"{error(entry)}{over}", ERROR


def told(entry: Entry) -> list[tuple[str, str]]:
    """The model card beside the error, name and value: what of it the manifest tells."""
    facts = entry.facts
    found = [
        (translate("models", "Network"), words.short(entry.family)),
        (translate("models", "Code"), f"{entry.latent_dim}-D"),
        (translate("models", "Beta"), f"{facts['beta']:g}" if entry.kind == "vae" and "beta" in facts else ""),
        (translate("models", "Epochs"), f"{facts['epochs']:g}" if "epochs" in facts else ""),
        (translate("models", "Seed"), f"{facts['seed']:.0f}" if "seed" in facts else ""),
        (translate("models", "Images"), words.short(entry.dataset)),
    ]
    return [(name, text) for name, text in found if text and text != words.NO_NAME]
