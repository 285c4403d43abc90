"""Training speed on one core: ours against the loop of pytorch/examples' VAE, and against pythae's trainer.

    python benchmarks/training_throughput.py --data-dir DIR [--steps 150] [--rounds 5] [--pythae PYTHON] [--json FILE]

The same network (784-400-20-400-784, ReLU) and batch (128) as pytorch/examples; its loop is written here from its
description: a data set that makes a PIL image of every item and a tensor of that, a DataLoader without workers, Adam,
and ``loss.item()`` in every step. The two take turns of --steps steps. Time to 140 nats: seconds of training until the
negative ELBO of the last 2,000 training images, which neither trains on, is at most 140; looked at every 20 steps.

pythae pins libraries of its own, so it runs in the Python of another environment (--pythae /path/to/python), with
its default VAE (784-512-10-512-784) and batch; ours trains that network in turns with it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from report import Figure, parser, tell
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, Dataset

from training.data import DATASETS, Images
from training.trainer import loop
from training.trainer.config import RunConfig
from training.trainer.model import to_float
from training.trainer.run import Run, objective

HELD_OUT, LOOK_EVERY, TARGET = 2000, 20, 140.0
COMMON = {"family": "mlp", "activation": "relu", "input_dropout": 0.0, "weight_decay": 0.0, "clip": 0.0, "lr": 1e-3}
THEIRS = RunConfig(hidden=(400,), latent_dim=20, batch_size=128, beta_warmup=0.0, lr_warmup=0.0, **COMMON)
PYTHAE = RunConfig(hidden=(512,), latent_dim=10, batch_size=64, beta_warmup=0.0, lr_warmup=0.0, **COMMON)


class PilImages(Dataset[tuple[Tensor, int]]):
    """As torchvision's: an item becomes a PIL image, and that a tensor, whenever it is asked for; with its label."""

    def __init__(self, x: NDArray[np.uint8], label: NDArray[np.int16]) -> None:
        self.x = torch.from_numpy(x[:, 0].copy())
        self.label = torch.from_numpy(label.astype(np.int64))

    def __len__(self) -> int:
        return len(self.x)

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        picture = Image.fromarray(self.x[index].numpy())
        pixels = torch.from_numpy(np.array(picture, np.uint8, copy=True)).view(28, 28, 1)
        return pixels.permute(2, 0, 1).contiguous().to(torch.float32).div(255), int(self.label[index])


class ExampleVae(nn.Module):
    """784-400-20-400-784 with ReLU."""

    def __init__(self) -> None:
        super().__init__()
        self.inwards, self.mu, self.log_var = nn.Linear(784, 400), nn.Linear(400, 20), nn.Linear(400, 20)
        self.outwards, self.last = nn.Linear(20, 400), nn.Linear(400, 784)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Reconstruction, mu and log_var."""
        h = functional.relu(self.inwards(x.view(-1, 784)))
        mu, log_var = self.mu(h), self.log_var(h)
        z = mu + torch.exp(0.5 * log_var) * torch.randn_like(mu)
        return torch.sigmoid(self.last(functional.relu(self.outwards(z)))), mu, log_var


def example_loss(out: tuple[Tensor, Tensor, Tensor], x: Tensor) -> Tensor:
    """Summed over the batch, as theirs is."""
    x_hat, mu, log_var = out
    kl = -0.5 * torch.sum(1 + log_var - mu.pow(2) - log_var.exp())
    return functional.binary_cross_entropy(x_hat, x.view(-1, 784), reduction="sum") + kl


class ExampleLoop:
    """The other loop: step() is one optimiser step."""

    def __init__(self, x: NDArray[np.uint8], label: NDArray[np.int16]) -> None:
        torch.manual_seed(0)
        self.model = ExampleVae()
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-3)
        self.loader = DataLoader(PilImages(x, label), batch_size=128, shuffle=True)
        self.batches: Iterator[list[Tensor]] = iter(self.loader)
        self.total = 0.0

    def step(self) -> None:
        """One optimiser step."""
        batch = next(self.batches, None)
        if batch is None:
            self.batches = iter(self.loader)
            batch = next(self.batches)
        x, _ = batch
        self.optimizer.zero_grad()
        loss = example_loss(self.model(x), x)
        loss.backward()
        self.total += loss.item()
        self.optimizer.step()

    @torch.no_grad()
    def neg_elbo(self, x: Tensor) -> float:
        """Mean over the images ``x``, nats."""
        return float(example_loss(self.model(x), x)) / len(x)


class OurLoop:
    """``training.trainer.run.Run`` under the same two calls."""

    def __init__(self, config: RunConfig, images: Images) -> None:
        self.run = Run(config, images)
        self.step = self.run.advance

    @torch.no_grad()
    def neg_elbo(self, x: Tensor) -> float:
        """Mean over the images ``x``, nats."""
        _, nll, kl = objective(self.run.model, self.run.config, x, 1.0)
        return float(nll + kl.sum())


def seconds_to(target: float, held: Tensor, made: ExampleLoop | OurLoop, most: int = 2000) -> float:
    """Seconds of training, without the looking, until the negative ELBO of ``held`` is at most ``target`` nats."""
    spent = 0.0
    for _ in range(most // LOOK_EVERY):
        spent += timed(made.step, LOOK_EVERY)
        if made.neg_elbo(held) <= target:
            return spent
    return float("nan")


def timed(step: Callable[[], object], steps: int) -> float:
    start = time.perf_counter()
    for _ in range(steps):
        step()
    return time.perf_counter() - start


def turns(loops: dict[str, ExampleLoop | OurLoop], steps: int, rounds: int) -> dict[str, list[float]]:
    """Images a second of each, round by round, taking turns; the first turn of each warms up and is not counted."""
    for made in loops.values():
        timed(made.step, 20)
    found: dict[str, list[float]] = {name: [] for name in loops}
    for _ in range(rounds):
        for name, made in loops.items():
            found[name].append(steps * 128 / timed(made.step, steps))
    return found


PYTHAE_PROGRAM = """
import sys, time
import numpy as np, torch
torch.set_num_threads(1)
from pythae.models import VAE, VAEConfig
from pythae.trainers import BaseTrainer, BaseTrainerConfig
x = torch.from_numpy(np.load(sys.argv[1])).float() / 255
model = VAE(VAEConfig(input_dim=(1, 28, 28), latent_dim=10, reconstruction_loss="bce"))
from pythae.data.datasets import BaseDataset
data = BaseDataset(x, torch.ones(len(x)))
config = BaseTrainerConfig(output_dir=sys.argv[2], num_epochs=1, per_device_train_batch_size=64, no_cuda=True)
trainer = BaseTrainer(model=model, train_dataset=data, training_config=config)
trainer.prepare_training()
start = time.perf_counter()
trainer.train_step(1)
print(len(x) / (time.perf_counter() - start))
"""


def pythae_turns(python: str, images: Images, rounds: int) -> list[tuple[float, float]]:
    """Images a second of pythae's trainer and of ours on its network, over 12,800 images, in turns."""
    x = images.train[:12_800]
    run = OurLoop(PYTHAE, images)
    timed(run.step, 20)
    found = []
    with tempfile.TemporaryDirectory() as place:
        np.save(Path(place) / "x.npy", x)
        for _ in range(rounds):
            command = [python, "-c", PYTHAE_PROGRAM, f"{place}/x.npy", f"{place}/out"]
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            found.append((float(said.split()[-1]), len(x) / timed(run.step, len(x) // 64)))
    return found


def main() -> int:
    made = parser(__doc__)
    made.add_argument("--data-dir", type=Path, help="folder of MNIST's four files")
    made.add_argument("--steps", type=int, default=150)
    made.add_argument("--rounds", type=int, default=5)
    made.add_argument("--pythae", metavar="PYTHON", help="Python of an environment with pythae")
    options = made.parse_args()
    images = DATASETS["mnist"].load(options.data_dir)
    with loop.processor(1):
        figures = measured(images, options.steps, options.rounds, options.pythae)
    tell("training_throughput, one thread", figures, options.json)
    return 0


def measured(images: Images, steps: int, rounds: int, python: str | None) -> list[Figure]:
    train = images.train[:-HELD_OUT], images.train_label[:-HELD_OUT]
    held = to_float(torch.from_numpy(images.train[-HELD_OUT:].copy()))
    ours = RunConfig.from_json(THEIRS.to_json() | {"validation": HELD_OUT})
    pace = turns({"examples": ExampleLoop(*train), "ours": OurLoop(ours, images)}, steps, rounds)
    figures = [Figure(f"training.{name}", float(np.median(v)), "images/s", rounds) for name, v in pace.items()]
    ratio = float(np.median(np.divide(pace["ours"], pace["examples"])))
    figures.append(Figure("training.vs_pytorch_examples", ratio, "x", rounds, ">= 3"))
    for name, one in (("examples", ExampleLoop(*train)), ("ours", OurLoop(ours, images))):
        figures.append(Figure(f"training.{name}.to_140_nats", seconds_to(TARGET, held, one), "s", 1))
    if python:
        pairs = np.array(pythae_turns(python, images, rounds))
        figures += [
            Figure("training.pythae", float(np.median(pairs[:, 0])), "images/s", rounds),
            Figure("training.ours_on_pythaes_network", float(np.median(pairs[:, 1])), "images/s", rounds),
            Figure("training.vs_pythae", float(np.median(pairs[:, 1] / pairs[:, 0])), "x", rounds, ">= 2"),
        ]
    return figures


if __name__ == "__main__":
    sys.exit(main())
