"""Hosts in Python on the models, over USB/IP on loopback: no guest, no kernel driver, no root."""
import hashlib
import pathlib
import subprocess
import sys
import unittest

import dfu_host
import usb.core
from model import Model

HERE = pathlib.Path(__file__).parent
IMAGE = "".join(f"{number}\n" for number in range(1_000_000, 1_000_300)).encode()[:2000]

# A personality, its parameters, and the request that brings it into DFU mode. Over USB/IP a device
# sees no bus resets: those that wait for one after DETACH are entered by XMOS's own request.
PERSONALITIES = [
    ("dfu-1.1", {"attrs": 15}, dfu_host.DETACH),
    ("xmos", {"attrs": 15}, dfu_host.DETACH),
    ("xmos/sc_usb_audio-6", {}, dfu_host.RESET_INTO_DFU),
    ("xmos/lib_xua-4", {}, dfu_host.RESET_INTO_DFU),
    ("xmos/lib_xua-5", {}, dfu_host.DETACH),
    ("xmos/lib_dfu-2", {}, dfu_host.DETACH),
    ("xmos/tinyusb", {}, dfu_host.DETACH),
    ("dfuse", {}, dfu_host.DETACH),
]
# What an upload gives back: TinyUSB's example sends a text of its own, and keeps no image.
KEEPS_NOTHING = {"xmos/tinyusb"}
# These boot the image before they send it back, so that the host leaves DFU mode between.
BOOTS_FIRST = {"xmos/sc_usb_audio-6", "xmos/lib_xua-4", "xmos/lib_xua-5"}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


class PyusbTests(unittest.TestCase):
    """pyusb with pyusb-usbip-backend: enumerate, detach, download, upload, compare."""

    def host(self, model):
        host = dfu_host.Host(model.port)
        self.addCleanup(host.close)
        return host

    def test_every_personality(self):
        for name, config, entry in PERSONALITIES:
            with self.subTest(name), Model(name, **config) as model:
                self.download_and_upload(model, name, entry)

    def download_and_upload(self, model, name, entry):
        host = self.host(model)
        self.assertIn(host.protocol, (1, 2))
        host.enter_dfu_mode(entry)
        if name == "xmos/tinyusb":
            host.choose(1)
        host.download(IMAGE)
        if name in BOOTS_FIRST:
            host.leave_dfu_mode(entry)
            host.enter_dfu_mode(entry)
        read = host.upload(len(IMAGE) if name == "dfuse" else None)
        if name not in KEEPS_NOTHING:
            # XMOS's devices send whole pages.
            self.assertEqual(sha256(read[:len(IMAGE)]), sha256(IMAGE))
        model.stop()
        self.check_recording(model, read)

    def check_recording(self, model, read):
        """What dfutrace makes of the device's own recording is what this host sent and read."""
        for option, expected in ((), IMAGE), (("--upload",), read):
            status, image = model.run("firmware", model.record, *option, "-o", "-")
            self.assertEqual(status, 0, option)
            self.assertEqual(sha256(image), sha256(expected), option)

    def test_a_device_that_fails_a_block(self):
        with Model("dfu-1.1", attrs=15, fault_block=3, fault="write") as model:
            host = self.host(model)
            host.enter_dfu_mode()
            with self.assertRaisesRegex(RuntimeError, "bStatus 3"):
                host.download(IMAGE)
            model.stop()
            status, _ = model.run("firmware", model.record)
            self.assertEqual(status, 1)

    def test_a_request_that_is_stalled(self):
        with Model("dfu-1.1", attrs=13) as model:
            host = self.host(model)
            host.enter_dfu_mode()
            with self.assertRaises(usb.core.USBError) as stall:
                host.receive(dfu_host.UPLOAD, 64)
            self.assertEqual(stall.exception.errno, 32)


class PydfuutilTests(unittest.TestCase):
    """pydfuutil, a dfu-util in Python, on the same backend."""

    def tool(self, model, *options):
        return subprocess.run(
            [sys.executable, HERE / "with-pydfuutil.py", str(model.port), *options],
            capture_output=True, text=True, timeout=120, cwd=model.folder.name)

    def test_it_lists_a_device_in_run_time_mode(self):
        with Model("dfu-1.1", attrs=15) as model:
            run = self.tool(model, "--run-time", "-l")
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertIn("Found Runtime: [20b1:0016]", run.stdout)

    def test_it_detaches_a_device(self):
        with Model("dfu-1.1", attrs=15) as model:
            run = self.tool(model, "--run-time", "-e")
            self.assertEqual(run.returncode, 0, run.stderr)
            model.stop()
            shown = model.run("show", model.record)[1].decode()
            self.assertRegex(shown, r"DFU_DETACH, wTimeout 1000 ms +ACK")

    def test_it_downloads_and_uploads(self):
        for name, config, options in [
            ("dfu-1.1", {"attrs": 15}, []),
            ("xmos", {"attrs": 15}, []),
            ("xmos/lib_xua-5", {}, []),
            ("xmos/lib_dfu-2", {}, []),
            ("dfuse", {}, ["-a", "0", "-s", "0x08000000:2000"]),
        ]:
            with self.subTest(name), Model(name, **config) as model:
                self.download_and_upload(model, options)

    def download_and_upload(self, model, options):
        folder = pathlib.Path(model.folder.name)
        (folder / "sent").write_bytes(IMAGE)
        for action, file in (("-D", "sent"), ("-U", "read")):
            run = self.tool(model, action, file, *options)
            self.assertEqual(run.returncode, 0, run.stderr)
        model.stop()
        read = (folder / "read").read_bytes()
        self.assertEqual(sha256(read[:len(IMAGE)]), sha256(IMAGE))
        status, image = model.run("firmware", model.record, "-o", "-")
        self.assertEqual(status, 0)
        self.assertEqual(sha256(image), sha256(IMAGE))

    def test_it_takes_alternate_settings_for_several_devices(self):
        """What pydfuutil 0.11.3 cannot do: a device with several alternate settings."""
        with Model("xmos/tinyusb") as model:
            run = self.tool(model, "-a", "1", "-U", "read")
            self.assertNotEqual(run.returncode, 0)
            self.assertIn("More than one DFU capable USB device", run.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
