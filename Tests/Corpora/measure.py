"""Runs a command for each shard and prints its name, the CPU time of all runs, their wall time and the most memory of
one. The word {} in the command is the number of the shard.

  measure.py NAME SHARDS COMMAND...
"""

import resource
import subprocess
import sys
import time


def main(name, shards, *command):
    start = time.monotonic()
    for shard in range(1, int(shards) + 1):
        words = [word.replace("{}", str(shard)) for word in command]
        status = subprocess.run(words, stderr=subprocess.DEVNULL).returncode
        if status < 0:
            sys.exit(f"{words}: signal {-status}")
    wall = time.monotonic() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{name:34} CPU {used.ru_utime + used.ru_stime:6.2f} s, wall {wall:6.2f} s, "
          f"{used.ru_maxrss / 1024:4.0f} MiB")


main(*sys.argv[1:])
