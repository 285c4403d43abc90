"""The numbers of system calls, from the kernel's own tables: they never change, and differ by architecture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """``architecture`` as the audit system names it; ``numbers`` by name, without the calls it does not have."""

    architecture: int
    numbers: dict[str, int]


# arch/x86/entry/syscalls/syscall_64.tbl, and include/uapi/asm-generic/unistd.h
_CALLS = """
name                 x86_64  aarch64
read                      0       63
write                     1       64
open                      2        -
close                     3       57
stat                      4        -
fstat                     5       80
lstat                     6        -
poll                      7        -
lseek                     8       62
mmap                      9      222
mprotect                 10      226
munmap                   11      215
brk                      12      214
rt_sigaction             13      134
rt_sigprocmask           14      135
rt_sigreturn             15      139
ioctl                    16       29
pread64                  17       67
readv                    19       65
writev                   20       66
access                   21        -
select                   23        -
sched_yield              24      124
mremap                   25      216
mincore                  27      232
madvise                  28      233
dup                      32       23
nanosleep                35      101
getitimer                36      102
setitimer                38      103
getpid                   39      172
clone                    56      220
execve                   59      221
exit                     60       93
uname                    63      160
fcntl                    72       25
getcwd                   79       17
readlink                 89        -
gettimeofday             96      169
getrusage                98      165
sysinfo                  99      179
times                   100      153
ptrace                  101      117
getuid                  102      174
getgid                  104      176
geteuid                 107      175
getegid                 108      177
sigaltstack             131      132
personality             135       92
statfs                  137       43
fstatfs                 138       44
mount                   165       40
umount2                 166       39
init_module             175      105
gettid                  186      178
time                    201        -
futex                   202       98
sched_getaffinity       204      123
getdents64              217       61
restart_syscall         219      128
fadvise64               221      223
clock_gettime           228      113
clock_getres            229      114
clock_nanosleep         230      115
exit_group              231       94
tgkill                  234      131
kexec_load              246      104
add_key                 248      217
request_key             249      218
keyctl                  250      219
openat                  257       56
newfstatat              262       79
readlinkat              267       78
faccessat               269       48
pselect6                270       72
ppoll                   271       73
unshare                 272       97
set_robust_list         273       99
get_robust_list         274      100
perf_event_open         298      241
prlimit64               302      261
setns                   308      268
getcpu                  309      168
process_vm_readv        310      270
process_vm_writev       311      271
finit_module            313      273
seccomp                 317      277
getrandom               318      278
bpf                     321      280
execveat                322      281
userfaultfd             323      282
membarrier              324      283
statx                   332      291
rseq                    334      293
io_uring_setup          425      425
clone3                  435      435
pidfd_getfd             438      438
faccessat2              439      439
"""


def _table(architecture: int, name: str) -> Table:
    head, *rows = (line.split() for line in _CALLS.strip().splitlines())
    column = head.index(name)
    return Table(architecture, {row[0]: int(row[column]) for row in rows if row[column] != "-"})


X86_64 = _table(0xC000003E, "x86_64")
AARCH64 = _table(0xC00000B7, "aarch64")
