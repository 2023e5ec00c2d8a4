"""Runs vectors on all devices of a lab; compares devices, firmware and vectors in a matrix."""
import argparse
import logging
import os
import re
import signal
import sys

from labgrid.exceptions import InvalidConfigError, NoConfigFoundError

from .lab import NO_DEVICE, columns, run_lab

# The exit status where a file cannot be read, or is not there (docs/exit-status.md).
MALFORMED, NO_INPUT = 65, 66


def version(text):
    """A name that can be a folder and a part of a column's name."""
    if not re.fullmatch(r"[\w.+-]*\w", text):
        raise argparse.ArgumentTypeError("use letters, digits and . + - _ only")
    return text


def parser():
    """The command line."""
    top = argparse.ArgumentParser(prog="dfutrace-lab", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="reserve each device, run vectors on it, release it")
    run.add_argument("environment", help="labgrid's environment, a YAML file")
    run.add_argument("vectors", nargs="+", help="files of vectors")
    run.add_argument("--firmware", required=True, type=version,
                     help="what the devices have; names a column")
    run.add_argument("--device", action="append", default=[], help="only this target; repeatable")
    run.add_argument("-o", "--output", required=True, help="folder for what is kept")
    matrix = commands.add_parser("matrix", help="compare what `run` has kept, by vector")
    matrix.add_argument("folder", help="the folder of `run`")
    matrix.add_argument("--dfutrace", default="dfutrace", help="the program; before FOLDER")
    matrix.add_argument("options", nargs=argparse.REMAINDER,
                        help="options of `dfutrace compare`, after FOLDER")
    return top


def matrix(arguments):
    """Becomes `dfutrace compare`."""
    reports = columns(arguments.folder)
    if not reports:
        end(NO_INPUT, f"{arguments.folder}: there is no report of `dfutrace-lab run`")
    compare = [arguments.dfutrace, "compare", "--by", "vector", "--all"]
    try:
        os.execvp(compare[0], compare + reports + arguments.options)
    except OSError as failure:
        end(NO_DEVICE, f"{compare[0]}: {failure.strerror}; name the program by --dfutrace")


def end(status, why):
    """Ends with a line for the operator."""
    print(f"dfutrace-lab: {why}", file=sys.stderr)
    sys.exit(status)


def main():
    arguments = parser().parse_args()
    if arguments.command == "matrix":
        matrix(arguments)
    logging.basicConfig(level=logging.WARNING)
    # As an exception, so that the place is given back.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    os.environ.setdefault("LG_DFUTRACE", "dfutrace")
    try:
        status = run_lab(arguments.environment, arguments.vectors, arguments.firmware,
                         arguments.output, arguments.device)
    except NoConfigFoundError as failure:
        end(NO_INPUT, failure)
    except InvalidConfigError as failure:
        end(MALFORMED, failure)
    sys.exit(status)


if __name__ == "__main__":
    main()
