"""The folder of a run: its settings, its log, its checkpoints, and the lock that keeps other processes out."""
