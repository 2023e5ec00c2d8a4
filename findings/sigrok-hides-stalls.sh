#!/bin/sh
# sigrok 0.7.2 writes a stalled DFU request as one that succeeded.
#
# sigrok-cli turns the signals of a bus into a pcap of usbmon's form (usb_request=pcap of
# libsigrokdecode 0.5.3). A request that the device refused with STALL (USB 2.0, 8.4.5) has status 0
# there, like one that it took. A device that stalls DFU_DNLOAD, and so enters dfuERROR (DFU 1.1,
# A.2.3), looks like a device that forgot the block. The two sessions below differ in nothing but the
# status stage; but for the times, their pcaps are equal.
set -eu
. "$(dirname "$0")/packages"
from_debian sigrok-cli=0.7.2-1+b1 libsigrokdecode4=0.5.3-4

cd "$tmp"
PYTHONPATH=$here python3 - <<'PYTHON'
SAMPLES = 4  # of a bit: 48 MHz at 12 Mbit/s
J, K, SE0 = 1, 2, 0  # bit 0 is D+, bit 1 is D-


def crc(bits, polynomial, width):
    """CRC5 and CRC16 of USB 2.0, 8.3.5, as the bits that are sent."""
    value = (1 << width) - 1
    for bit in bits:
        top = value >> (width - 1) & 1
        value = (value << 1) & ((1 << width) - 1)
        if bit != top:
            value ^= polynomial
    return [1 - (value >> (width - 1 - place) & 1) for place in range(width)]


def bits(value, count):
    return [value >> place & 1 for place in range(count)]


def pid(kind):
    return bits(kind, 4) + bits(~kind & 15, 4)


def token(kind, address):
    body = bits(address, 7) + bits(0, 4)
    return pid(kind) + body + crc(body, 0b00101, 5)


def data(kind, content):
    body = [bit for byte in content for bit in bits(byte, 8)]
    return pid(kind) + body + crc(body, 0x8005, 16)


def signal(packet):
    """A packet with its SYNC and EOP, NRZI and stuffed bits (USB 2.0, 7.1.7 to 7.1.10)."""
    line, ones, levels = J, 0, []
    for bit in [0] * 7 + [1] + packet:
        line = line if bit else J + K - line
        levels.append(line)
        ones = ones + 1 if bit else 0
        if ones == 6:
            line, ones = J + K - line, 0
            levels.append(line)
    return [J] * 20 + levels + [SE0, SE0] + [J] * 20


OUT, IN, SETUP, DATA0, DATA1, ACK, STALL = 1, 9, 13, 3, 11, 2, 14
for name, last in (("taken", [data(DATA1, b""), pid(ACK)]), ("stalled", [pid(STALL)])):
    session = [
        token(SETUP, 5), data(DATA0, bytes.fromhex("2101000000000400")), pid(ACK),
        token(OUT, 5), data(DATA1, b"\x01\x02\x03\x04"), pid(ACK), token(IN, 5), *last,
        token(SETUP, 5), data(DATA0, bytes.fromhex("a105000000000100")), pid(ACK),
        token(IN, 5), data(DATA1, b"\x02"), pid(ACK), token(OUT, 5), data(DATA1, b""), pid(ACK),
    ]
    levels = [J] * 100 + [level for packet in session for level in signal(packet)] + [J] * 100
    with open(f"{name}.bin", "wb") as file:
        file.write(bytes(level for level in levels for _ in range(SAMPLES)))
PYTHON

decode() {
  in_root sigrok-cli -i "$1.bin" -I binary:numchannels=2:samplerate=48000000 \
    -P usb_signalling:dp=0:dm=1:signalling=full-speed,usb_packet,usb_request "$2" "$3"
}
cat >statuses.py <<'PYTHON'
import struct
import sys

with open(sys.argv[1], "rb") as file:
    file.read(24)
    while head := file.read(16):
        record = file.read(struct.unpack(">I", head[8:12])[0])
        kind, status = record[8:9].decode(), struct.unpack(">i", record[28:32])[0]
        print(f"{kind} status {status}, {len(record) - 64} bytes", end="; ")
PYTHON
for session in taken stalled; do decode $session -B usb_request=pcap >$session.pcap; done
expect "STALLs among the packets, by sigrok-cli 0.7.2" "$(decode stalled -A usb_packet | grep -c -- '-1: STALL')" 1
expect "pcap of the request that was taken" "$(python3 statuses.py taken.pcap)" \
  "S status 0, 4 bytes; C status 0, 4 bytes; S status 0, 0 bytes; C status 0, 1 bytes; "
expect "pcap of the request that was refused" "$(python3 statuses.py stalled.pcap)" \
  "S status 0, 4 bytes; C status 0, 4 bytes; S status 0, 0 bytes; C status 0, 1 bytes; "
