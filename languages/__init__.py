"""What translators work on: the sentences of the window, and the command that collects them."""
