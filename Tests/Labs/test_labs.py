"""packaging/labgrid without a lab: the driver with a stand-in for the program, and the examples."""
import contextlib
import importlib
import io
import json
import os
import pathlib
import stat
import sys
import tempfile
import types
import unittest
from unittest import mock

import dfutrace_labgrid
import pyudev
from dfutrace_labgrid import __main__ as command
from dfutrace_labgrid import exporter, lab, reservation
from dfutrace_labgrid.driver import DfutraceDriver, RunFailed
from labgrid import Environment, Target
from labgrid.remote import exporter as labgrid_exporter
from labgrid.remote.common import Place, ResourceMatch
from labgrid.remote.config import ResourceConfig
from labgrid.util.yaml import load

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "packaging/labgrid"

# Writes what it was told, and the files of `dfutrace run`; VECTORS is the first file of vectors.
STAND_IN = """#!/bin/sh
[ "$1" = run ] || exit 64
vectors=$2
for word; do
  case $word in
    json=*) cp "$vectors" "${word#json=}" ;;
    html=*) echo page >"${word#html=}" ;;
    */run.pcapng) echo "$@" >"$word" ;;
  esac
done
echo "$(cat "$vectors") was run" >&2
exit %d
"""


def environment():
    with mock.patch.dict(os.environ, LG_DFUTRACE="dfutrace"):
        return Environment(str(EXAMPLES / "lab.yaml"))


class Folder(unittest.TestCase):
    """A test with a folder of its own, and a file of vectors there."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)
        self.vectors = self.folder / "some vectors.jsonl"
        self.vectors.write_text("content")

    def program(self, status):
        path = self.folder / "stand-in"
        path.write_text(STAND_IN % status)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    def driver(self, status=0, **attributes):
        """The driver of a device at port 1-2 of this machine."""
        target = Target("dac")
        device = dfutrace_labgrid.USBDFUDevice(target, name=None, match={"sys_name": "1-2"})
        device.device = mock.Mock(
            spec=pyudev.Device, subsystem="usb", device_type="usb_device", sys_name="1-2")
        device.avail = True
        driver = DfutraceDriver(target, name=None, **attributes)
        driver.tool = str(self.program(status))
        target.activate(driver)
        self.addCleanup(target.cleanup)
        return driver


class DriverTests(Folder):
    def test_it_keeps_capture_report_page_and_what_was_told(self):
        for status in (0, 1, 2):
            driver = self.driver(status, options=["--allow-writes"])
            run = driver.run([self.vectors], self.folder / "k")
            self.assertEqual(run.status, status)
            self.assertEqual(run.report.read_text(), "content")
            self.assertEqual(run.page.read_text(), "page\n")
            self.assertIn("-p 1-2 --record", run.capture.read_text())
            self.assertTrue(run.capture.read_text().endswith("--allow-writes\n"))
            self.assertEqual((self.folder / "k/run.txt").read_text(), "content was run\n")

    def test_it_leaves_nothing_on_the_machine(self):
        with mock.patch.dict(os.environ, TMPDIR=str(self.folder)):
            before = sorted(self.folder.iterdir())
            driver = self.driver()
            driver.run([self.vectors], self.folder / "kept")
            self.assertEqual(sorted(self.folder.iterdir()),
                             sorted([*before, self.folder / "kept", self.folder / "stand-in"]))

    def test_a_run_that_fails_says_why_and_keeps_what_there_is(self):
        with self.assertRaisesRegex(RunFailed, "ended with 69: content was run") as failure:
            self.driver(69).run([self.vectors], self.folder / "kept")
        self.assertEqual(failure.exception.run.report.read_text(), "content")

    def test_a_run_ends_at_its_limit(self):
        driver = self.driver(limit=1)
        pathlib.Path(driver.tool).write_text("#!/bin/sh\nexec sleep 60\n")
        with self.assertRaisesRegex(RunFailed, "ended with 124"):
            driver.run([self.vectors], self.folder / "kept")

    def test_options_of_its_own_are_refused(self):
        for option in ("-d", "--record", "--format=text", "--model"):
            with self.assertRaisesRegex(ValueError, "the driver itself sets"):
                self.driver(options=[option])


class ResourceTests(unittest.TestCase):
    def matches(self, interfaces):
        device = mock.Mock(properties={"ID_USB_INTERFACES": interfaces}, subsystem="usb")
        return dfutrace_labgrid.USBDFUDevice(None, None).filter_match(device)

    def test_a_device_is_one_in_both_modes(self):
        self.assertTrue(self.matches(":fe0101:"))
        self.assertTrue(self.matches(":010100:010200:fe0101:"))
        self.assertTrue(self.matches(":fe0102:"))
        self.assertFalse(self.matches(":080650:"))
        self.assertFalse(self.matches(""))

    def test_the_exporter_exports_it_as_a_device_of_the_network(self):
        with mock.patch.object(labgrid_exporter, "main"):
            exporter.main()
        export = labgrid_exporter.exports["USBDFUDevice"](
            {"cls": "USBDFUDevice", "avail": False, "params": {"match": {"sys_name": "none"}}},
            host="lab-host", proxy="", proxy_required=False)
        self.assertEqual(export.cls, "NetworkUSBDFUDevice")
        self.assertEqual(export.local.match["sys_name"], "none")
        self.assertEqual(set(export._get_params()),
                         {"host", "busnum", "devnum", "path", "vendor_id", "model_id"})


class Lab:
    """A coordinator with one place, as the session sees it, and what was asked of it."""

    def __init__(self, free):
        self.loop = mock.Mock(run_until_complete=self.completed)
        self.places = {"dac": Place("dac", tags={"board": "dac"}, acquired="lab/somebody")}
        self.free, self.asked = free, []
        self.stub = self
        self.check_matches = mock.Mock()

    def completed(self, awaited):
        """What the coroutine gives; none here waits for anything."""
        try:
            awaited.send(None)
        except StopIteration as end:
            return end.value
        awaited.close()
        return None

    async def sync_with_coordinator(self):
        return True

    async def answer(self, name):
        self.asked.append(name)
        allocations = {"main": "dac"} if self.free else {}
        return types.SimpleNamespace(
            reservation=types.SimpleNamespace(token="T", allocations=allocations))

    def __getattr__(self, name):
        if not name.endswith(("Place", "Reservation")):
            raise AttributeError(name)
        return lambda request: self.answer(name)


class ReservationTests(unittest.TestCase):
    def test_a_place_is_reserved_acquired_and_given_back(self):
        session = Lab(free=True)
        place = reservation.ReservedPlace(session, {"board": "dac"})
        place.acquire(0)
        place.release()
        place.release()
        self.assertEqual(session.asked, ["CreateReservation", "PollReservation", "AcquirePlace",
                                         "ReleasePlace", "CancelReservation"])

    def test_a_place_that_stays_taken_is_told_with_its_holder(self):
        session = Lab(free=False)
        holder = "dac is acquired by lab/somebody"
        with self.assertRaisesRegex(reservation.ReservationError, holder):
            reservation.ReservedPlace(session, {"name": "dac"}).acquire(0)
        self.assertEqual(session.asked[-1], "CancelReservation")
        self.assertNotIn("ReleasePlace", session.asked)

    def test_tags_that_no_place_has_are_told_at_once(self):
        session = Lab(free=True)
        with self.assertRaisesRegex(reservation.ReservationError, "no place with board=amp"):
            reservation.ReservedPlace(session, {"board": "amp"}).acquire(600)
        self.assertEqual(session.asked, [])

    def test_a_place_whose_device_is_not_exported_is_given_back(self):
        session = Lab(free=True)
        session.check_matches.side_effect = reservation.UserError("Match has no resource")
        with self.assertRaisesRegex(reservation.ReservationError, "is its exporter running"):
            reservation.ReservedPlace(session, {"board": "dac"}).acquire(0)
        self.assertEqual(session.asked[-1], "CancelReservation")
        self.assertNotIn("AcquirePlace", session.asked)


class LabTests(Folder):
    def test_columns_are_in_the_order_of_devices_and_versions(self):
        for name in ("dac/1.10", "dac/1.9", "amp/2"):
            (self.folder / name).mkdir(parents=True)
            (self.folder / name / "run.json").write_text("{}")
        (self.folder / "dac/1.11").mkdir()
        self.assertEqual([name.split("=")[0] for name in lab.columns(self.folder)],
                         ["amp@2", "dac@1.9", "dac@1.10"])

    def test_a_run_is_never_written_over(self):
        (self.folder / "dac/1.0").mkdir(parents=True)
        with mock.patch.object(lab, "run_device") as run:
            status = lab.run_lab("none.yaml", [], "1.0", self.folder, ["dac", "amp"])
        self.assertEqual([call.args[1] for call in run.call_args_list], ["amp"])
        self.assertEqual(status, 74)

    def test_the_worst_status_is_told(self):
        for statuses, expected in (([0, 1, 69], 1), ([0, 69], 69), ([0, 2], 2), ([0, 0], 0)):
            with mock.patch.object(lab, "run_device", side_effect=statuses):
                devices = [str(number) for number in range(len(statuses))]
                self.assertEqual(lab.run_lab("", [], "1", self.folder, devices), expected)

    def command(self, *arguments):
        """The status of `dfutrace-lab`, and what it told."""
        told = io.StringIO()
        with mock.patch.object(sys, "argv", ["dfutrace-lab", *map(str, arguments)]), \
                mock.patch.dict(os.environ), contextlib.redirect_stderr(told), \
                self.assertRaises(SystemExit) as ended:
            os.environ.pop("LG_DFUTRACE", None)
            command.main()
        return ended.exception.code, told.getvalue()

    def test_the_example_asks_for_its_lab(self):
        with mock.patch.dict(os.environ, LG_COORDINATOR="127.0.0.1:1"):
            status, told = self.command(
                "run", EXAMPLES / "lab.yaml", self.vectors, "--firmware", "1", "--device", "dac",
                "-o", self.folder / "k")
        self.assertEqual(status, 69)
        self.assertIn("dac: no coordinator answers at 127.0.0.1:1; LG_COORDINATOR", told)

    def test_a_target_that_is_not_there_is_told(self):
        status, told = self.command(
            "run", EXAMPLES / "lab.yaml", self.vectors, "--firmware", "1", "--device", "amp",
            "-o", self.folder / "k")
        self.assertEqual(status, 69)
        self.assertIn("lab.yaml has no such target; it has dac, reference, tiny", told)

    def test_an_environment_that_cannot_be_read_is_told(self):
        wrong = self.folder / "wrong.yaml"
        wrong.write_text("tools: {dfutrace: !template $NOBODY_SETS_THIS}")
        for name, expected in ((self.folder / "none.yaml", 66), (wrong, 65)):
            status, told = self.command("run", name, self.vectors, "--firmware", "1", "-o", "k")
            self.assertEqual(status, expected)
            self.assertIn(str(name), told)

    def test_a_matrix_without_runs_or_program_is_told(self):
        self.assertEqual(self.command("matrix", self.folder)[0], 66)
        (self.folder / "dac/1").mkdir(parents=True)
        (self.folder / "dac/1/run.json").write_text("{}")
        status, told = self.command("matrix", "--dfutrace", "/nowhere/dfutrace", self.folder)
        self.assertEqual(status, 69)
        self.assertIn("name the program by --dfutrace", told)

    def test_a_local_device_needs_no_lab(self):
        (self.folder / "local.yaml").write_text(json.dumps({
            "targets": {"dac": {"resources": {"USBDFUDevice": {"match": {"sys_name": "none"}}},
                                "drivers": {"DfutraceDriver": {"limit": 5}}}}}))
        status = lab.run_lab(
            str(self.folder / "local.yaml"), [self.vectors], "1", self.folder / "k")
        self.assertEqual(status, 69)

    def test_the_place_is_given_back_when_the_run_fails(self):
        target = environment().get_target("dac")
        strategy = target.get_driver("DfutraceStrategy", activate=False)
        strategy.place = mock.Mock()
        strategy.status = dfutrace_labgrid.strategy.Status.reserved
        with mock.patch.object(target, "get_driver", return_value=None):
            with self.assertRaises(KeyboardInterrupt), strategy.device():
                raise KeyboardInterrupt
        strategy.place.release.assert_called_once_with()

    def test_what_follows_the_folder_is_for_compare(self):
        parsed = command.parser().parse_args(
            ["matrix", "--dfutrace", "program", "results", "--format", "html", "-o", "m.html"])
        self.assertEqual((parsed.dfutrace, parsed.folder), ("program", "results"))
        self.assertEqual(parsed.options, ["--format", "html", "-o", "m.html"])

    def test_a_firmware_is_a_name(self):
        self.assertEqual(command.version("1.2-rc+3"), "1.2-rc+3")
        for name in ("../x", "a=b", "a@b", "", "."):
            with self.assertRaises(Exception, msg=name):
                command.version(name)


class ExampleTests(unittest.TestCase):
    """The files of packaging/labgrid belong together."""

    def test_every_target_asks_for_one_place_that_an_exporter_has(self):
        places = load((EXAMPLES / "places.yaml").read_text())
        resources = ResourceConfig(str(EXAMPLES / "exporter.yaml")).data
        env = environment()
        for role in env.config.get_targets():
            strategy = env.get_target(role).get_driver("DfutraceStrategy", activate=False)
            found = [place for place in places.values()
                     if strategy.tags.items() <= place["tags"].items()]
            self.assertEqual(len(found), 1, role)
            [match] = [ResourceMatch(**match) for match in found[0]["matches"]]
            self.assertIn("USBDFUDevice", resources[match.group])
            self.assertTrue(
                match.ismatch(("lab-host", match.group, "NetworkUSBDFUDevice", "USBDFUDevice")))

    def test_wrong_tags_and_options_are_refused(self):
        target = Target("dac")
        for wrong in ({"tags": {"board": 1}}, {"tags": "dac"}, {}):
            with self.assertRaises((TypeError, ValueError)):
                dfutrace_labgrid.DfutraceStrategy(target, None, **wrong)

    def test_the_package_is_whole(self):
        for module in ("exporter", "lab", "__main__"):
            importlib.import_module(f"dfutrace_labgrid.{module}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
