"""Runs a command and writes one line: nanoseconds, peak memory in KiB, the exit code.

    spawn.py OUTPUT COMMAND...    the command's own output goes to the file OUTPUT
"""

import os
import sys
import time

output = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
command = sys.argv[2:]
start = time.perf_counter_ns()
child = os.posix_spawnp(
    command[0],
    command,
    os.environ,
    file_actions=[(os.POSIX_SPAWN_DUP2, output, 1), (os.POSIX_SPAWN_DUP2, output, 2)],
)
_, status, usage = os.wait4(child, 0)
nanos = time.perf_counter_ns() - start
print(nanos, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
