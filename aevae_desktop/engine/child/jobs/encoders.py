"""Which outputs of an encoder are mu and the posterior's width, told from its answers to images of the decoder's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import ENCODER, Manifest
from aevae_desktop.engine.child.jobs import pictures, scaling, spread
from aevae_desktop.engine.child.jobs.finding import CERTAIN, LIKELY, OPEN, Finding
from aevae_desktop.engine.child.jobs.halves import Half
from aevae_desktop.engine.child.jobs.spread import LOG_VAR, NONE, ROLES
from aevae_desktop.engine.child.model import Model, opened
from aevae_desktop.inspector import extending

F32 = NDArray[np.float32]
ADDED = "added"  # of ``wants``: outputs that an earlier reading put there, a line each
ROWS_MS, LEAST_ROWS, MOST_ROWS = 400.0, 6, 48  # codes whose decodes are measured: as many as take that time
_AGREES, _LESS = 0.25, 0.5  # share of z that an output finds again, of mu at least; another's part of that, at most
_MU = re.compile("^(.*_)?(mu|mean|loc|m)$", re.IGNORECASE)
_SEED = 0


@dataclass(frozen=True, eq=False)
class Answers:
    """What deterministic outputs give for decodes of codes ``z: (n, d)``, by name, and on which images at all.

    ``positive``: those that are above 0 for every image that was tried, noise and plain ones among them; ``errors``:
    of the images that the decoder makes of them again.
    """

    z: F32
    given: Mapping[str, F32]
    positive: frozenset[str]
    errors: Mapping[str, float]

    def agreement(self, name: str) -> float:
        """How much of z an output finds again: the mean squared correlation, dimension by dimension, 0 to 1."""
        a, b = self.z - self.z.mean(axis=0), self.given[name] - self.given[name].mean(axis=0)
        scale = np.sqrt((a.astype(float) ** 2).sum(axis=0) * (b.astype(float) ** 2).sum(axis=0))
        r = np.divide((a * b).sum(axis=0), scale, out=np.zeros(len(scale)), where=scale > 1e-9)
        return float((np.maximum(r, 0) ** 2).mean())


def encoded(
    folder: Path, manifest: Manifest, networks: dict[str, bytes], encoder: Half, wants: Mapping[str, str]
) -> tuple[Manifest, list[Finding]]:
    """``manifest`` with what the encoder's outputs are; what they lack is put after them, in ``networks``."""
    outputs, halved = _outputs(manifest, networks, encoder, wants)
    manifest, scaled = scaling.scaled(folder, _named(manifest, encoder, outputs[0], None), networks, encoder, wants)
    encoder = replace(encoder, trial=replace(encoder.trial, name=manifest.tensors.x))
    manifest, findings = _told(folder, manifest, networks, encoder, outputs, halved, wants)
    return manifest, [*scaled, *findings]


def _told(
    folder: Path, manifest: Manifest, networks: dict[str, bytes], encoder: Half, outputs: list[str], halved: str,
    wants: Mapping[str, str],
) -> tuple[Manifest, list[Finding]]:  # fmt: skip
    """As ``encoded``, where its input is as it should be; ``halved``: the output that ``outputs`` were cut out of."""
    answers = _asked(folder, manifest, networks, encoder, outputs)
    if not answers.given:
        said = f"This encoder samples: {outputs[0]} differs from run to run, and so do the codes of drawings."
        return _named(manifest, encoder, outputs[0], None), [Finding("mu", outputs[0], (outputs[0],), LIKELY, said)]
    mu = _mu(answers)
    if halved:
        said = f"{halved} has {2 * manifest.latent_dim} numbers, twice a code's: its first half is {outputs[0]}."
        mu = replace(mu, sure=OPEN, said=said)
    mu = mu.chosen(wants)
    manifest = _named(manifest, encoder, mu.value, None)
    others = tuple(name for name in answers.given if name != mu.value)
    if not others:
        return manifest, [mu]
    findings = [mu]
    second = _second(others).chosen(wants)
    if len(others) > 1:
        findings.append(second)
    model = opened(folder, manifest, networks)
    role = _role(model, answers, mu.value, second.value).chosen(wants)
    findings.append(role)
    if role.value != NONE:
        log_var = _as_log_var(networks, second.value, role.value)
        manifest = replace(_named(manifest, encoder, mu.value, log_var), kind="vae", prior="standard_normal")
    return manifest, findings


def _outputs(
    manifest: Manifest, networks: dict[str, bytes], encoder: Half, wants: Mapping[str, str]
) -> tuple[list[str], str]:
    """The outputs of d numbers; one of twice as many is cut in two where there are none, and told."""
    added, d = wants.get(ADDED, "").split("\n"), manifest.latent_dim
    outputs = [name for name, count in encoder.gives.items() if count == d and name not in added]
    if outputs:
        return outputs, ""
    whole = next(name for name, count in encoder.gives.items() if count == 2 * d)
    first, second = (extending.free_name(networks[ENCODER], f"{whole}_{half}") for half in ("first", "second"))
    rows = encoder.trial.item_shapes[whole][0] // 2
    networks[ENCODER] = extending.with_halves(networks[ENCODER], whole, (first, second), rows)
    return [first, second], whole


def _asked(
    folder: Path, manifest: Manifest, networks: Mapping[str, bytes], encoder: Half, outputs: Sequence[str]
) -> Answers:
    given: dict[str, F32] = {}
    errors: dict[str, float] = {}
    positive = set()
    z = x = odd = np.zeros(0, np.float32)
    for name in outputs:
        model = opened(folder, _named(manifest, encoder, name, None), networks)
        if not given:
            z = _codes(model)
            x = np.clip(np.nan_to_num(model.unit(model.decode_as_is(z))), 0, 1)
            odd = pictures.odd(model.manifest.image)
        code, again = model.encode(x).mu, model.encode(x).mu
        same = next((other for other in given if np.array_equal(given[other], code)), None)
        if same is not None and not _MU.search(name):
            continue  # a sample without noise is mu
        if np.array_equal(code, again):
            if same is not None:
                del given[same], errors[same]
            given[name] = code
            errors[name] = float(np.square(np.clip(model.unit(model.decode_as_is(code)), 0, 1) - x).mean())
            if (code > 0).all() and (model.encode(odd).mu > 0).all():
                positive.add(name)
    return Answers(z, given, frozenset(positive), errors)


def _codes(model: Model) -> F32:
    n = int(np.clip(ROWS_MS / (2 * spread.MOST_DIMENSIONS * max(model.decode_ms, 1e-3)), LEAST_ROWS, MOST_ROWS))
    return np.random.default_rng(_SEED).standard_normal((n, model.manifest.latent_dim)).astype(np.float32)


# ------------------------------------------------------------ what is what


def _mu(answers: Answers) -> Finding:
    """The output that the code is found again in."""
    names = tuple(answers.given)
    if len(names) == 1:
        return Finding("mu", names[0], names, CERTAIN)
    able = [name for name in names if name not in answers.positive] or list(names)
    if len(able) == 1:
        return Finding("mu", able[0], names, CERTAIN)
    agrees = {name: answers.agreement(name) for name in able}
    best = max(agrees, key=lambda name: agrees[name])
    if agrees[best] >= _AGREES and all(agrees[name] < _LESS * agrees[best] for name in able if name != best):
        return Finding("mu", best, names, CERTAIN)
    called = [name for name in able if _MU.search(name)]
    exact = min(answers.errors, key=lambda name: answers.errors[name])
    if exact in able and all(answers.errors[exact] < _LESS * answers.errors[name] for name in names if name != exact):
        sure = CERTAIN if exact == best else LIKELY if called == [exact] else OPEN
        return Finding("mu", exact, names, sure, _unclear(exact))
    if len(called) == 1 and agrees[called[0]] >= _LESS * agrees[best]:
        said = f"No measure tells its outputs apart: {called[0]} is taken for mu by its name."
        return Finding("mu", called[0], names, LIKELY, said)
    return Finding("mu", best, names, OPEN, _unclear(best))


def _unclear(name: str) -> str:
    return f"No measure tells for certain which output is mu; {name} may be."


def _second(others: tuple[str, ...]) -> Finding:
    """The output that is the width: the one that its name says to be one, else the first."""
    called = [name for name in others if spread.named(name)]
    value = called[0] if called else others[0]
    return Finding("second", value, others, CERTAIN if len(others) == 1 or len(called) == 1 else OPEN)


def _role(model: Model, answers: Answers, mu: str, name: str) -> Finding:
    """What the output ``name`` says of the posterior."""
    choices, called = (*ROLES, NONE), spread.named(name)
    if answers.agreement(name) > _LESS * answers.agreement(mu) > 0.5 * _LESS and not called:
        said = f"{name} finds the code again as {mu} does: it may be a code, and no width."
        return Finding("role", NONE, choices, OPEN, said)
    found = spread.read(answers.given[name], name in answers.positive, *_changes(model, answers.given[mu]))
    low, high = float(answers.given[name].min()), float(answers.given[name].max())
    why = f"{name}, from {low:.3g} to {high:.3g}" + (", is never negative" if name in answers.positive else "")
    if called and called not in found.against:
        said = "" if found.sure else f"{name} is taken for what it is called; its values do not speak against it."
        return Finding("role", called, choices, CERTAIN if found.sure else LIKELY, said)
    if called:
        said = f"{why}: it is hardly {called}, as it is called; {found.role} is likelier."
        return Finding("role", found.role, choices, OPEN, said)
    if found.sure:
        return Finding("role", found.role, choices, LIKELY, f"{mu} is taken for mu. {why}: taken for {found.role}.")
    pair = [role for role in ROLES if role not in found.against]
    return Finding("role", found.role, choices, OPEN, f"{why}: {' or '.join(pair)}.")


def _changes(model: Model, mu: F32) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    return spread.changes(lambda z: np.nan_to_num(model.unit(model.decode_as_is(z))), mu)


def _as_log_var(networks: dict[str, bytes], output: str, role: str) -> str:
    """The output that is log_var, put after ``output`` where that is something else."""
    if role == LOG_VAR:
        return output
    name = extending.free_name(networks[ENCODER], f"{output}_log_var")
    networks[ENCODER] = extending.with_log_var(networks[ENCODER], output, name, role)
    return name


def _named(manifest: Manifest, encoder: Half, mu: str, log_var: str | None) -> Manifest:
    return replace(manifest, tensors=replace(manifest.tensors, x=encoder.trial.name, mu=mu, log_var=log_var))
