"""Captures that the shipped ones do not cover: a very long one, and one whose device names itself badly."""

import struct
from pathlib import Path

FILE_HEADER = 24
RECORD_HEADER = 16
SETUP = 40  # in usbmon's header of 64 bytes
SECONDS = 16


def records(capture: bytes):
    """The records of a little-endian pcap file."""
    place = FILE_HEADER
    while place < len(capture):
        length = struct.unpack_from("<I", capture, place + 8)[0]
        end = place + RECORD_HEADER + length
        yield bytearray(capture[place:end])
        place = end


def at(record: bytearray, microseconds: int) -> bytearray:
    """The record at another time."""
    seconds, rest = divmod(microseconds, 1_000_000)
    struct.pack_into("<II", record, 0, seconds, rest)
    struct.pack_into("<qi", record, RECORD_HEADER + SECONDS, seconds, rest)
    return record


def time_of(record: bytearray) -> int:
    """The time of a record, in microseconds."""
    seconds, rest = struct.unpack_from("<II", record, 0)
    return seconds * 1_000_000 + rest


def long_download(source: Path, target: Path, transfers: int, renumbered: bool = True) -> None:
    """A download whose second block, frames 155 to 158, is sent again until there are so many transfers.

    Without new block numbers each of them breaks a rule of the host."""
    capture = source.read_bytes()
    all_records = list(records(capture))
    block = all_records[154:158]
    now = time_of(block[-1])
    with target.open("wb") as file:
        file.write(capture[:FILE_HEADER])
        file.writelines(all_records[:158])
        for number in range(2, transfers // 2 + 2):
            for original in block:
                now += 300
                record = at(bytearray(original), now)
                if renumbered and original is block[0]:
                    struct.pack_into("<H", record, RECORD_HEADER + SETUP + 2, number % 65536)
                file.write(record)


def renamed(source: Path, target: Path, names: dict[str, str]) -> None:
    """A capture with other strings of the same length in its string descriptors."""
    capture = source.read_bytes()
    for old, new in names.items():
        encoded = new.encode("utf-16-le", "surrogatepass")
        assert len(encoded) == 2 * len(old) and old.encode("utf-16-le") in capture
        capture = capture.replace(old.encode("utf-16-le"), encoded)
    target.write_bytes(capture)
