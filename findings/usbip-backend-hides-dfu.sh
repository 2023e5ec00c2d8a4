#!/bin/sh
# A DFU device that is reached by pyusb-usbip-backend 0.0.1 has no functional descriptor.
#
# The package is a USB/IP client for pyusb. It gives an interface without the class descriptors that
# follow it in the configuration, so a host finds neither wTransferSize nor bmAttributes (DFU 1.1, 4.1.3)
# in pyusb's extra_descriptors. Its device descriptor is made of the server's list: iSerialNumber is 0 and
# bMaxPacketSize0 64, whatever the device says. A device that was imported gets no SET_CONFIGURATION
# (USB 2.0, 9.1.1.5), and pyusb's reset is not there, so DFU_DETACH leads into DFU mode only where the
# device detaches by itself.
set -eu
. "$(dirname "$0")/packages"
from_pypi pyusb-usbip-backend==0.0.1 pyusb==1.3.1

cd "$tmp"
cat >look.py <<'PYTHON'
import socket
import struct
import threading

import usb.core
import usb.util
import usbip_backend

DEVICE = bytes.fromhex("1201000200000008 0912 700d 0001 010203 01")
CONFIGURATION = bytes.fromhex("09021b00010100803209 04000000fe010200 092107640040001001")
LISTED = struct.pack("!256s32sIIIHHHBBBBBB", b"/sys/devices/usb1/1-1", b"1-1", 1, 2, 2,
                     0x1209, 0x0D70, 0x0100, 0, 0, 0, 0, 1, 1)
requests = []


def receive(connection, size):
    got = b""
    while len(got) < size:
        piece = connection.recv(size - len(got))
        if not piece:
            raise EOFError
        got += piece
    return got


def answer(setup):
    kind, request, value, _, length = struct.unpack("<BBHHH", setup)
    requests.append(request)
    if (kind, request) == (0x80, 6):
        return (DEVICE if value >> 8 == 1 else CONFIGURATION)[:length]
    if (kind, request) == (0x80, 8):
        return b"\x00"  # not configured
    return bytes.fromhex("000000000200")[:length] if kind & 0x80 else b""


def serve(connection):
    """Linux, Documentation/usb/usbip_protocol.rst."""
    _, code, _ = struct.unpack("!HHI", receive(connection, 8))
    if code == 0x8005:
        connection.sendall(struct.pack("!HHII", 0x0111, 5, 0, 1) + LISTED + bytes([0xFE, 1, 2, 0]))
        return
    receive(connection, 32)
    connection.sendall(struct.pack("!HHI", 0x0111, 3, 0) + LISTED)
    while True:
        header = receive(connection, 48)
        _, sequence, _, direction, _ = struct.unpack("!IIIII", header[:20])
        length = struct.unpack("!I", header[24:28])[0]
        if direction == 0:
            receive(connection, length)
        data = answer(header[40:])
        moved = len(data) if direction else length
        connection.sendall(struct.pack("!IIIIIiIIII8x", 3, sequence, 0, 0, 0, 0, moved, 0, 0, 0) + data)


def accept(server):
    while True:
        connection, _ = server.accept()
        with connection:
            try:
                serve(connection)
            except EOFError:
                pass


server = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=accept, args=(server,), daemon=True).start()
backend = usbip_backend.USBIPBackend("127.0.0.1", server.getsockname()[1])
device = usb.core.find(backend=backend, idVendor=0x1209)
interface = device[0][(0, 0)]
status = device.ctrl_transfer(0xA1, 3, 0, 0, 6)
print("class", f"{interface.bInterfaceClass:02X}/{interface.bInterfaceSubClass:02X}")
print("extra", bytes(interface.extra_descriptors).hex() or "none")
print("iSerialNumber", device.iSerialNumber)
print("bMaxPacketSize0", device.bMaxPacketSize0)
print("status", bytes(status).hex())
print("configured", 9 in requests)
try:
    device.reset()
    print("reset", "done")
except usb.core.USBError as error:
    print("reset", error.strerror)
PYTHON
"$python" look.py >seen
said() { grep "^$1 " seen | cut -d ' ' -f 2-; }
expect "class of the interface" "$(said class)" "FE/01"
expect "class descriptors behind it (the device sends nine bytes)" "$(said extra)" none
expect "iSerialNumber (the device sends 3)" "$(said iSerialNumber)" 0
expect "bMaxPacketSize0 (the device sends 8)" "$(said bMaxPacketSize0)" 64
expect "answer to DFU_GETSTATUS" "$(said status)" 000000000200
expect "SET_CONFIGURATION sent before it" "$(said configured)" False
expect "bus reset" "$(said reset)" "Device reset is not implemented"
