"""A grid of settings, a run each: ``grid`` says which, ``running`` trains them, ``table`` and ``plot`` tell of them."""
