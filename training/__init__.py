"""Training of autoencoders and variational autoencoders, and their export as bundles for the desktop app."""
