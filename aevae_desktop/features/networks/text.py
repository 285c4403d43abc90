"""What the Open models card says of what was found."""

from __future__ import annotations

from aevae_desktop.bundle import Manifest
from aevae_desktop.features.networks.state import CERTAIN, CHOSEN, LIKELY, OPEN, Found, Reading
from aevae_desktop.language import translate

ORDER = ("size", "range", "ink", "input", "mu", "second", "role", "classes")


def title(name: str, signals: bool = False) -> str:
    """What a finding is about, of images or of ``signals``."""
    if signals and name in ("range", "input"):
        return translate("networks", "Values") if name == "range" else translate("networks", "Encoder's values")
    return {
        "size": translate("networks", "Size"),
        "range": translate("networks", "Pixel values"),
        "ink": translate("networks", "Ink"),
        "input": translate("networks", "Encoder's pixels"),
        "mu": translate("networks", "The code, mu"),
        "second": translate("networks", "Its width"),
        "role": translate("networks", "The width is"),
        "classes": translate("networks", "Classes"),
    }[name]


def choice(found: Found, value: str) -> str:
    """What a choice is called."""
    known = {
        "logits": translate("networks", "logits: put a sigmoid after"),
        "light": translate("networks", "light on dark"),
        "dark": translate("networks", "dark on light"),
    }
    if found.name == "role":
        known = {
            "log_var": translate("networks", "log of the variance"),
            "log_sigma": translate("networks", "log of sigma"),
            "sigma": translate("networks", "sigma"),
            "variance": translate("networks", "the variance"),
            "none": translate("networks", "nothing: leave it out"),
        }
    if found.name == "size":
        return _size_text(*map(int, value.split()))
    if found.name in ("range", "input") and value not in known and value.count(" ") == 1:
        low, high = value.split(" ")
        return translate("networks", "{low} to {high}").format(low=low.replace("-", "−"), high=high)
    return known.get(value, value)


def sure(found: Found) -> str:
    """How sure a finding is, in a word or two."""
    return {
        CERTAIN: translate("networks", "measured"),
        LIKELY: translate("networks", "likely"),
        OPEN: translate("networks", "please choose"),
        CHOSEN: translate("networks", "your choice"),
    }[found.sure]


def what(reading: Reading) -> str:
    """The files and what goes in and comes out."""
    if reading.manifest is None:
        return ""
    decoder, encoder = reading.opened_from
    size, d = _size(reading.manifest), reading.manifest.latent_dim
    lines = [translate("networks", "{file} decodes: {d} → {size}").format(file=decoder, d=_code(d), size=size)]
    if encoder:
        text = translate("networks", "{file} encodes: {size} → {d}").format(file=encoder, d=_code(d), size=size)
        lines.append(text)
    others = (found.said for found in reading.findings if found.name not in ORDER)
    lines += [said for said in others if said and said not in reading.doubts]
    return "\n".join(lines)


def head(reading: Reading) -> str:
    """What is asked of a person, in a line."""
    if not reading.title:
        return translate("networks", "Drop ONNX files on the window, or choose them.")
    if reading.busy and reading.manifest is None:
        return translate("networks", "{title}: the networks are run to see what they are …").format(title=reading.title)
    if reading.open_questions:
        text = translate("networks", "{title}: something cannot be measured. Please look, then open it.")
        return text.format(title=reading.title)
    if reading.doubts:
        text = translate("networks", "{title}: its manifest hardly means what its networks do. This was measured:")
        return text.format(title=reading.title)
    return translate("networks", "{title}: all of it is set. Change what is wrong.").format(title=reading.title)


def again(reading: Reading) -> str:
    """What the encoder is tried with."""
    if is_of_signals(reading):
        return translate("networks", "Waves, and what comes back of them")
    return translate("networks", "Drawn digits, and what comes back of them")


def is_of_signals(reading: Reading) -> bool:
    """Whether what the networks make is shown as lines."""
    return reading.manifest is not None and reading.manifest.image.is_signal


def _code(d: int) -> str:
    return translate("networks", "1 number") if d == 1 else translate("networks", "{n:,} numbers").format(n=d)


def _size(manifest: Manifest) -> str:
    image = manifest.image
    size = _size_text(image.height, image.width)
    return size if image.channels == 1 else f"{size} × {image.channels}"


def _size_text(height: int, width: int) -> str:
    if min(height, width) == 1:
        return translate("networks", "a signal of {n:,} numbers").format(n=height * width)
    return f"{height} × {width}"
