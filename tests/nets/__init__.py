"""Nets: programs that try to hurt the running program, and say what they caught.

They mirror no module of the source: each drives the real window, with its real child processes, from outside. Every one
is a test with a small bound and a script for more by hand, whose seed is printed and makes the same run again:

    python -m tests.nets.bundles --count 2000 --seed 7     # hostile bundles, opened in the window
    python -m tests.nets.mutants --count 10000 --seed 7    # damaged files of every kind, read
    python -m tests.nets.monkey --seeds 20 --events 5000   # random hands on the window
    python -m tests.nets.child_kills --count 100           # the inference processes are killed, stopped, crashed
    python -m tests.nets.window_kills --count 200          # the window is killed while it writes
    python -m tests.nets.full_disk                         # every writer on a full disk
    python -m tests.nets.homes                             # HOME and XDG folders that cannot be used
    python -m tests.nets.soak --minutes 480                # hours of use: what grows?

The bounds of time in them are promises of the program (a verdict within ten seconds), not measures of the machine.
"""
