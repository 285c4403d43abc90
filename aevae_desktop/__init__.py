"""A desktop laboratory for the latent spaces of autoencoders. Importing this package imports nothing else."""

__version__ = "0.1.0"
__all__ = ["__version__", "explore"]

TYPE_CHECKING = False  # as typing has it, which would be loaded
if TYPE_CHECKING:
    from aevae_desktop.from_python import explore


def __getattr__(name: str) -> object:
    if name != "explore":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from aevae_desktop.from_python import explore

    return explore
