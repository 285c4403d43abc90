"""From a trained network to a bundle for the desktop app: ONNX files, codes, metrics and card."""
