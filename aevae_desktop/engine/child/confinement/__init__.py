"""What a child process gives up before it looks at anything that somebody else has made.

    limits    POSIX: memory, file size, core dumps, processes, CPU time of a request
    landlock  Linux: no path of the file system, no TCP port
    seccomp   Linux: the few system calls that computing needs, and no others
    job       Windows: memory and processes, and nobody survives the window
    probe     what of it holds, tried out by the process itself

Each layer is one more wall, not a condition: where the system lacks one, the others stand, and ``probe`` says so.
docs/security.md tells what a hostile bundle can do all the same.
"""
