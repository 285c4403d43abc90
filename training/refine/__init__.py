"""Refined codes: a few damped Gauss-Newton steps through the frozen decoder, inside ``encoder.onnx``.

``tangents`` pushes derivatives through an ONNX graph, ``look`` and ``steps`` write the functions that a step is made
of, ``attach`` puts them behind an encoder, and ``reference`` does the same in torch. ``training.export.refining`` gives
them to a bundle.
"""
