#!/bin/sh
# nkdfu 0.2 never ends a download, and says that it is finished.
#
# A download ends with a DFU_DNLOAD of length 0; only then does the device manifest the new firmware
# (DFU 1.1, 6.1.1). nkdfu leaves out every block without data, so also this one: the device stays in
# dfuDNLOAD-IDLE, and the old firmware goes on. Its detach, abort and clearStatus raise a TypeError with
# libusb1 3.3.1: for no data they hand over a text or the number 0.
#
# The device here is an object in the place of the USB handle: it answers as DFU 1.1, A.2 says.
set -eu
. "$(dirname "$0")/packages"
from_pypi nkdfu==0.2 libusb1==3.3.1

cd "$tmp"
cat >host.py <<'PYTHON'
import struct
import nkdfu.dfu
import usb1

IDLE, DNLOAD_SYNC, DNLOAD_IDLE = 2, 3, 5


class Setting:
    def getClassTupple(self): return (0xFE, 1)
    def getDescriptor(self): return 0
    def getExtra(self): return [struct.pack("<BBBHHH", 9, 0x21, 0x07, 1000, 64, 0x0110)]
    def getProtocol(self): return 2
    def getNumber(self): return 0


class Device:
    def iterSettings(self): return [Setting()]


class Handle:
    state, requests = IDLE, []
    def getDevice(self): return Device()
    def getASCIIStringDescriptor(self, index): return ""
    def claimInterface(self, number): pass

    def controlWrite(self, kind, request, value, index, data, timeout=0):
        usb1.create_initialised_buffer(data)  # what libusb1 does with it
        self.requests.append((request, len(data)))
        if request == 1:
            self.state = DNLOAD_SYNC

    def controlRead(self, kind, request, value, index, length, timeout=0):
        if request == 3:
            if self.state == DNLOAD_SYNC:
                self.state = DNLOAD_IDLE
            return bytes([0, 0, 0, 0, self.state, 0])
        return bytes([self.state])


handle = Handle()
host = nkdfu.dfu.DFU(handle)
print("says", host.download(bytes(100)))
print("sent", [length for request, length in handle.requests if request == 1])
print("state", handle.state)
for name in ("detach", "abort", "clearStatus"):
    try:
        getattr(nkdfu.dfu.DFUProtocol(handle), name)()
        print(name, "done")
    except TypeError as error:
        print(name, type(error).__name__)
PYTHON
"$python" host.py >seen 2>errors || { cat errors >&2; exit 2; }
said() { grep "^$1 " seen | cut -d ' ' -f 2-; }
expect "nkdfu says" "$(said says)" "Finished"
expect "lengths of its DFU_DNLOADs" "$(said sent)" "[64, 36]"
expect "state of the device afterwards (5 is dfuDNLOAD-IDLE)" "$(said state)" 5
expect "detach" "$(said detach)" TypeError
expect "abort" "$(said abort)" TypeError
expect "clearStatus" "$(said clearStatus)" TypeError
