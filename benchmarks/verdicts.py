"""Whether the verdicts on the article's claims hang on the seed of draws and bootstrap, or on the judge.

    python benchmarks/verdicts.py [--seeds 5] [--judges FOLDER ...] [--pairs 2d 16d] [--json FILE]

Every claim is measured on the shipped pairs with each seed; with ``--judges``, folders that `aevae-train judge --seed S
--width W` wrote, the claims that ask a judge are measured with seed 0 and each of them too. A claim is stable where all
give one verdict, undecided where some give a verdict and some none, and **turns** where two give different ones.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from aevae_desktop import places
from aevae_desktop.engine.wire import library
from aevae_desktop.features import CONTROLLERS, SAVED
from aevae_desktop.features.article import logic
from aevae_desktop.features.article.claims import CLAIMS
from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.features.article.report.run import LOAD_MS, MEASURE_MS, wait
from aevae_desktop.features.article.state import Claim, Verdict
from aevae_desktop.features.article.text import JUDGED
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.session.session import Session

Found = dict[str, list[Verdict]]  # by claim, one a run


def judged(claim: Claim) -> bool:
    """Whether a claim asks a judge."""
    return bool({name.removesuffix("?") for names in claim.measures.values() for name in names} & JUDGED)


def measured(place: Path, pair: Sequence[str], claims: Sequence[Claim], seeds: Iterable[int]) -> Iterator[Verdict]:
    """The verdicts on ``claims``, seed by seed, on the bundles ``pair`` in ``place``."""
    session = Session(CONTROLLERS, saved=SAVED)
    try:
        session.controller(LibraryController).start([place], [place / name for name in pair])
        session.controller(LibraryController).wait()
        for pane, name in enumerate(pair):
            session.controller(ModelsController).open(pane, place / name)
        wait(lambda: session.idle, LOAD_MS, "the models were not opened")
        article = session.controller(ArticleController)
        for seed in seeds:
            article.set_seed(seed)
            for claim in claims:
                article.measure(claim.name)
                wait(lambda: not article.busy, MEASURE_MS, f"{claim.name} was not measured")
                said = logic.verdict_of(session.state, claim)
                yield Verdict.CANNOT if said is None else said[0]
    finally:
        session.close()


def with_judges(pair: Sequence[str], judges: Sequence[Path], claims: Sequence[Claim]) -> Iterator[Verdict]:
    """The verdicts with seed 0, judge by judge: each lies alone beside copies of the bundles."""
    for judge in judges:
        with tempfile.TemporaryDirectory() as folder:
            for name in pair:
                shutil.copytree(library.shipped_folder() / name, Path(folder) / name)
            shutil.copytree(judge, Path(folder) / "judges" / judge.name)
            yield from measured(Path(folder), pair, claims, [0])


def by_claim(verdicts: Iterable[Verdict], claims: Sequence[Claim]) -> Found:
    """``verdicts`` that came claim by claim, again and again."""
    found: Found = {claim.name: [] for claim in claims}
    for k, verdict in enumerate(verdicts):
        found[claims[k % len(claims)].name].append(verdict)
    return found


def standing(found: Sequence[Verdict]) -> str:
    """One verdict, undecided, or that it turns."""
    decided = set(found) - {Verdict.UNDECIDED}
    return "TURNS" if len(decided) > 1 else found[0].value if len(set(found)) == 1 else Verdict.UNDECIDED.value


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--judges", type=Path, nargs="*", default=[])
    parser.add_argument("--pairs", nargs="*", default=["2d", "16d"])
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    application = QApplication([])
    asking, told = [claim for claim in CLAIMS if judged(claim)], {}
    with tempfile.TemporaryDirectory() as state:
        os.environ[places.STATE] = state  # nothing that was measured before is taken
        for d in options.pairs:
            pair = f"ae-mnist-{d}", f"vae-mnist-{d}"
            seeds = by_claim(measured(library.shipped_folder(), pair, CLAIMS, range(options.seeds)), CLAIMS)
            judges = by_claim(with_judges(pair, options.judges, asking), asking)
            for name, found in seeds.items():
                told[f"{d} {name}"] = [verdict.name.lower() for verdict in (*found, *judges.get(name, []))]
                print(f"{d} {name}: {standing([*found, *judges.get(name, [])])}  {', '.join(told[f'{d} {name}'])}")
    if options.json is not None:
        options.json.write_text(json.dumps(told, indent=1) + "\n")
    application.quit()


if __name__ == "__main__":
    main()
