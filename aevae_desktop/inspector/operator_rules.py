"""Operators that end ONNX Runtime's process, or take all memory, instead of being refused by it.

Most rows were found on ONNX Runtime 1.32 by ``benchmarks/onnx_crashers.py``, which tries one-operator models by the
thousand; some by models written by hand, and some are such a finding widened to operators or inputs of its kind. Of
41 models that end 1.32, 40 end 1.24.4. What is refused has no meaning in a network: no exporter should write it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from aevae_desktop.inspector import made_sizes
from aevae_desktop.inspector.contents import STANDARD, Contents, Use
from aevae_desktop.inspector.file_rules import Finding
from aevae_desktop.inspector.versions import ML

_REMEDY = "ONNX Runtime cannot be given this; export the network again."


MOST_ROUNDS = 1_000_000
_LEAST = {6: -(2**31), 7: -(2**63)}  # of the whole numbers of 32 and of 64 bits


class Rule(NamedTuple):
    """Of which operators, what is wrong with a use (None: nothing), and what is expected instead."""

    operators: frozenset[str]
    wrong: Callable[[Use], str | None]
    expected: str


def findings(contents: Contents) -> Iterator[Finding]:
    """What is wrong with the operators of a file."""
    for use in contents.uses:
        if use.node.domain not in (*STANDARD, ML):
            continue
        for rule in (*_RULES.get(use.node.op, ()), *_FOR_ALL):
            found = rule.wrong(use)
            if found is not None:
                yield Finding(use.label, found, rule.expected, _REMEDY)


# ---------------------------------------------------------------- what may be wrong


def _makes_too_much(use: Use) -> str | None:
    count = made_sizes.made(use)
    return f"{count:,} numbers made of a few" if count > made_sizes.MOST else None


def _side_too_long(use: Use) -> str | None:
    side = made_sizes.side(use)
    return f"{side[0]} of {side[1]:,}" if side else None


def _spread_not_positive(use: Use) -> str | None:
    scale = use.real("scale", 1.0)
    return None if scale > 0 else f"a deviation of {scale:g}"


def _bounds_not_in_order(use: Use) -> str | None:
    low, high = use.real("low", 0.0), use.real("high", 1.0)
    return None if low <= high else f"numbers from {low:g} to {high:g}"


def _empty(use: Use) -> str | None:
    """An input that holds nothing."""
    shapes = [known.shape for known in use.given if known is not None and known.count == 0]
    return f"an empty input of shape {list(shapes[0])}" if shapes else None


def _not_one(place: int) -> Callable[[Use], str | None]:
    """An input that should be a single number."""

    def wrong(use: Use) -> str | None:
        known = use.known(place)
        return None if known is None or known.count == 1 else f"an input of shape {list(known.shape)}"

    return wrong


def _not_a_row(place: int) -> Callable[[Use], str | None]:
    """An input that should be a row of numbers."""

    def wrong(use: Use) -> str | None:
        known = use.known(place)
        return None if known is None or len(known.shape) == 1 else f"an input of shape {list(known.shape)}"

    return wrong


def _below(name: str, least: int) -> Callable[[Use], str | None]:
    """A whole setting below ``least``, if it is given."""
    return lambda use: f"{name} of {use.number(name):,}" if use.number(name, least) < least else None


def _least_by_minus_one(use: Use) -> str | None:
    """The one division of whole numbers, beside that by 0, whose result does not fit."""
    known = use.known(0)
    least = _LEAST.get(known.data_type) if known else None
    return f"{least:,} by -1" if least in use.values(0) and -1 in use.values(1) else None


def _unlike_ranks(use: Use) -> str | None:
    """Parts that cannot be joined, one of them empty: joining them counts with sizes that are not there."""
    shapes = [known.shape for known in use.given if known is not None]
    unlike = len({len(shape) for shape in shapes}) > 1 and any(0 in shape for shape in shapes)
    return f"parts of shapes {' and '.join(str(list(shape)) for shape in shapes[:3])}" if unlike else None


def _parts_unlike_outputs(use: Use) -> str | None:
    parts, outputs = use.number("num_outputs", len(use.node.outputs)), len(use.node.outputs)
    return None if parts == outputs else f"num_outputs of {parts:,} for {outputs} outputs"


def _zero(place: int) -> Callable[[Use], str | None]:
    """A number at ``place`` that is 0 or below."""
    return lambda use: "a step or length of 0" if any(value <= 0 for value in use.values(place)) else None


def _unlike_grams(use: Use) -> str | None:
    """Fewer or more indices than there are grams; how many of each length begin where is told by ``ngram_counts``."""
    pool = use.settings.get("pool_int64s") or use.settings.get("pool_strings")
    begins, indices = use.numbers("ngram_counts"), len(use.numbers("ngram_indexes"))
    ends = [*begins[1:], len(pool.ints) or len(pool.strings)] if pool else []
    grams = sum((end - begin) // (k + 1) for k, (begin, end) in enumerate(zip(begins, ends, strict=False)))
    return None if grams == indices else f"{indices:,} indices for {grams:,} grams"


def _endless(use: Use) -> str | None:
    """A loop of literally as many rounds as there are, whose condition is literally true and handed on as it is."""
    body, times = use.settings.get("body"), use.values(0)
    if body is None or body.g is None or not body.g.outputs or (times and times[0] <= MOST_ROUNDS):
        return None
    if (use.node.inputs[0] and not times) or (use.node.inputs[1:2] != [""] and not any(use.values(1))):
        return None  # what is worked out as it runs may end it
    given = [value.name for value in body.g.inputs[1:2]]
    name, same = body.g.outputs[0].name, {node.outputs[0]: node for node in body.g.nodes if node.outputs}
    while name in same and same[name].op == "Identity":
        name = same.pop(name).inputs[0]
    return "a loop without an end" if name in given else None


def _of(*operators: str) -> frozenset[str]:
    return frozenset(operators)


# Layers, and what else computes with sizes of 0 that it did not expect.
_LAYERS = _of(
    "Attention", "AveragePool", "BatchNormalization", "CausalConvWithState", "Conv", "ConvInteger", "ConvTranspose",
    "DeformConv", "GRU", "GlobalAveragePool", "GlobalLpPool", "GlobalMaxPool", "GridSample", "GroupNormalization",
    "InstanceNormalization", "LRN", "LSTM", "LayerNormalization", "LinearAttention", "LpPool", "MaxPool", "MaxRoiPool",
    "MaxUnpool", "QLinearConv", "RMSNormalization", "RNN", "RoiAlign", "RotaryEmbedding", "STFT", "Unique",
)  # fmt: skip

TABLE = (
    Rule(_of("RandomNormal", "RandomNormalLike"), _spread_not_positive, "one above 0"),
    Rule(_of("RandomUniform", "RandomUniformLike"), _bounds_not_in_order, "the lower bound first"),
    Rule(_of("SequenceAt", "SequenceErase"), _not_one(1), "one number"),
    Rule(_of("SequenceInsert"), _not_one(2), "one number"),
    Rule(_of("SequenceConstruct"), _unlike_ranks, "parts of one rank"),
    Rule(_LAYERS, _empty, "one that holds something"),
    Rule(_of("TfIdfVectorizer"), _unlike_grams, "one for each gram"),
    Rule(_of("Div"), _least_by_minus_one, "a result that fits"),
    Rule(_of("GatherND"), _below("batch_dims", 0), "batch_dims from 0"),
    Rule(_of("Attention"), _below("kv_num_heads", 0), "a number of heads above 0"),
    Rule(_of("Attention"), _below("q_num_heads", 0), "a number of heads above 0"),
    Rule(_of("Conv", "ConvTranspose", "ConvInteger", "QLinearConv"), _below("group", 1), "group from 1"),
    Rule(_of("Loop"), _not_one(0), "one number"),
    Rule(_of("Loop"), _endless, "a number of rounds, or a condition"),
    Rule(_of("Split"), _parts_unlike_outputs, "as many parts as outputs"),
    Rule(_of("STFT"), _zero(1), "a step above 0"),
    Rule(_of("STFT"), _zero(3), "a length above 0"),
    Rule(_of("STFT"), _not_a_row(2), "a window of one size"),
)
_RULES = {
    name: tuple(rule for rule in TABLE if name in rule.operators)
    for name in {n for rule in TABLE for n in rule.operators}
}
_FOR_ALL = (
    Rule(frozenset(), _makes_too_much, f"at most {made_sizes.MOST:,}"),
    Rule(frozenset(), _side_too_long, f"at most {made_sizes.MOST_PIXELS:,}"),
)
