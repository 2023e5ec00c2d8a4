"""Stands between a host and a device served over USB/IP, and does one thing wrong.

usage: between.py PORT DEVICE-PORT FAULT REQUEST N [VALUE]

The answer to the N-th REQUEST (as DNLOAD, or IMPORT), counted from 1 over all connections,
  stall          is a STALL instead
  short VALUE    ends after VALUE bytes
  slow VALUE     comes VALUE milliseconds late
  lost           never comes
  cut            is the end of the connection, as if the device were pulled out
  product VALUE  and all that follow are of a device with this idProduct
The device has done what it was asked, and does not know. A line says that the fault was made.
"""

import socket
import struct
import sys
import threading
import time

REQUESTS = ("DETACH", "DNLOAD", "UPLOAD", "GETSTATUS", "CLRSTATUS", "GETSTATE", "ABORT")
CMD_SUBMIT, CMD_UNLINK, RET_SUBMIT, RET_UNLINK = 1, 2, 3, 4
REQ_IMPORT, REP_IMPORT = 0x8003, 0x0003
EPIPE, ECONNRESET = -32, -104


class Fault:
    """What is done wrong, and when."""

    def __init__(self, kind, request, number, value="0"):
        self.kind, self.request, self.left = kind, request, int(number)
        self.value = int(value, 16 if kind == "product" else 10)

    def strikes(self, request):
        """Whether it is the turn of an answer to this request."""
        if request != self.request:
            return False
        self.left -= 1
        struck = self.left <= 0 if self.kind == "product" else self.left == 0
        if struck:
            print("struck:", self.kind, request, flush=True)
        return struck


def name(setup):
    """The request of a setup packet: of DFU, or a device descriptor."""
    kind, request, value = struct.unpack("<BBH", setup[:4])
    if kind in (0x21, 0xA1) and request < len(REQUESTS):
        return REQUESTS[request]
    return "DESCRIPTOR" if (kind, request, value) == (0x80, 6, 0x0100) else None


def exactly(peer, count):
    """So many bytes; EOFError where the connection ends before."""
    data = b""
    while len(data) < count:
        more = peer.recv(count - len(data))
        if not more:
            raise EOFError
        data += more
    return data


class Connection:
    """One host's connection, and the device's behind it."""

    def __init__(self, host, device, fault):
        self.host, self.device, self.fault = host, device, fault
        self.pending, self.lost, self.product = {}, set(), None

    def to_device(self):
        """Passes on what the host says, and keeps in mind what was asked."""
        head = exactly(self.host, 8)
        self.device.sendall(head)
        if struct.unpack(">HH", head[:4])[1] == REQ_IMPORT:
            self.device.sendall(exactly(self.host, 32))
        while True:
            message = exactly(self.host, 48)
            command, number, _, direction, endpoint = struct.unpack(">5I", message[:20])
            if command == CMD_UNLINK and struct.unpack(">I", message[20:24])[0] in self.lost:
                self.host.sendall(struct.pack(">5Ii24x", RET_UNLINK, number, 0, 0, 0, ECONNRESET))
                continue
            if command == CMD_SUBMIT:
                self.pending[number] = direction, name(message[40:48]) if endpoint == 0 else None
                if direction == 0:
                    message += exactly(self.host, struct.unpack(">I", message[24:28])[0])
            self.device.sendall(message)

    def to_host(self):
        """Passes on what the device answers, all but one answer."""
        head = exactly(self.device, 8)
        if struct.unpack(">HHI", head)[1:] == (REP_IMPORT, 0):
            head += exactly(self.device, 312)
            if self.fault.strikes("IMPORT"):
                self.product = self.fault.value
                head = head[:310] + struct.pack(">H", self.product) + head[312:]
        self.host.sendall(head)
        while True:
            message = exactly(self.device, 48)
            command, number = struct.unpack(">2I", message[:8])
            direction, request = self.pending.pop(number, (0, None))
            data = b""
            if command == RET_SUBMIT and direction:
                data = exactly(self.device, struct.unpack(">I", message[24:28])[0])
            if self.product and request == "DESCRIPTOR" and len(data) >= 12:
                data = data[:10] + struct.pack("<H", self.product) + data[12:]
            if command == RET_SUBMIT and self.fault.strikes(request):
                message, data = self.strike(number, message, data)
            self.host.sendall(message + data)

    def strike(self, number, message, data):
        """The answer with the fault in it."""
        value = self.fault.value
        if self.fault.kind == "stall":
            return message[:20] + struct.pack(">iI", EPIPE, 0) + message[28:], b""
        if self.fault.kind == "short":
            return message[:24] + struct.pack(">I", value) + message[28:], data[:value]
        if self.fault.kind == "slow":
            time.sleep(value / 1000)
        if self.fault.kind == "lost":
            self.lost.add(number)
            return b"", b""
        if self.fault.kind == "cut":
            raise EOFError
        return message, data

    def run(self, way):
        """One way of the connection, to its end; the other then ends too."""
        try:
            way()
        except (EOFError, OSError):
            for end in (self.host, self.device):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass


def main(port, device_port, *fault):
    fault = Fault(*fault)
    listener = socket.create_server(("127.0.0.1", int(port)))
    while True:
        host, _ = listener.accept()
        try:
            device = socket.create_connection(("127.0.0.1", int(device_port)))
        except OSError:
            host.close()
            continue
        for end in (host, device):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = Connection(host, device, fault)
        ways = [
            threading.Thread(target=connection.run, args=(way,), daemon=True)
            for way in (connection.to_device, connection.to_host)
        ]
        for way in ways:
            way.start()
        for way in ways:
            way.join()
        host.close()
        device.close()


main(*sys.argv[1:])
