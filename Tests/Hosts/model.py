"""A model of dfutrace as a device on loopback, over USB/IP."""
import pathlib
import re
import subprocess
import tempfile

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / ".build/debug/dfutrace"


class Model:
    """`dfutrace serve`, from its start to its end; then its recording can be looked at."""

    def __init__(self, name, **config):
        self.folder = tempfile.TemporaryDirectory()
        self.record = pathlib.Path(self.folder.name) / "record.pcapng"
        options = [word for key, value in config.items() for word in ("--config", f"{key}={value}")]
        self.server = subprocess.Popen(
            [PROGRAM, "serve", "--model", name, "--listen", "127.0.0.1:0",
             "--record", self.record, *options],
            stdout=subprocess.PIPE, text=True)
        line = self.server.stdout.readline()
        port = re.search(r"--tcp-port (\d+)", line)
        if port is None:
            raise RuntimeError(f"the model did not start: {line!r}")
        self.port = int(port.group(1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        self.server.stdout.close()
        self.folder.cleanup()

    def stop(self):
        """Ends the server, so that its recording is whole."""
        if self.server.poll() is None:
            self.server.terminate()
        self.server.wait(timeout=20)

    def run(self, *arguments):
        """Runs dfutrace; gives its status and its standard output as bytes."""
        done = subprocess.run([PROGRAM, *arguments], capture_output=True, timeout=120)
        return done.returncode, done.stdout
