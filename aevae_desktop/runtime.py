"""ONNX Runtime, imported here and nowhere else (ruff sees to it), with its reports to its maker turned off before.

From 1.29 on it tells what is run, over the network, by a thread and files of its own, unless its environment says not
to when it is loaded.
"""

from __future__ import annotations

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime as ort  # noqa: TID251

__all__ = ["ort"]
