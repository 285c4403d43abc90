"""Damage, made by code: ``mutate(data, rng)`` gives bytes that are a little, or quite, unlike ``data``."""

from __future__ import annotations

import io
import json
import zipfile
from copy import deepcopy
from random import Random
from typing import Any

ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2, 255, 256, 65_536, 1 << 31, 1 << 63, -(1 << 63), 10**400, 1e308, -1e308, 5e-324, 0.5,
    float("nan"), float("inf"), "", "x", "\x00", "<img src='/dev/zero'>", "\ud800", "\u202e", "9" * 5_000, "../../x",
    [], {}, [[]], [None], {"": None}, [0] * 1_000, [[[[[[]]]]]],
)  # fmt: skip


def mutate(data: bytes, rng: Random) -> bytes:
    """One to a few changes: bits, bytes, blocks, ends, lengths; or inside JSON or an archive, which stays whole."""
    if data[:1] in b"{[" and data and rng.random() < 0.6:
        return mutate_json(data, rng)
    if data[:4] == b"PK\x03\x04" and rng.random() < 0.6:
        return mutate_zip(data, rng)
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 5, 20))):
        out = _CHANGES[rng.randrange(len(_CHANGES))](out, rng)
    return bytes(out)


def mutate_json(data: bytes, rng: Random) -> bytes:
    """One value, anywhere in a JSON text, becomes another; the text stays JSON (with NaN and halves of characters)."""
    try:
        tree = json.loads(data)
    except ValueError:
        return data
    for _ in range(rng.choice((1, 1, 2, 4))):
        holder, key = _place(tree, rng)
        if holder is not None:
            _change(holder, key, rng)
    return json.dumps(tree).encode()


def mutate_zip(data: bytes, rng: Random) -> bytes:
    """One member of an archive is damaged, and the archive made anew around it, so that its sums are right."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = names[rng.randrange(len(names))]
        for name in names:
            body = old.read(name)
            if name == chosen and rng.random() < 0.1:
                continue
            new.writestr(name, mutate(body, rng) if name == chosen else body)
    return out.getvalue()


def _place(tree: Any, rng: Random) -> tuple[Any, Any]:
    """Somewhere in a tree: down from the top, so that a short value is as likely as a long list."""
    holder = key = None
    while isinstance(tree, dict | list) and tree and (holder is None or rng.random() < 0.75):
        holder, key = tree, rng.choice(list(tree)) if isinstance(tree, dict) else rng.randrange(len(tree))
        tree = holder[key]
    return holder, key


def _change(holder: Any, key: Any, rng: Random) -> None:
    if isinstance(holder, dict) and key in holder and rng.random() < 0.15:
        del holder[key]
    elif isinstance(holder, dict) and rng.random() < 0.1:
        holder[str(rng.choice(ODD))[:50]] = holder.get(key)
    elif isinstance(holder, dict) or key < len(holder):
        holder[key] = _near(holder.get(key) if isinstance(holder, dict) else holder[key], rng)


def _near(value: Any, rng: Random) -> Any:
    """Another value, often of the same type."""
    if isinstance(value, bool) or rng.random() < 0.5:
        return deepcopy(rng.choice(ODD))  # a list of them may be changed next, and must not be the next file's
    if isinstance(value, int | float):
        return rng.choice((-value, value + 1, value * 10**30, value // 3, -1, 10**9, 0))
    if isinstance(value, str):
        return rng.choice(
            (
                value[: len(value) // 2],
                value[:9_999] * 2,
                value + "\x00",
                value.swapcase(),
                value[::-1],
                value[:2_000] * 2_000,
            )
        )
    if isinstance(value, list):
        return rng.choice((value[:-1], value[:9_999] * 2, value[::-1], [value], value[:50] * 500))
    return deepcopy(rng.choice(ODD))


def _flip(out: bytearray, rng: Random) -> bytearray:
    if out:
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return out


def _set(out: bytearray, rng: Random) -> bytearray:
    if out:
        out[rng.randrange(len(out))] = rng.choice((0, 1, 127, 128, 255, rng.randrange(256)))
    return out


def _cut(out: bytearray, rng: Random) -> bytearray:
    return out[: rng.randrange(len(out) + 1)]


def _drop(out: bytearray, rng: Random) -> bytearray:
    at = rng.randrange(len(out) + 1)
    del out[at : at + rng.choice((1, 4, 100, 5_000))]
    return out


def _double(out: bytearray, rng: Random) -> bytearray:
    at = rng.randrange(len(out) + 1)
    out[at:at] = out[at : at + rng.choice((1, 8, 200))]
    return out


def _insert(out: bytearray, rng: Random) -> bytearray:
    at = rng.randrange(len(out) + 1)
    out[at:at] = rng.randbytes(rng.choice((1, 4, 50)))
    return out


def _length(out: bytearray, rng: Random) -> bytearray:
    """Four or eight bytes that may be a length become a very large, or an odd, one."""
    if len(out) > 8:
        at = rng.randrange(min(len(out) - 8, rng.choice((64, 512, 1 << 30))))
        wide, order = rng.choice((4, 8)), rng.choice(("big", "little"))
        number = rng.choice((0, 1, (1 << 31) - 1, 1 << 31, (1 << 32) - 1, len(out)))
        out[at : at + wide] = number.to_bytes(wide, order)  # type: ignore[arg-type]
    return out


_CHANGES = (_flip, _flip, _set, _set, _cut, _drop, _double, _insert, _length)
