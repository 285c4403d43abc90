"""The window's side of its child processes: who keeps them alive, and what waits for each."""
