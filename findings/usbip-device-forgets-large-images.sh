#!/bin/sh
# The DFU device of usbip 0.7.0 throws a large image away, and takes what DFU 1.1 has it stall.
#
# The package makes USB devices in Python; its class DFU is a device in DFU mode for trying hosts. A host
# counts blocks in 16 bits and goes on with 0 after 65535 (DFU 1.1, 6.1.1). This device takes block 0 for
# the beginning of another download: what it has so far is given up, and the rest is written over the
# beginning. The host sees no error. An image of 4 MiB is enough where wTransferSize is 64.
#
# A DFU_DNLOAD in dfuERROR succeeds, and so does DFU_ABORT, which clears the error; A.2.11 has both
# stalled. A host that does not look at its answers therefore passes here.
set -eu
. "$(dirname "$0")/packages"
from_pypi usbip==0.7.0

cd "$tmp"
cat >session.py <<'PYTHON'
from collections import namedtuple
from usbip.classes.device import dfu

Setup = namedtuple("Setup", "bmRequestType bRequest wValue wIndex wLength")


class Memory:
    name, i_string, begun = "memory", 0, 0

    def __init__(self, room):
        self.room, self.content = room, bytearray()

    @property
    def length(self):
        return len(self.content)

    def begin_download(self):
        self.begun += 1
        self.content = bytearray()

    def finish_download(self):
        pass

    def write(self, offset, data):
        if offset + len(data) > self.room:
            raise IndexError
        self.content[offset:offset + len(data)] = data

    def read(self, offset, size):
        return bytes(self.content[offset:offset + size])


def download(device, number, data):
    """A block and its status, as a host sends them: gives bStatus and bState."""
    device.on_control(Setup(0x21, 1, number, 0, len(data)), data)
    status = device.on_control(Setup(0xA1, 3, 0, 0, 6))
    return status[0], status[4]


memory = Memory(16 << 20)
device = dfu.DFU([memory], transfer_size=64)
statuses = {download(device, number & 0xFFFF, bytes(64)) for number in range(65536 + 10)}
end = download(device, 10, b"")
print("statuses", sorted(statuses | {end}))
print("sent", 64 * (65536 + 10))
print("kept", memory.length)
print("begun", memory.begun)

device = dfu.DFU([Memory(64)], transfer_size=64)
print("error", download(device, 1, bytes(64)))
print("again", download(device, 0, bytes(64)))
print("full", download(device, 1, bytes(64)))
device.on_control(Setup(0x21, 6, 0, 0, 0))
print("aborted", device.on_control(Setup(0xA1, 5, 0, 0, 1))[0])
PYTHON
"$python" session.py >seen
said() { grep "^$1 " seen | cut -d ' ' -f 2-; }
expect "bytes that a host sent" "$(said sent)" 4194944
expect "bStatus and bState that it saw (0 is OK; 5 is dfuDNLOAD-IDLE, 2 dfuIDLE)" "$(said statuses)" "[(0, 2), (0, 5)]"
expect "downloads that the device began" "$(said begun)" 2
expect "bytes that the device kept" "$(said kept)" 640
expect "after a block out of range (8 is errADDRESS, 10 dfuERROR)" "$(said error)" "(8, 10)"
expect "after a DFU_DNLOAD in dfuERROR" "$(said again)" "(0, 5)"
expect "after another block out of range" "$(said full)" "(8, 10)"
expect "state after a DFU_ABORT in dfuERROR" "$(said aborted)" 2
