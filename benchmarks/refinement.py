"""Refined codes of bundles: how near ONNX comes to torch, on all test images, and what they gain and cost.

    python benchmarks/refinement.py --data-dir DIR models_onnx/vae-mnist-2d ...

The bundle's weights are put back into torch's network of its configuration, which refines by derivatives of its own.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from aevae_desktop import bundle
from aevae_desktop.bundle import DECODER, ENCODER, Manifest
from training.data import DATASETS
from training.export import metrics, refining
from training.refine.reference import Look, look, refined
from training.trainer.config import RunConfig
from training.trainer.model import Autoencoder

PART = 200  # images at a time
NEAR = 5e-5  # of a code's standard deviation


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="+", type=Path)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--n", type=int, default=10_000)
    options = parser.parse_args()
    torch.set_num_threads(1)
    images = DATASETS["mnist"].load(options.data_dir)
    for folder in options.folder:
        print(f"{folder.name}: {compared(folder, images.test[: options.n])}")


def compared(folder: Path, x: np.ndarray) -> str:
    """In a line: the parity of costs and codes, the mean cost before and after, and ms of CPU an image."""
    manifest = bundle.read(folder)
    coder, model = metrics.open_coder(folder, manifest), in_torch(folder, manifest)
    cost, said = refining.cost_of(manifest), manifest.refined
    assert said is not None
    begin = time.process_time()
    mu, log_var = coder.refine(x)
    taken = 1e3 * (time.process_time() - begin) / len(x)
    parts = []
    with torch.no_grad():
        for start in range(0, len(x), PART):
            flat = torch.from_numpy(metrics.to_float(x[start : start + PART])).flatten(1)
            z = model.encode(flat)[0]
            own = look(model, flat, z, cost).cost
            reached = look(model, flat, torch.from_numpy(mu[start : start + PART]), cost).cost
            parts.append((own, reached, refined(model, flat, z, cost, said)))
    own, reached = (torch.cat([part[k] for part in parts]).numpy() for k in (0, 1))
    wanted = Look(*(torch.cat(values).numpy() for values in zip(*(part[2] for part in parts), strict=True)))
    spread = wanted.z.var(0) + (0.0 if log_var is None else np.exp(log_var).mean(0))
    off = (np.abs(mu - wanted.z) / np.sqrt(spread)).max(1)
    apart = np.abs(reached / wanted.cost - 1).max()
    costs = f"cost {own.mean():.4f} -> {reached.mean():.4f}, at most {apart:.1e} of it from torch's"
    codes = f"codes within {NEAR:g}: {(off <= NEAR).mean():.4%}, at most {off.max():.1e}"
    return f"{costs}; {codes}; {taken:.2f} ms an image, n = {len(x)}"


def in_torch(folder: Path, manifest: Manifest) -> Autoencoder:
    """The network that the bundle's configuration describes, with the bundle's weights."""
    config = RunConfig.from_json(manifest.provenance["config"])
    image = manifest.image
    model = Autoencoder(config, (image.channels, image.height, image.width)).eval()
    state = model.state_dict()
    for file in (ENCODER, DECODER):
        for tensor in onnx.load_from_string(bundle.read_file(folder, manifest, file)).graph.initializer:
            name = tensor.name.removeprefix("model.").removesuffix("_float16")
            if name in state and not tensor.external_data:
                state[name] = torch.from_numpy(numpy_helper.to_array(tensor).astype(np.float32))
    model.load_state_dict(state)
    return model


if __name__ == "__main__":
    main()
