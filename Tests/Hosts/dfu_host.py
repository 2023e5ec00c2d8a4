"""A DFU host on pyusb, with PyPI's USB/IP client as its backend: no kernel, no libusb, no root."""
import struct
import time

import usb.core
import usb_backend

OUT, IN = 0x21, 0xA1
DETACH, DNLOAD, UPLOAD, GETSTATUS, CLRSTATUS, GETSTATE, ABORT = range(7)
APP_IDLE, APP_DETACH, IDLE, SYNC, BUSY, DNLOAD_IDLE = range(6)
MANIFEST_SYNC, MANIFEST, WAIT_RESET, UPLOAD_IDLE, ERROR = range(6, 11)
RESET_INTO_DFU, RESET_FROM_DFU = 0xF2, 0xF3  # XMOS_DFU_RESETINTODFU, XMOS_DFU_RESETFROMDFU
DFUSE = 0x011A
FLASH = 0x08000000


class Host:
    """One device behind a USB/IP server, in run-time mode or in DFU mode."""

    def __init__(self, port):
        self.port = port
        self.device = None
        self.attach()

    def close(self):
        if self.device is not None:
            self.device.backend.close()

    # MARK: - Enumeration

    def attach(self, within=20):
        """Imports the device, and configures it. A device that reboots can be imported again."""
        self.close()
        end = time.monotonic() + within
        while True:
            try:
                self.device = usb_backend.find(self.port)
                break
            except (usb.core.USBError, OSError) as error:
                if time.monotonic() > end:
                    raise TimeoutError("the device does not come back") from error
                time.sleep(0.1)
        self.read_descriptors()

    def read_descriptors(self):
        """Reads the DFU interface and its functional descriptor (DFU 1.1, 4.1.3 and 4.2.4)."""
        header = bytes(self.device.ctrl_transfer(0x80, 6, 0x0200, 0, 9))
        raw = bytes(self.device.ctrl_transfer(0x80, 6, 0x0200, 0, header[2] | header[3] << 8))
        is_dfu = False
        for descriptor in usb_backend.descriptors(raw):
            if descriptor[1] == 4:
                is_dfu = descriptor[5:7] == b"\xfe\x01"
                if is_dfu:
                    self.interface, self.protocol = descriptor[2], descriptor[7]
            elif descriptor[1] == 0x21 and is_dfu:
                self.attributes, _, self.size, self.version = struct.unpack("<BHHH", descriptor[2:9])

    # MARK: - Requests

    def send(self, request, value=0, data=b""):
        return self.device.ctrl_transfer(OUT, request, value, self.interface, data, 5000)

    def receive(self, request, length, value=0):
        return bytes(self.device.ctrl_transfer(IN, request, value, self.interface, length, 5000))

    def status(self):
        """bStatus, bwPollTimeout in seconds, and bState."""
        report = self.receive(GETSTATUS, 6)
        return report[0], int.from_bytes(report[1:4], "little") / 1000, report[4]

    def poll(self, *states):
        """Polls, as bwPollTimeout tells, until the device shows one of these states."""
        for _ in range(1000):
            status, wait, state = self.status()
            if state in states:
                return state
            if state == ERROR:
                raise RuntimeError(f"the device shows dfuERROR, bStatus {status}")
            time.sleep(wait)
        raise TimeoutError(f"the device does not leave state {state}")

    # MARK: - Ways

    def enter_dfu_mode(self, by=DETACH):
        """Asks a device in run-time mode to come back in DFU mode; no reset crosses USB/IP."""
        if self.protocol == 2:
            return
        self.restart(by)
        if self.protocol != 2:
            raise RuntimeError("the device did not come back in DFU mode")

    def leave_dfu_mode(self, by=DETACH):
        """Asks an XMOS device to boot its new image: by DETACH too, or by its own request."""
        self.restart(DETACH if by == DETACH else RESET_FROM_DFU)
        if self.protocol != 1:
            raise RuntimeError("the device did not come back in run-time mode")

    def restart(self, by):
        try:
            self.send(by, 1000 if by == DETACH else 0)
        except usb.core.USBError:
            pass  # it has left before its answer
        time.sleep(1)
        self.attach()

    def choose(self, alternate):
        self.device.set_interface_altsetting(self.interface, alternate)

    def download(self, image):
        """Sends an image, and waits for the manifestation (DFU 1.1, 6.1 and 7)."""
        if self.version == DFUSE:
            return self.download_to_address(image)
        blocks = [image[at:at + self.size] for at in range(0, len(image), self.size)]
        for number, block in enumerate(blocks):
            self.send(DNLOAD, number, block)
            self.poll(DNLOAD_IDLE)
        self.send(DNLOAD, len(blocks))
        self.poll(IDLE, WAIT_RESET)

    def download_to_address(self, image):
        """The same for DfuSe (ST AN2662, 4.5)."""
        for command in (0x41, 0x21):
            self.command(command)
        for at in range(0, len(image), self.size):
            self.send(DNLOAD, 2 + at // self.size, image[at:at + self.size])
            self.poll(DNLOAD_IDLE)
        self.abort()

    def command(self, code):
        self.send(DNLOAD, 0, bytes([code]) + FLASH.to_bytes(4, "little"))
        self.poll(DNLOAD_IDLE)

    def abort(self):
        self.send(ABORT)
        self.poll(IDLE)

    def upload(self, length=None):
        """Reads the image back: to the short block, or so many bytes of DfuSe (DFU 1.1, 6.2)."""
        read, number = b"", 0
        if self.version == DFUSE:
            self.command(0x21)
            self.abort()
            number = 2
        while length is None or len(read) < length:
            wanted = self.size if length is None else min(self.size, length - len(read))
            block = self.receive(UPLOAD, wanted, number)
            read, number = read + block, (number + 1) & 0xFFFF
            if len(block) < wanted:
                return read
        self.abort()
        return read
