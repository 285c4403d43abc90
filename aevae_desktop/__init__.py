"""A desktop laboratory for the latent spaces of autoencoders. Importing this package imports nothing else."""

__version__ = "0.1.0"
