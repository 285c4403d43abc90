"""Refined codes: a few damped Gauss-Newton steps through the frozen decoder, inside ``encoder.onnx``.

``tangents`` pushes derivatives through an ONNX graph, ``look``, ``cost`` and ``steps`` write the functions that a step
is made of, and ``start`` the one that chooses where the first begins; ``attach`` puts them behind an encoder, and
``reference`` does the same in torch. ``training.export.refining`` gives them to a bundle.
"""
