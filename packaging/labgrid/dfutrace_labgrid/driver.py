"""The driver: runs vectors on a DFU device where it is plugged in, and keeps what came of it."""
import io
import pathlib
import subprocess
import tarfile

import attr
from labgrid.driver import Driver
from labgrid.driver.exception import ExecutionError
from labgrid.factory import target_factory
from labgrid.step import step

# What the driver says itself.
OWN_OPTIONS = {"-d", "--device", "-p", "--path", "--model", "--record", "--no-record", "--format",
               "-o", "--output", "--save"}
# What a run writes on the device's machine.
WRITTEN = ("run.pcapng", "run.json", "run.html")
# The device was judged: nothing, something broken, something undecided (docs/exit-status.md).
JUDGED = {0, 1, 2}
# The most seconds for a file to be copied.
COPYING = 60
# A run gets so many seconds to end after it was asked to.
GRACE = 10


@attr.s(eq=False)
class Run:
    """What a run left in `folder`. A file that was not written is None."""

    status = attr.ib()
    folder = attr.ib()

    def _file(self, name):
        path = self.folder / name
        return path if path.exists() else None

    @property
    def capture(self):
        return self._file("run.pcapng")

    @property
    def report(self):
        return self._file("run.json")

    @property
    def page(self):
        return self._file("run.html")


class RunFailed(ExecutionError):
    """The device could not be judged; `run` has what was kept all the same."""

    def __init__(self, message, run):
        super().__init__(message)
        self.run = run

    def __str__(self):
        return self.msg


def not_own(_, attribute, options):
    """Refuses options that the driver sets."""
    for option in options:
        if option.split("=")[0] in OWN_OPTIONS:
            raise ValueError(f"{attribute.name}: the driver itself sets {option}")


@target_factory.reg_driver
@attr.s(eq=False)
class DfutraceDriver(Driver):
    """Runs `dfutrace run` on the machine of the device: this one, or the exporter's over SSH.

    options: more options of `dfutrace run`, such as --allow-writes
    limit: the most seconds that a run may take
    """

    bindings = {
        "device": {"USBDFUDevice", "NetworkUSBDFUDevice", "DFUDevice", "NetworkDFUDevice"},
    }
    options = attr.ib(factory=list, validator=[attr.validators.instance_of(list), not_own])
    limit = attr.ib(default=600, validator=attr.validators.instance_of(int))

    def __attrs_post_init__(self):
        super().__attrs_post_init__()
        env = self.target.env
        self.tool = env.config.get_tool("dfutrace") if env else "dfutrace"

    @Driver.check_active
    @step(args=["vectors", "folder"])
    def run(self, vectors, folder):
        """Runs files of vectors while usbmon records. `folder` then has run.pcapng, run.json,
        run.html and run.txt (what the program told). Fails with RunFailed where the device could
        not be judged."""
        run = Run(None, pathlib.Path(folder))
        run.folder.mkdir(parents=True, exist_ok=True)
        there = self._output(["mktemp", "-d"]).decode().strip()
        try:
            run.status = self._run_there(vectors, there, run.folder / "run.txt")
            self._fetch(there, run.folder)
        finally:
            self._output(["rm", "-r", there])
        if run.status not in JUDGED:
            told = (run.folder / "run.txt").read_text(errors="replace").strip().splitlines()
            raise RunFailed(f"dfutrace ended with {run.status}: {' '.join(told[-2:])}", run)
        return run

    def _run_there(self, vectors, there, log):
        """Sends the vectors and runs them; the status of the program."""
        packed, names = io.BytesIO(), []
        with tarfile.open(fileobj=packed, mode="w") as archive:
            for number, path in enumerate(vectors, 1):
                names.append(f"{number}-{pathlib.Path(path).name}")
                archive.add(path, names[-1])
        self._output(["tar", "-x", "--no-same-owner", "-C", there], packed.getvalue())
        files = [f"{there}/{name}" for name in names]
        command = ["timeout", "--signal=INT", f"--kill-after={GRACE}", str(self.limit), self.tool,
                   "run", *files, "-p", self.device.path, "--record", f"{there}/run.pcapng",
                   "--format", f"json={there}/run.json", "--format", f"html={there}/run.html",
                   *self.options]
        with open(log, "wb") as output:
            return self._there(command, stdout=output, stderr=subprocess.STDOUT,
                               timeout=self.limit + 3 * GRACE).returncode

    def _fetch(self, there, folder):
        """Brings here what was written."""
        packed = io.BytesIO(self._output(["tar", "-c", "-C", there, "."]))
        with tarfile.open(fileobj=packed) as archive:
            for member in archive:
                name = member.name.removeprefix("./")
                if name in WRITTEN and member.isfile():
                    (folder / name).write_bytes(archive.extractfile(member).read())

    def _output(self, command, sent=b""):
        done = self._there(command, input=sent, capture_output=True)
        if done.returncode != 0:
            told = done.stderr.decode(errors="replace").strip()
            raise ExecutionError(f"{command[0]} failed on the device's machine: {told}")
        return done.stdout

    def _there(self, command, **options):
        """A command on the device's machine; over SSH, labgrid shares one connection."""
        options.setdefault("timeout", COPYING)
        if "input" not in options:
            options["stdin"] = subprocess.DEVNULL
        try:
            return subprocess.run(self.device.wrap_command(command), check=False, **options)
        except subprocess.TimeoutExpired as late:
            raise ExecutionError(
                f"{command[0]} did not end on the device's machine in {late.timeout:g} s") from late
