"""The judge: a small classifier that also says that an image is of no class. See docs/judge.md."""
