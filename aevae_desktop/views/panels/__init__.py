"""The panels around the map. A new one is a file here and a row in ``window.SIDE`` or ``cards.CARDS``."""
