"""Vectors on all devices of an environment, and the matrix of what came of it."""
import contextlib
import pathlib
import re
import sys

from labgrid import Environment
from labgrid.driver.exception import ExecutionError
from labgrid.exceptions import NoDriverFoundError, NoResourceFoundError

from .driver import DfutraceDriver, RunFailed
from .reservation import ReservationError
from .strategy import DfutraceStrategy

# The exit status of a lab where a device could not be judged (docs/exit-status.md).
NO_DEVICE = 69
# Which status of several is told: the worst first.
ORDER = [70, 1, 65, 66, NO_DEVICE, 74, 77, 2, 0]


def run_lab(environment, vectors, firmware, folder, devices=()):
    """Runs vectors on each target of an environment, or on those named, one after another.

    FOLDER/DEVICE/FIRMWARE gets what is kept of each. A device that cannot be judged stops no other.
    Gives the worst status.
    """
    statuses = []
    for device in devices or Environment(environment).config.get_targets():
        kept = pathlib.Path(folder) / device / firmware
        if kept.exists():
            tell(device, f"{kept} has a run already; name another firmware or folder")
            statuses.append(74)
            continue
        statuses.append(run_device(environment, device, vectors, kept))
    return next((status for status in ORDER if status in statuses), 70)


def run_device(environment, device, vectors, kept):
    """Runs vectors on one target; the status."""
    # A new environment for each: a target reserves once.
    env = Environment(environment)
    targets = env.config.get_targets()
    if device not in targets:
        tell(device, f"{environment} has no such target; it has {', '.join(targets)}")
        return NO_DEVICE
    try:
        with env.get_target(device) as target, driver_of(target) as driver:
            tell(device, f"running on {driver.device.path}")
            run = driver.run(vectors, kept)
            tell(device, f"ended with {run.status}; {kept}")
            return run.status
    except RunFailed as failure:
        tell(device, f"{failure}; {kept}")
        return failure.run.status if failure.run.status in ORDER else NO_DEVICE
    except (ReservationError, NoResourceFoundError, ExecutionError) as failure:
        tell(device, str(failure))
        return NO_DEVICE


@contextlib.contextmanager
def driver_of(target):
    """The driver of a target: by its strategy, where it has one, else its own."""
    try:
        strategy = target.get_driver(DfutraceStrategy, activate=False)
    except NoDriverFoundError:
        strategy = None
    with strategy.device() if strategy else contextlib.nullcontext(
            target.get_driver(DfutraceDriver)) as driver:
        yield driver


def tell(device, what):
    """A line for the operator."""
    print(f"{device}: {what}", file=sys.stderr, flush=True)


def columns(folder):
    """`DEVICE@FIRMWARE=REPORT` for each report, devices by name, versions as people count: 1.9
    before 1.10. A run without a report is told of."""
    named = []
    for kept in sorted(pathlib.Path(folder).glob("*/*"), key=lambda path: natural(path.parts)):
        name = f"{kept.parent.name}@{kept.name}"
        if (kept / "run.json").exists():
            named.append(f"{name}={kept / 'run.json'}")
        else:
            tell(name, "there is no report of this run")
    return named


def natural(parts):
    """Numbers in names compare as numbers."""
    return [[int(piece) if piece.isdigit() else piece for piece in re.split(r"(\d+)", part)]
            for part in parts]
