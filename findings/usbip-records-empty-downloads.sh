#!/bin/sh
# usbip 0.7.0 records that downloads transferred nothing.
#
# The package makes USB devices in Python, and records what they do as usbmon does (USBIP_PCAPNG). The
# length of a callback is what was transferred (Linux, Documentation/usb/usbmon.rst). usbip writes 0 for
# each transfer to the device, although the device took the data and USB/IP tells the host so. By its
# recording a DFU_DNLOAD of 64 bytes had an answer after none of them.
set -eu
. "$(dirname "$0")/packages"
from_pypi usbip==0.7.0

cd "$tmp"
cat >session.py <<'PYTHON'
import os
import socket
import struct
from usbip import pcap, protocol
from usbip.classes.device import dfu
from usbip.device import USBDevice
from usbip.host import Connection


class Memory(bytearray):
    """What the device keeps its image in."""
    name, i_string = "memory", 0
    length = property(len)

    def begin_download(self):
        self.clear()

    def finish_download(self):
        pass

    def write(self, offset, data):
        self[offset:offset + len(data)] = data

    def read(self, offset, size):
        return bytes(self[offset:offset + size])


def host(connection):
    """A download of 128 bytes, and the first 64 read back: gives what USB/IP said of its transfers."""
    connection.import_device()
    sent = [connection.control(0x21, 1, number, 0, bytes(64)) for number in range(2)]
    sent.append(connection.control(0x21, 1, 2, 0, b""))
    connection.control(0xA1, 3, 0, 0, 6)
    return sent, len(connection.control(0xA1, 2, 0, 0, 64))


def lengths(path):
    """Of the recording's submissions and callbacks."""
    found = {ord("S"): [], ord("C"): []}
    with open(path, "rb") as file:
        while head := file.read(8):
            kind, size = struct.unpack("<II", head)
            body = file.read(size - 8)
            if kind == 6:
                found[body[28]].append(struct.unpack_from("<I", body, 20 + 32)[0])
    return found.values()


near, far = socket.socketpair()
if os.fork() == 0:
    near.close()
    print("host", *host(Connection(far)), flush=True)
    far.close()
    os._exit(0)
far.close()
pcap.open("session.pcapng")
memory = Memory()
device = USBDevice(0x1209, 0x0D70)
device.add(dfu.DFU([memory], transfer_size=64))
protocol.serve_connection(near, [device])
pcap.close()
os.wait()
submitted, transferred = lengths("session.pcapng")
print("kept", len(memory))
print("submitted", submitted)
print("transferred", transferred)
PYTHON
"$python" session.py >seen
said() { grep "^$1 " seen | cut -d ' ' -f 2-; }
expect "bytes of the download and the upload, as USB/IP tells the host" "$(said host)" "[64, 64, 0] 64"
expect "bytes that the device kept" "$(said kept)" 128
expect "lengths of the recorded submissions" "$(said submitted)" "[64, 64, 0, 6, 64]"
expect "lengths of the recorded callbacks" "$(said transferred)" "[0, 0, 0, 6, 64]"
