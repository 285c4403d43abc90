"""The maths of the laboratory: plain numpy, no Qt, no onnxruntime, no state of the world."""
