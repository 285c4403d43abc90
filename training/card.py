"""The model card of a bundle: what it is, in plain words."""

from __future__ import annotations

from aevae_desktop.bundle import Manifest
from training.config import RunConfig

_ABOUT = {
    "vae": (
        "A variational autoencoder. The encoder gives each image a Gaussian over codes, N(mu, diag exp(log_var)); "
        "training balances reconstruction against the distance of those Gaussians from the prior N(0, I), which "
        "packs the map around the origin without large gaps."
    ),
    "ae": (
        "A plain autoencoder. The encoder gives each image one code; nothing asks the codes to lie near each other "
        "or to fill the plane, so the gaps between them are real: what the decoder paints there was never trained."
    ),
    "linear-ae": (
        "A linear autoencoder with biases, fitted to the least-squares optimum. Its plane is that of PCA's first "
        "components; its codes are turned so that axis 1 carries the most variance."
    ),
}


def card(manifest: Manifest, config: RunConfig) -> str:
    """The Markdown text of ``README.md``."""
    data = manifest.dataset
    lines = [f"# {manifest.title}", "", _ABOUT[config.kind], ""]
    if config.code_l2:
        lines += [
            f"A small penalty on the squared length of the code ({config.code_l2:g} nats per squared latent unit) "
            "keeps the map legible: without any hold, the codes of a plain autoencoder drift into long arms.",
            "",
        ]
    lines += [
        f"- **Data**: {data.name}, {data.n_train:,} training and {data.n_test:,} test images. {data.source}. "
        f"Licence of the images: {data.licence}. No image is contained here, only codes and networks.",
        *(f"- **{name.capitalize()}**: {text}." for name, text in manifest.provenance.get("images", {}).items()),
        f"- **Network**: family `{config.family}`, latent_dim {config.latent_dim}, hidden {list(config.hidden)}.",
        f"- **Training**: {_training(config)}, seed {config.seed}; the whole configuration is in `manifest.json`.",
        f"- **Limits**: it has seen images of {data.name} only; anything else is drawn as the nearest thing it knows.",
        "",
        "| metric (test images) | value | unit |",
        "|---|---|---|",
    ]
    lines += [f"| {name} | {row['value']:.5g} | {row['unit']} |" for name, row in manifest.metrics.items()]
    return "\n".join(lines) + "\n"


def _training(config: RunConfig) -> str:
    if config.kind == "linear-ae":
        return "full-batch L-BFGS on the covariance of all training images"
    return f"{config.epochs:g} epochs of AdamW, batch {config.batch_size}, likelihood {config.likelihood}"
