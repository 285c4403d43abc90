"""The article mode's commands: which claim is open, what was predicted, and its measures, one after the other.

Everything is measured in the bulk process, some tens of ms at a time. A bundle that no map shows is lent to it for as
long as it is measured, and no longer.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from aevae_desktop.bundle import judge as judges
from aevae_desktop.core.claims.figures import Figure, Measured
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.library import judge_places
from aevae_desktop.engine.wire.protocol import FindJudge, Measure
from aevae_desktop.errors import BundleError, DataError, LabError
from aevae_desktop.features.article import logic
from aevae_desktop.features.article.claims import CLAIMS, LAYERS, claim_named
from aevae_desktop.features.article.logic import Task
from aevae_desktop.features.article.measured_files import MeasuredFiles
from aevae_desktop.features.article.state import ArticleState, Claim, Result
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.language import translate
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.state import SessionState, panes_differ

PREFIX = "article"
SEEDS = 2**31 - 1  # the largest


class ArticleController(Controller):
    """Opens claims, takes predictions, and measures."""

    prefixes = (PREFIX,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._queue: list[Task] = []
        self._wanted: list[Claim] = []  # the claims that the queue is for
        self._task: Task | None = None  # what is being measured
        self._asked: FindJudge | Measure | None = None
        self._judges: dict[str, str] = {}  # the folder of the judge of a bundle's images, by its digest; "" for none
        self._sums: dict[str, str] = {}  # the digest of that judge; a judge that cannot be read has none
        self._known: dict[tuple[str, str, str, int], Measured] = {}  # by digest, judge, measure and seed
        self._files = MeasuredFiles()
        self._watched = False

    @property
    def busy(self) -> bool:
        """Whether something is being measured."""
        return self._task is not None

    # ------------------------------------------------------------ commands

    def open(self, claim: str) -> None:
        """Turn to a claim."""
        _named(claim)
        self._put(claim=claim)
        self._go_on_if_seen()

    def step(self, by: int) -> None:
        """Turn to the next claim (1) or the one before (-1); at the ends nothing happens."""
        names = [claim.name for claim in CLAIMS]
        now = self._article.claim
        place = names.index(now) + by if now in names else 0
        self.open(names[min(max(place, 0), len(names) - 1)])

    def answer(self, claim: str, answer: str) -> None:
        """Keep a prediction; once the claim is revealed, it stays as it was."""
        row = _named(claim)
        if answer not in row.answers:
            raise DataError(field="answer", found=answer, expected="one of " + ", ".join(row.answers))
        if claim not in self._article.revealed:
            self._put(answers=MappingProxyType({**self._article.answers, claim: answer}))

    def reveal(self, claim: str) -> None:
        """Show a claim's figures, and measure them where they are not known yet."""
        _named(claim)
        self._put(revealed=self._article.revealed | {claim})
        self.measure(claim)

    def restore(self, claim: str, answers: Mapping[str, str], revealed: Set[str], seed: int) -> None:
        """Go on where somebody was: claims by name, of those that there are."""
        self.set_seed(seed)
        self._put(claim=claim, answers=MappingProxyType(dict(answers)), revealed=frozenset(revealed))
        self._go_on_if_seen()

    def start_over(self) -> None:
        """Forget all predictions and what was revealed, for the next person; what was measured stays."""
        self._put(answers=MappingProxyType({}), revealed=frozenset())

    def measure(self, claim: str) -> None:
        """Measure what is missing of a claim, before all else; what could not be measured is tried again."""
        row = _named(claim)
        wanted = logic.tasks(self.context.state, row)
        failed = [task for task in wanted if (found := self._result(task)) is not None and found.error]
        for task in failed:
            if not self._judges.get(task.subject.digest, "some"):
                del self._judges[task.subject.digest]
                self._sums.pop(task.subject.digest, None)
        self._put_results({task.name: None for task in failed})
        self._enqueue(row)

    def cancel(self) -> None:
        """Measure no more; what is done stays."""
        self._queue, self._wanted = [], []
        self._stop()

    def set_seed(self, seed: int) -> None:
        """Measure with these draws from now on; the same seed gives the same figures."""
        if not 0 <= seed <= SEEDS:
            self.context.notify(DataError(field="seed", found=seed, expected=f"0 to {SEEDS:,}"))
        elif seed != self._article.seed:
            self.cancel()
            self._put(seed=seed, results=MappingProxyType({}))
            self._go_on_if_seen()

    def watch(self, on: bool) -> None:
        """Somebody looks at the article, or nobody does any more: then nothing new is begun by itself."""
        self._watched = on
        self._go_on_if_seen()

    def try_best(self, claim: str) -> None:
        """Open the pair of models that shows a claim best, those with codes of its size."""
        d = _named(claim).best
        pair = logic.pair_of(self.context.state, d)
        if pair is None:
            self.context.notify(
                translate(
                    "article", "The library has no autoencoder and VAE of these images with codes of {d} numbers."
                ).format(d=d)
            )
            return
        came = tuple(str(entry.folder) for entry in pair)
        left = tuple(pane.wanted or "" for pane in self.context.state.panes)
        self._put(left=left if all(left) and left != came else (), came=came)
        self.context.controller(ModelsController).compare([entry.folder for entry in pair], 0)

    def go_back(self) -> None:
        """Open the models again that ``try_best`` took the place of."""
        left = self._article.left
        self._put(left=(), came=())
        if left:
            self.context.controller(ModelsController).compare(list(map(Path, left)), 0)

    # ------------------------------------------------------------ what happens around it

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """Other models, or another library: what is measured of models that are gone is dropped.

        Another claim, or another mode: the maps show the layers that the claim names, or a person's own.
        """
        if old.mode is not new.mode or old.part(ArticleState) is not new.part(ArticleState):
            layers = logic.layers_of(new, LAYERS)
            if layers != logic.layers_of(old, LAYERS):
                self.context.controller(LayersController).lend(layers)
        if not panes_differ(old, new, "model") and (old.library, old.shown, old.lead) == (
            new.library,
            new.shown,
            new.lead,
        ):
            return
        if self._task is not None:
            there = {task for claim in self._wanted for task in logic.tasks(new, claim)}
            self._queue = [task for task in self._queue if task in there]
            if self._task not in there:
                self._stop()
                self._next()
        self._go_on_if_seen()

    def on_reply(self, reply: Replied) -> None:
        """A judge was found, or a measure has come further."""
        task, job = self._task, reply.job
        if task is None or job is not self._asked:
            return
        if isinstance(job, FindJudge):
            self._judge_came(task, reply.frame)
        elif isinstance(job, Measure):
            self._came(task, job, reply.frame)

    def on_failure(self, failure: Failed) -> None:
        """The claim says why its measure cannot be had; a judge that cannot be read is none."""
        task = self._task
        if task is None or failure.job is not self._asked:
            return
        if isinstance(failure.job, FindJudge) and not failure.given_up:
            self._judges[task.subject.digest] = ""
            self._ask(task)
        else:
            self._finish(task, Result(1.0, error=_line(failure.error), digest=task.subject.digest))

    def close(self) -> None:
        """The session ends."""
        self._queue.clear()
        self._task = self._asked = None

    # ------------------------------------------------------------ small steps

    @property
    def _article(self) -> ArticleState:
        return self.context.state.part(ArticleState)

    def _put(self, **changes: object) -> None:
        self.context.set_state(self.context.state.with_part(replace(self._article, **changes)))  # type: ignore[arg-type]

    def _put_results(self, changes: Mapping[tuple[str, str], Result | None]) -> None:
        if changes:
            results = {**self._article.results, **changes}
            kept = {name: result for name, result in results.items() if result is not None}
            self._put(results=MappingProxyType(kept))

    def _result(self, task: Task) -> Result | None:
        return logic.result_of(self.context.state, task)

    def _go_on_if_seen(self) -> None:
        """Measure what is missing of the open claim, if its figures are being looked at."""
        claim = claim_named(self._article.claim)
        if self._watched and claim is not None and claim.name in self._article.revealed:
            self._enqueue(claim)

    def _enqueue(self, claim: Claim) -> None:
        """Put a claim's tasks before all others; what is known already is there at once."""
        wanted = logic.tasks(self.context.state, claim)
        known = {task: found for task in wanted if (found := self._cached(task)) is not None}
        fresh = {task.name: _result(task, found) for task, found in known.items() if not _done(self._result(task))}
        self._put_results(fresh)
        missing = [task for task in wanted if not _done(self._result(task)) and task != self._task]
        self._queue = missing + [task for task in self._queue if task not in missing]
        self._wanted = [claim, *(other for other in self._wanted if other is not claim)]
        if self._task is None:
            self._next()

    def _cached(self, task: Task) -> Measured | None:
        """What was measured before: in this run, or, once its judge is known, in another."""
        digest = task.subject.digest
        job = self._job(task)
        found = self._known.get((digest, job.judge, job.measure, job.seed))
        if found is None and digest in self._sums:
            frame = self._files.find(job, digest, self._sums[digest])
            return None if frame is None else self._learn(task, job, frame)
        return found

    def _job(self, task: Task) -> Measure:
        key = task.subject.key
        return Measure(key, key, task.measure, self._article.seed, self._judges.get(task.subject.digest, ""))

    def _learn(self, task: Task, job: Measure, frame: Frame) -> Measured:
        """Keep in mind what a frame says."""
        figures = {name: Figure.from_json(each) for name, each in frame.header["figures"].items()}
        measured = Measured(figures, dict(frame.arrays), tuple(frame.header["notes"]))
        self._known[task.subject.digest, job.judge, job.measure, job.seed] = measured
        return measured

    def _next(self) -> None:
        """Begin the next task, or let go of the last bundle where there is none."""
        before, self._task, self._asked = self._task, None, None
        task = self._queue.pop(0) if self._queue else None
        if before is not None and (task is None or task.subject.key != before.subject.key):
            self.context.client.give_back(before.subject.key, PREFIX)
        self._task = task
        if task is None:
            self._wanted = []
            return
        self.context.client.borrow(task.subject.key, PREFIX)
        if task.subject.digest in self._judges:
            self._ask(task)
        else:
            self._submit(FindJudge(task.subject.key, judge_places()))

    def _ask(self, task: Task) -> None:
        self._submit(self._job(task))

    def _submit(self, job: FindJudge | Measure) -> None:
        self._asked = job
        self.context.submit(PREFIX, job, BULK)

    def _judge_came(self, task: Task, frame: Frame) -> None:
        """The reading process has looked for a judge."""
        key, digest, folder = task.subject.key, task.subject.digest, frame.header["judge"]
        self._judges[digest] = folder
        if not folder:
            self._sums[digest] = ""
        with suppress(BundleError):  # then its measures say what is wrong with it
            if folder:
                card = judges.parse(frame.arrays[judges.CARD].tobytes(), Path(folder) / judges.CARD)
                self._sums[digest] = card.network.sha256
                self._put(judges=MappingProxyType({**self._article.judges, key: card}))
        if self._task is task:
            self._take_known(task)

    def _take_known(self, task: Task) -> None:
        """The judge of its bundle is known now: what was measured in another run is there at once."""
        queue = [task, *(other for other in self._queue if other.subject == task.subject)]
        known = {each: found for each in queue if (found := self._cached(each)) is not None}
        self._queue = [each for each in self._queue if each not in known]
        self._put_results({each.name: _result(each, found) for each, found in known.items()})
        if self._task is task:
            self._next() if task in known else self._ask(task)

    def _came(self, task: Task, job: Measure, frame: Frame) -> None:
        figures = frame.header["figures"]
        if figures is None:
            self._put_results({task.name: Result(float(frame.header["share"]), digest=task.subject.digest)})
            if self._task is task and self._asked is job:  # nothing else was wanted by who heard of it
                self._submit(job)
            return
        measured = self._learn(task, job, frame)
        if task.subject.digest in self._sums:
            self._files.keep(job, task.subject.digest, self._sums[task.subject.digest], frame)
        self._finish(task, _result(task, measured))

    def _finish(self, task: Task, result: Result) -> None:
        self._put_results({task.name: result})
        if self._task is task:
            self._next()

    def _stop(self) -> None:
        """Give up the task that is being measured."""
        task, self._task, self._asked = self._task, None, None
        if task is not None:
            self.context.client.drop(PREFIX, BULK)
            self.context.client.give_back(task.subject.key, PREFIX)
            if not _done(self._result(task)):
                self._put_results({task.name: None})


def _named(claim: str) -> Claim:
    """The claim of that name. Raises ``DataError`` where there is none."""
    found = claim_named(claim)
    if found is None:
        raise DataError(field="claim", found=claim, expected="one of " + ", ".join(each.name for each in CLAIMS))
    return found


def _result(task: Task, measured: Measured) -> Result:
    return Result(1.0, measured, digest=task.subject.digest)


def _done(result: Result | None) -> bool:
    return result is not None and (result.measured is not None or bool(result.error))


def _line(error: LabError) -> str:
    return error.brief()
