"""CPU time of a training step on one thread: against its own matrix products, and against other people's loops.

    python benchmarks/training_throughput.py --data-dir DIR [--steps 10] [--rounds 60] [--profile] [--pythae PYTHON]
                                             [--json FILE]

*over its products*: a step of ``training.trainer.run.Run``, the whole of it, divided by the products of that model's
own layers at that batch, forward and backward, and nothing else (``products.py``). For the network of pytorch/examples'
VAE (784-400-20-400-784, ReLU, batch 128), and for the shipped recipe ``vae-mnist-2d`` with its augmentation and hidden
pixels. Products, step and the other loop take turns of --steps in one process, by its CPU time; the figure is the
median of the rounds' ratios, the interval its 95 % by order statistics. ``--profile`` then shows where a step goes, by
operator; torch measures that by the clock on the wall, so only on a machine that is quiet.

The other loops are there for information. That of pytorch/examples is written here from its description: a data set
that makes a PIL image of every item and a tensor of that, a DataLoader without workers, Adam, and ``loss.item()`` in
every step. Time to 140 nats: CPU seconds of training until the negative ELBO of the last 2,000 training images, which
neither trains on, is at most 140; looked at every 20 steps. pythae pins libraries of its own, so it runs in the Python
of another environment (--pythae /path/to/python), with its default VAE (784-512-10-512-784) and batch; ours trains that
network in turns with it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from products import Products
from report import Figure, parser, tell
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, Dataset

from training.data import DATASETS, Images
from training.export.recipes import MAIN
from training.trainer import loop
from training.trainer.config import RunConfig
from training.trainer.model import to_float
from training.trainer.run import Run, objective

HELD_OUT, LOOK_EVERY, TARGET = 2000, 20, 140.0
COMMON = {"family": "mlp", "activation": "relu", "input_dropout": 0.0, "weight_decay": 0.0, "clip": 0.0, "lr": 1e-3}
THEIRS = RunConfig(hidden=(400,), latent_dim=20, batch_size=128, beta_warmup=0.0, lr_warmup=0.0, **COMMON)
RECIPE = next(recipe for recipe in MAIN if recipe.id == "vae-mnist-2d").config
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
    """CPU seconds of training, without the looking, until the negative ELBO of ``held`` is at most ``target`` nats."""
    spent = 0.0
    for _ in range(most // LOOK_EVERY):
        spent += timed(made.step, LOOK_EVERY)
        if made.neg_elbo(held) <= target:
            return spent
    return float("nan")


def timed(step: Callable[[], object], steps: int) -> float:
    """CPU seconds of so many calls."""
    start = time.process_time()
    for _ in range(steps):
        step()
    return time.process_time() - start


def turns(loops: dict[str, Callable[[], object]], steps: int, rounds: int) -> dict[str, NDArray[np.float64]]:
    """CPU seconds a call of each, round by round, taking turns; the first 20 of each warm up and are not counted."""
    for step in loops.values():
        timed(step, 20)
    found: dict[str, list[float]] = {name: [] for name in loops}
    for _ in range(rounds):
        for name, step in loops.items():
            found[name].append(timed(step, steps) / steps)
    return {name: np.array(seconds) for name, seconds in found.items()}


def ratio(name: str, of: NDArray[np.float64], to: NDArray[np.float64], bound: str = "") -> list[Figure]:
    """The median of the rounds' ratios, and the ends of its 95 % interval."""
    ratios = np.sort(of / to)
    n = len(ratios)
    reach = round(0.98 * n**0.5)  # ranks: half of n, and 1.96 deviations of a fair coin's heads on either side
    ends = ratios[[max(0, n // 2 - reach), min(n - 1, n // 2 + reach)]]
    named = ((name, np.median(ratios), bound), (f"{name}.low", ends[0], ""), (f"{name}.high", ends[1], ""))
    return [Figure(label, float(value), "x", n, said) for label, value, said in named]


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
start = time.process_time()
trainer.train_step(1)
print(len(x) / (time.process_time() - start))
"""


def pythae_turns(python: str, images: Images, rounds: int) -> list[tuple[float, float]]:
    """Images a CPU second of pythae's trainer and of ours on its network, over 12,800 images, in turns."""
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
    made.add_argument("--steps", type=int, default=10)
    made.add_argument("--rounds", type=int, default=60)
    made.add_argument("--profile", action="store_true", help="also show where a step goes")
    made.add_argument("--pythae", metavar="PYTHON", help="Python of an environment with pythae")
    options = made.parse_args()
    images = DATASETS["mnist"].load(options.data_dir)
    with loop.processor(1):
        figures = over_products("recipe", Run(RECIPE, images), {}, options.steps, options.rounds, "<= 1.5")
        figures += beside_examples(images, options.steps, options.rounds)
        if options.pythae:
            figures += beside_pythae(options.pythae, images, min(options.rounds, 5))
        tell("training_throughput, one thread, CPU time", figures, options.json)
        if options.profile:
            for config in (THEIRS, RECIPE):
                print(profiled(Run(config, images)))
    return 0


def over_products(
    name: str, run: Run, others: dict[str, Callable[[], object]], steps: int, rounds: int, bound: str
) -> list[Figure]:
    """A step of ``run`` against the products of its model, and ``others`` against the step, all in turns."""
    products = Products(run.model, lambda: objective(run.model, run.config, run.batch(), 0.5)[0])
    spent = turns({"products": products, "step": run.advance, **others}, steps, rounds)
    figures = [Figure(f"training.{name}.{what}", 1e3 * float(np.median(v)), "ms", rounds) for what, v in spent.items()]
    figures += ratio(f"training.{name}.over_products", spent["step"], spent["products"], bound)
    for other in others:
        figures += ratio(f"training.{name}.{other}_over_step", spent[other], spent["step"])
    return figures


def beside_examples(images: Images, steps: int, rounds: int) -> list[Figure]:
    """The network of pytorch/examples: ours against its products, and their loop against ours."""
    train = images.train[:-HELD_OUT], images.train_label[:-HELD_OUT]
    held = to_float(torch.from_numpy(images.train[-HELD_OUT:].copy()))
    ours = replace(THEIRS, validation=HELD_OUT)
    others: dict[str, Callable[[], object]] = {"examples": ExampleLoop(*train).step}
    figures = over_products("784-400-20", Run(ours, images), others, steps, rounds, "<= 1.4")
    for name, one in (("examples", ExampleLoop(*train)), ("step", OurLoop(ours, images))):
        figures.append(Figure(f"training.784-400-20.{name}.to_140_nats", seconds_to(TARGET, held, one), "s", 1))
    return figures


def beside_pythae(python: str, images: Images, rounds: int) -> list[Figure]:
    """Ours on the network of pythae's default VAE, against its trainer."""
    pairs = np.array(pythae_turns(python, images, rounds))
    return [
        Figure("training.pythae", float(np.median(pairs[:, 0])), "images/s", rounds),
        Figure("training.ours_on_pythaes_network", float(np.median(pairs[:, 1])), "images/s", rounds),
        *ratio("training.vs_pythae", pairs[:, 1], pairs[:, 0]),
    ]


def profiled(run: Run, steps: int = 30) -> str:
    """The time of a step by operator, as a table; what no operator took is Python's."""
    timed(run.advance, 20)
    with torch.profiler.profile() as profile:
        timed(run.advance, steps)
    title = f"{run.config.name}, {steps} steps"
    return f"{title}\n{profile.key_averages().table(sort_by='self_cpu_time_total', row_limit=30)}"


if __name__ == "__main__":
    sys.exit(main())
