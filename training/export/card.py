"""The model card of a bundle: what it is, in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aevae_desktop import bundle
from aevae_desktop.bundle import Manifest, Refined
from aevae_desktop.errors import ModelError
from training.export.markdown import plain
from training.trainer.config import RunConfig

_ABOUT = {
    "vae": (
        "A variational autoencoder. The encoder gives each image a Gaussian over codes, N(mu, diag exp(log_var)); "
        "training balances reconstruction against the distance of those Gaussians from the prior N(0, I), which "
        "packs the codes around the origin; how much of the prior they leave empty is in the report of "
        "`aevae-train evaluate` (`empty_prior_mass`)."
    ),
    "ae": (
        "A plain autoencoder. The encoder gives each image one code; no prior asks the codes to fill the space between "
        "them, so its gaps are real: what the decoder paints there was never trained."
    ),
    "linear-ae": (
        "A linear autoencoder with biases, fitted to the least-squares optimum. Its plane is that of PCA's first "
        "components; its codes are turned so that axis 1 carries the most variance."
    ),
}


def card(manifest: Manifest, config: RunConfig, *, with_images: bool = False) -> str:
    """The Markdown text of ``README.md``; ``with_images``: the originals are in the bundle."""
    data = manifest.dataset
    inside = (
        "`images.npy` holds the images themselves: mind the licence before you hand it on."
        if with_images
        else "No image is contained here, only codes and networks."
    )
    lines = [f"# {plain(manifest.title)}", "", _ABOUT[config.kind], ""]
    if config.kind == "ae":
        lines += [_hold(config.code_l2), ""]
    if manifest.refined is not None:
        lines += [_refined(manifest.refined), ""]
    lines += [
        f"- **Data**: {plain(data.name)}, {data.n_train:,} training and {data.n_test:,} test images. "
        f"{plain(data.source)}. Licence of the images: {plain(data.licence)}. {inside}",
        *(
            f"- **{plain(name.capitalize())}**: {plain(str(text))}."
            for name, text in manifest.provenance.get("images", {}).items()
        ),
        f"- **Network**: {_network(config)}.",
        f"- **Training**: {_training(config)}, seed {config.seed}; the whole configuration is in `manifest.json`.",
        *_precision(manifest.provenance.get("precision")),
        f"- **Limits**: it has seen images of {plain(data.name)} only; anything else is drawn as the nearest "
        "thing it knows.",
        "",
        "| metric (test images) | value | unit |",
        "|---|---|---|",
    ]
    lines += [
        f"| {plain(name)} | {row['value']:.5g} | {plain(row['unit'])} |" for name, row in manifest.metrics.items()
    ]
    return "\n".join(lines) + "\n"


def _hold(code_l2: float) -> str:
    """What holds an autoencoder's codes."""
    if not code_l2:
        return "Nothing holds its codes: they may lie as far out as they like."
    return (
        f"A penalty on their squared length holds its codes ({code_l2:g} nats per squared latent unit), which keeps "
        "the map legible: without any hold, the codes of a plain autoencoder drift into long arms."
    )


def _refined(said: Refined) -> str:
    begin = f"the best of its own code and {said.starts} within {said.reach:g} of it" if said.starts else "its own code"
    return (
        f"The encoder also gives refined codes: {said.steps} damped Gauss-Newton steps through the decoder from "
        f"{begin}, each as long as the cost at its end advises; where they end at a worse code, that one is kept. The "
        "figures that begin with `refined_` are theirs; the stored codes are the encoder's own."
    )


def _precision(said: Any) -> list[str]:
    """The line on networks in fewer bits, of what ``reduced.Distance`` found."""
    if not isinstance(said, dict):
        return []
    keys = ("name", "n", "code", "pixel", "mean_pixel")
    name, n, code, pixel, mean = (plain(str(said.get(key, "?"))) for key in keys)
    return [
        f"- **Precision**: {name}. Against the full networks, on {n} training images, codes differ by at most {code} "
        f"of their deviation, decoded pixels by at most {pixel} of their range, by {mean} on average. The figures "
        "below are measured with these networks."
    ]


def renew(folder: Path) -> None:
    """Write the card of the bundle in ``folder`` again, as its manifest has it now. Raises ``BundleError``."""
    manifest = bundle.read(folder)
    config = manifest.provenance.get("config")
    if not isinstance(config, dict):
        raise ModelError("was not made by aevae-train, whose settings the card tells", file=folder)
    contents = {name: bundle.read_file(folder, manifest, name) for name in manifest.files}
    text = card(manifest, RunConfig.from_json(config), with_images=bundle.IMAGES in contents)
    bundle.write(folder, manifest, {**contents, "README.md": text.encode()})


def _training(config: RunConfig) -> str:
    if config.kind == "linear-ae":
        return "full-batch L-BFGS on the covariance of all training images"
    parts = [f"{config.epochs:g} epochs of AdamW, batch {config.batch_size}, likelihood {config.likelihood}"]
    if config.kind == "vae":
        parts.append(f"beta {config.beta:g}")
    if config.augment:
        parts.append(
            f"each image turned up to {8 * config.augment:g} degrees, scaled and sheared up to {8 * config.augment:g} %"
            f" (less and less over the last {config.fade:.0%} of the run)"
        )
    if config.input_dropout:
        parts.append(f"up to {config.input_dropout:.0%} of the pixels hidden from the encoder")
    if config.semi_amortised:
        parts.append(f"in the last {config.semi_amortised:.0%} of the run the decoder also learned from refined codes")
    return ", ".join(parts)


def _network(config: RunConfig) -> str:
    start = f"family `{config.family}`, latent_dim {config.latent_dim}"
    if config.kind == "linear-ae":
        return start
    stored = ", weights stored as float16" if config.stored == "float16" else ""
    decoder = list(config.decoder_hidden or config.hidden[::-1])
    blocks = f" and {config.blocks} residual blocks" if config.family == "resmlp" else ""
    return f"{start}, encoder {list(config.hidden)}, decoder {decoder}{blocks}{stored}"
