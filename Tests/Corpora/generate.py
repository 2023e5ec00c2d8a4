"""Writes captures: copies of the shipped ones, each with a few bytes changed, always the same ones.

  generate.py CAPTURES COUNT FOLDER
"""

import pathlib
import random
import sys

FILE_HEADER = 24  # bytes; a file without its header would be no capture at all
CHANGES = 4
PER_FOLDER = 100


def main(captures, count, folder):
    shipped = sorted(pathlib.Path(captures).glob("*/capture.pcap*"))
    source = random.Random(1)
    for number in range(int(count)):
        original = shipped[number % len(shipped)]
        data = bytearray(original.read_bytes())
        for _ in range(CHANGES):
            data[source.randrange(FILE_HEADER, len(data))] = source.randrange(256)
        target = pathlib.Path(folder) / f"{number // PER_FOLDER:02}"
        target.mkdir(parents=True, exist_ok=True)
        (target / f"{number:05}-{original.parent.name}{original.suffix}").write_bytes(data)


main(*sys.argv[1:])
