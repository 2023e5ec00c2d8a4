"""A device lab on loopback, in the guest: labgrid's coordinator, exporter and clients, an SSH
server for the exporter's machine, and models as devices.

usage: lab.py DFUTRACE FOLDER   FOLDER is where everything is kept
Prints a line for each thing that has to hold; the status is 1 where one does not.
"""
import multiprocessing
import os
import pathlib
import shutil
import subprocess
import sys
import time

from dfutrace_labgrid import __main__ as lab
from dfutrace_labgrid import exporter
from labgrid.remote import client, coordinator
from steps import wait_until

HERE = pathlib.Path(__file__).parent
EXAMPLES = HERE.parents[1] / "packaging/labgrid"
DFUTRACE, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
VECTORS = [str(HERE / name) for name in ("vectors.jsonl", "lab.jsonl")]
OPEN_DOWNLOAD = [str(HERE / "open-download.jsonl")]
# labgrid's programs are forked, not started: to load it takes 10 s in an emulated guest.
FORK = multiprocessing.get_context("fork")
# Devices and firmware: what models them. A dac erases 64 KiB, not 512, which take 9 s.
MODELS = {
    ("dac", "1.9"): ["--model", "xmos/lib_xua-5", "--config", "max_upgrade=65536"],
    ("dac", "1.10"): ["--model", "xmos/lib_dfu-2", "--config", "max_upgrade=65536"],
    ("reference", "1.9"): ["--model", "dfu-1.1", "--config", "attrs=15"],
    ("reference", "1.10"): ["--model", "dfu-1.1", "--config", "attrs=15", "--verbose"],
    ("tiny", "1.9"): ["--model", "xmos/tinyusb"],
}
wrong = 0
started = time.monotonic()


def check(holds, what, seen=""):
    """A line for a thing that has to hold."""
    global wrong  # pylint: disable=global-statement
    wrong += not holds
    print(f"{'PASS' if holds else 'FAIL'}  {time.monotonic() - started:5.1f} s  {what}"
          + ("" if holds else f": {seen}"), flush=True)


def begin(name, main, *arguments, **variables):
    """A program of labgrid in a process of its own; FOLDER/NAME.txt has what it prints."""
    def inside():
        with open(FOLDER / f"{name}.txt", "ab", buffering=0) as log:
            os.dup2(log.fileno(), 1)
            os.dup2(log.fileno(), 2)
        sys.argv = [name, *arguments]
        os.environ.update(variables)
        main()
    process = FORK.Process(target=inside, daemon=True)
    process.start()
    return process


def ended(process, seconds=120):
    """The status of a process that ends."""
    process.join(seconds)
    return process.exitcode


def text(name):
    path = FOLDER / f"{name}.txt"
    return path.read_text(errors="replace") if path.exists() else ""


def run_lab(firmware, *options, devices=(), environment="lab", vectors=None):
    """`dfutrace-lab run`, begun."""
    named = [word for device in devices for word in ("--device", device)]
    name = "-".join(["run", firmware, *devices])
    return name, begin(name, lab.main, "run", str(FOLDER / f"{environment}.yaml"),
                       *(vectors or VECTORS), "--firmware", firmware, "-o", str(FOLDER / "kept"),
                       *named, *options)


# The lab's machines.

def plug(device, firmware):
    """A model as the device, in the first free port of the guest's virtual controller."""
    with open(FOLDER / f"{device}-{firmware}.txt", "wb") as log:
        server = subprocess.Popen([DFUTRACE, "serve", *MODELS[device, firmware], "--vhci"],
                                  stdout=log, stderr=log)
    wait_until(20, lambda: "plugged" in text(f"{device}-{firmware}"))
    return server


def unplug(server, kill=False):
    (server.kill if kill else server.terminate)()
    server.wait(20)


def start_ssh():
    """An SSH server for `lab-host`, the exporter's machine, and a key for it."""
    pathlib.Path("/run/sshd").mkdir(exist_ok=True)
    home = pathlib.Path.home() / ".ssh"
    home.mkdir(mode=0o700, exist_ok=True)
    # Of this machine, not of a lab, and read for every command; gone in the guest's layer only.
    (home.parent / ".bashrc").unlink(missing_ok=True)
    for key in ("host", "client"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"/run/{key}"],
                       check=True)
    host = pathlib.Path("/run/host.pub").read_text()
    (home / "known_hosts").write_text(f"[127.0.0.1]:2222 {host}")
    (home / "config").write_text(
        "Host lab-host\n HostName 127.0.0.1\n Port 2222\n IdentityFile /run/client\n")
    subprocess.run(
        ["/usr/sbin/sshd", "-f", "/dev/null", "-E", FOLDER / "sshd.txt", "-h", "/run/host",
         "-o", "Port=2222", "-o", "ListenAddress=127.0.0.1", "-o", "UsePAM=no",
         "-o", "AuthorizedKeysFile=/run/client.pub", "-o", "StrictModes=no"], check=True)


def start_labgrid():
    """Coordinator and exporter, with the examples of packaging/labgrid."""
    for name in ("places.yaml", "exporter.yaml", "lab.yaml"):
        shutil.copy(EXAMPLES / name, FOLDER / name)
    os.chdir(FOLDER)  # The coordinator reads its places here.
    begin("coordinator", coordinator.main, "-l", "127.0.0.1:20408")
    begin("exporter", exporter.main, "--name", "lab-host", "--hostname", "lab-host",
          str(FOLDER / "exporter.yaml"))
    return wait_until(90, lambda: "creating poll task" in text("exporter"))


def other_client(action):
    """Another person's labgrid-client acts on the dac."""
    return ended(begin("other", client.main, "-p", "dac", action, LG_USERNAME="somebody"))


# What has to hold.

def nothing_is_held():
    """No place is acquired and no reservation is left."""
    statuses = [ended(begin(name, client.main, name)) for name in ("who", "reservations")]
    return statuses == [0, 0] and "lab-client" not in text("who") + text("reservations")


def taken_device():
    check(other_client("acquire") == 0, "another client takes the dac", text("other"))
    name, run = run_lab("1.9", devices=["dac"], environment="impatient")
    check(ended(run) == 69, "a lab that does not wait ends with 69", run.exitcode)
    check("became free within 1 s: dac is acquired by" in text(name) and "/somebody" in text(name),
          "it says who has the device", text(name))


def whole_lab():
    name, run = run_lab("1.9")
    check(wait_until(30, lambda: "dac" in text("coordinator") and run.is_alive()), "the lab waits")
    time.sleep(3)
    check(other_client("release") == 0, "the other client gives it back", text("other"))
    check(ended(run, 240) == 1, "all devices run; one breaks something", text(name))
    check(text("sshd").count("Accepted publickey") > 0, "runs go over SSH", text("sshd"))


def failing_run(server):
    name, run = run_lab("1.10", devices=["reference"], vectors=OPEN_DOWNLOAD)
    check(wait_until(60, lambda: "DNLOAD" in text("reference-1.10")), "a download is under way",
          text(name))
    unplug(server, kill=True)
    check(ended(run) == 69, "a device that is unplugged in its run gives 69", text(name))
    check((FOLDER / "kept/reference/1.10/run.pcapng").exists(), "its capture is kept")


def main():
    start_ssh()
    servers = {device: plug(device, "1.9") for device in ("dac", "reference", "tiny")}
    check(start_labgrid(), "coordinator and exporter are there", text("exporter"))
    patient = (FOLDER / "lab.yaml").read_text()
    (FOLDER / "impatient.yaml").write_text(patient.replace("wait: 600", "wait: 1"))
    os.environ["LG_DFUTRACE"] = DFUTRACE
    taken_device()
    whole_lab()
    for device in ("dac", "reference"):
        unplug(servers[device])
        time.sleep(1)
        servers[device] = plug(device, "1.10")
    name, run = run_lab("1.10", devices=["dac"])
    check(ended(run) == 1, "the dac's next firmware breaks a rule too", text(name))
    failing_run(servers["reference"])
    check(nothing_is_held(), "no place and no reservation is held", text("who"))
    print(f"{'all as expected' if not wrong else f'{wrong} wrong'}, "
          f"in {time.monotonic() - started:.0f} s", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
