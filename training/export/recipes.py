"""The recipes of the bundles that come with the program: everything that decides them, one row each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from training.export.package import EVERYTHING, Contents
from training.trainer.config import RunConfig

SMALL = Contents(codes="test", history=False, digits=8)
# of long codes: a 128th of a latent unit is far below any posterior's sigma, and a 32nd of log_var is 1.6 % of a sigma
SMALL_AND_WIDE = replace(SMALL, digits=7, variance_digits=5)


@dataclass(frozen=True)
class Recipe:
    """One shipped bundle: its id, the whole configuration of its run, and what is stored beside the networks."""

    id: str
    config: RunConfig
    contents: Contents = EVERYTHING


_VAE = RunConfig(kind="vae", augment=0.5, fade=0.15, stored="float16")
_AE = replace(_VAE, kind="ae", likelihood="gaussian", code_l2=0.1, fourier_sigma=1.5)
_EXACT = 12  # binary digits of the codes of a map: a 4096th of a latent unit is a fiftieth of a pixel
_WHOLE = Contents(digits=_EXACT, variance_digits=8, refined=True)
_WIDE = Contents(history=False, digits=7, variance_digits=4, refined=True)
_WIDER = replace(_WIDE, digits=6)  # of codes without a posterior: a hundredth of their deviation

# Residual blocks, then the pixels at once: as good as a hidden layer between them, and a frame takes less.
_VAE_MAP = replace(_VAE, decoder_hidden=(256,), blocks=4, epochs=80.0, augment=0.75, fade=0.25, seed=4)
_AE_MAP = replace(
    _AE, decoder_hidden=(256,), blocks=4, epochs=80.0, augment=0.75, fade=0.25, semi_amortised=0.25, seed=2
)
_VAE_WIDE = replace(
    _VAE, latent_dim=16, hidden=(768, 384), decoder_hidden=(384,), blocks=4, fourier=0, input_dropout=0.1,
    fade=0.3, epochs=100.0,
)  # fmt: skip
_AE_WIDE = replace(_AE, latent_dim=16, fourier=0, input_dropout=0.0, code_l2=0.01, epochs=36.0)

MAIN: tuple[Recipe, ...] = (
    Recipe("vae-mnist-2d", _VAE_MAP, _WHOLE),
    Recipe("ae-mnist-2d", _AE_MAP, _WHOLE),
    Recipe("vae-mnist-16d", _VAE_WIDE, _WIDE),
    Recipe("ae-mnist-16d", _AE_WIDE, _WIDER),
    Recipe(
        "linear-mnist-2d",
        RunConfig(kind="linear-ae", family="linear", likelihood="gaussian", input_dropout=0.0, epochs=1.0),
        Contents(digits=_EXACT),
    ),
)

ARTICLE: tuple[Recipe, ...] = (  # trained as the article says: its loss, and an autoencoder that nothing holds
    Recipe(
        "vae-mnist-2d-mse",
        replace(_VAE, likelihood="mse", epochs=40.0),
        replace(SMALL, refined=True, note="squared error, as in the article"),
    ),
    Recipe(
        "ae-mnist-2d-plain",
        replace(_AE, code_l2=0.0, epochs=40.0),
        replace(SMALL, note="nothing asked of its codes"),
    ),
)

RUNGS = (1, 2, 3, 4, 8, 16, 32)  # latent dimensions of the ladders: the same network, a wider and wider code
BETAS = (0.25, 1.0, 4.0, 16.0)


def _rung(base: RunConfig, **changes: object) -> RunConfig:
    """A network small enough to ship sixteen of: too small to overfit, so it needs no augmentation."""
    return replace(base, hidden=(128,), epochs=12.0, augment=0.0, input_dropout=0.1, **changes)  # type: ignore[arg-type]


LADDERS: tuple[Recipe, ...] = (
    *(
        Recipe(
            f"ladder-{base.kind}-{d:02d}d",
            _rung(base, latent_dim=d, fourier=32 if d <= 2 else 0),
            replace(SMALL if d <= 2 else SMALL_AND_WIDE, note="ladder", series=f"{base.kind.upper()} #-D", position=d),
        )
        for base in (replace(_AE, code_l2=0.02), _VAE)
        for d in RUNGS
    ),
    *(
        Recipe(
            f"ladder-beta-{beta:05.2f}",
            _rung(_VAE, beta=beta),
            replace(SMALL, note=f"β = {beta:g}", series="beta", position=beta),
        )
        for beta in BETAS
    ),
)

_VAE_CHARACTERS = replace(_VAE, dataset="omniglot", hidden=(128,), augment=1.0, epochs=120.0)  # few images, seen often
_AE_CHARACTERS = replace(_VAE_CHARACTERS, kind="ae", likelihood="gaussian", code_l2=0.1, fourier_sigma=1.5)
_WIDE_CHARACTERS = replace(_VAE_CHARACTERS, latent_dim=16, fourier=0, augment=2.0)  # it learns them by heart else

OTHER_IMAGES: tuple[Recipe, ...] = tuple(  # a second set of images, with other classes than digits
    Recipe(f"{config.kind}-omniglot-{config.latent_dim}d", config, replace(stored, codes="all", refined=True))
    for stored, config in (
        (SMALL, _VAE_CHARACTERS),
        (SMALL, _AE_CHARACTERS),
        (SMALL_AND_WIDE, _WIDE_CHARACTERS),
        (SMALL_AND_WIDE, replace(_WIDE_CHARACTERS, kind="ae", likelihood="gaussian", code_l2=0.01)),
    )
)

RECIPES: tuple[Recipe, ...] = (*MAIN, *ARTICLE, *LADDERS, *OTHER_IMAGES)
