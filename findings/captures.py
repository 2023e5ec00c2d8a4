"""Writes the captures that the findings give to other tools.

usbmon's record of 64 bytes: Linux, Documentation/usb/usbmon.rst. USBPcap's: its capture format specification. Blocks:
the pcapng draft of the IETF.
"""

import struct

USBMON = 220  # LINKTYPE_USB_LINUX_MMAPPED
USBPCAP = 249  # LINKTYPE_USBPCAP


def usbmon(kind, address, data=b"", setup=None, *, urb=1, endpoint=0x80, transfer=2, status=0, length=None, time=0):
    """A record of usbmon: kind is "S" or "C", setup its eight bytes, time in microseconds."""
    return struct.pack(
        "<QcBBBHBBqiiII8siiII",
        urb, kind.encode(), transfer, endpoint, address, 1,
        0 if setup else ord("-"), 0 if data else ord("<" if endpoint & 0x80 else ">"),
        time // 1_000_000, time % 1_000_000, status,
        len(data) if length is None else length, len(data), setup or bytes(8), 0, 0, 0, 0,
    ) + data


def control(address, setup, data=b"", *, urb=1, status=0, time=0):
    """The two records of a control transfer: its submission and its completion."""
    into_host = setup[0] & 0x80
    endpoint = 0x80 if into_host else 0
    asked = struct.unpack("<H", setup[6:8])[0]
    first = usbmon("S", address, b"" if into_host else data, setup, urb=urb, endpoint=endpoint,
                   status=-115, length=asked, time=time)
    last = usbmon("C", address, data if into_host else b"", urb=urb, endpoint=endpoint, status=status,
                  length=len(data), time=time + 100)
    return [(time, first), (time + 100, last)]


def usbpcap(address, data=b"", stage=None, *, irp=1, endpoint=0, transfer=2, function=0x08, done=False):
    """A record of USBPcap: stage is that of a control transfer, done says that it comes from the device."""
    of_control = b"" if stage is None else bytes([stage])
    return struct.pack("<HQIHBHHBBI", 27 + len(of_control), irp, 0, function, done, 1, address, endpoint,
                       transfer, len(data)) + of_control + data


def usbpcap_control(address, setup, data=b"", *, irp=1, time=0):
    """The two records of a control transfer since USBPcap 1.5: SETUP and COMPLETE."""
    endpoint = setup[0] & 0x80
    into_host = endpoint != 0
    first = usbpcap(address, setup if into_host else setup + data, 0, irp=irp, endpoint=endpoint)
    last = usbpcap(address, data if into_host else b"", 3, irp=irp, endpoint=endpoint, done=True)
    return [(time, first), (time + 100, last)]


def pcap(path, records, link_type=USBMON):
    """Writes a classic pcap in microseconds."""
    with open(path, "wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, link_type))
        for time, record in records:
            file.write(struct.pack("<IIII", time // 1_000_000, time % 1_000_000, len(record), len(record)))
            file.write(record)


def block(kind, body):
    """A block of pcapng."""
    body += bytes(-len(body) % 4)
    size = struct.pack("<I", len(body) + 12)
    return struct.pack("<I", kind) + size + body + size


def option(code, value):
    """An option of a block."""
    return struct.pack("<HH", code, len(value)) + value + bytes(-len(value) % 4)


def section():
    """A section header block."""
    return block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))


def interface(link_type=USBMON, options=b""):
    """An interface description block."""
    return block(1, struct.pack("<HHI", link_type, 0, 262144) + (options + option(0, b"") if options else b""))


def packet(ticks, record, number=0):
    """An enhanced packet block of an interface."""
    return block(6, struct.pack("<IIIII", number, ticks >> 32, ticks & 0xFFFFFFFF, len(record), len(record)) + record)


def statistics(ticks, dropped, number=0):
    """An interface statistics block with isb_ifdrop."""
    options = option(5, struct.pack("<Q", dropped)) + option(0, b"")
    return block(5, struct.pack("<III", number, ticks >> 32, ticks & 0xFFFFFFFF) + options)


def blocks(path):
    """The types of a file's blocks, in order."""
    kinds = []
    with open(path, "rb") as file:
        while head := file.read(8):
            kind, size = struct.unpack("<II", head)
            kinds.append(kind)
            file.seek(size - 8, 1)
    return kinds
