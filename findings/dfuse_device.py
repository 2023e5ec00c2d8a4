"""A device of DfuSe (ST AN3156) in the place of pyusb's backend, for hosts that are written with pyusb."""

import struct
import time
from types import SimpleNamespace

import usb.backend.libusb1
import usb.core

BASE, PAGE, PAGES = 0x08000000, 2048, 8
LAYOUT = "@Internal Flash  /0x08000000/08*002Kg"
IDLE, DNLOAD_SYNC, DNBUSY, DNLOAD_IDLE, MANIFEST_SYNC, MANIFEST, ERROR = 2, 3, 4, 5, 6, 7, 10


class Backend:
    """Each command takes `work` seconds; asked again too early, the device is still busy."""

    def __init__(self, work=0.0):
        self.work, self.ready = work, 0.0
        self.state, self.command, self.address = IDLE, None, BASE
        self.memory = bytearray(b"\xA5" * (PAGE * PAGES))  # as of an older firmware
        self.erased, self.alternates, self.early = [], [], 0

    def install(self):
        """Makes pyusb use it."""
        usb.backend.libusb1.get_backend = lambda find_library=None: self
        return self

    def enumerate_devices(self):
        yield self

    def get_device_descriptor(self, device):
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x0200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=0x0483, idProduct=0xDF11, bcdDevice=0x0100, iManufacturer=0, iProduct=0,
            iSerialNumber=0, bNumConfigurations=1, address=5, bus=1, port_number=1, port_numbers=(1,), speed=2)

    def get_configuration_descriptor(self, device, index):
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=36, bNumInterfaces=1, bConfigurationValue=1,
            iConfiguration=0, bmAttributes=0x80, bMaxPower=50, extra_descriptors=[])

    def get_interface_descriptor(self, device, interface, alternate, configuration):
        if interface or alternate > 1:
            raise IndexError
        functional = struct.pack("<BBBHHH", 9, 0x21, 0x0B, 255, PAGE, 0x011A)
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=alternate, bNumEndpoints=0,
            bInterfaceClass=0xFE, bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=1,
            extra_descriptors=list(functional if alternate == 1 else b""))

    def set_interface_altsetting(self, handle, interface, alternate):
        self.alternates.append(alternate)

    def get_configuration(self, handle):
        return 1

    def open_device(self, device):
        return device

    def nothing(self, *arguments):
        pass

    close_device = set_configuration = claim_interface = release_interface = nothing

    def ctrl_transfer(self, handle, kind, request, value, index, data, timeout):
        if kind & 0x80:
            answer = self.answer(kind, request, value)[:len(data)]
            data[:len(answer)] = type(data)("B", answer)
            return len(answer)
        if (kind, request) == (0x21, 1):
            self.command = (value, bytes(data))
            self.state = DNLOAD_SYNC if data else MANIFEST_SYNC
        elif (kind, request) in ((0x21, 4), (0x21, 6)):
            self.state = IDLE
        return len(data)

    def answer(self, kind, request, value):
        if (kind, request) == (0x80, 6):
            text = "\u0409" if value & 0xFF == 0 else LAYOUT
            return bytes([2 + 2 * len(text), 3]) + text.encode("utf-16-le")
        self.proceed()
        wait = max(0, round((self.ready - time.monotonic()) * 1000)) if self.state == DNBUSY else 0
        return b"\x00" + struct.pack("<I", wait)[:3] + bytes([self.state, 0])

    def proceed(self):
        """What DFU_GETSTATUS does: it starts a command, and tells its end."""
        if self.state == DNLOAD_SYNC:
            self.state, self.ready = DNBUSY, time.monotonic() + self.work
        elif self.state == DNBUSY and time.monotonic() < self.ready:
            self.early += 1
        elif self.state == DNBUSY:
            self.state = DNLOAD_IDLE if self.carry_out(*self.command) else ERROR
        elif self.state == MANIFEST_SYNC:
            self.state = MANIFEST
        elif self.state == MANIFEST:
            raise usb.core.USBError("it has left to start the new firmware")

    def carry_out(self, number, data):
        if number > 1:
            start = self.address - BASE + (number - 2) * PAGE
            self.memory[start:start + len(data)] = data
            return start + len(data) <= len(self.memory)
        self.address = struct.unpack("<I", data[1:5])[0]
        if data[0] == 0x41:
            start = (self.address - BASE) // PAGE * PAGE
            self.memory[start:start + PAGE] = b"\xFF" * PAGE
            self.erased.append(f"{BASE + start:08X}h")
        return True
