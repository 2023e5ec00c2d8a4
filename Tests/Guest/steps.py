"""Runs the steps of a page and compares what they print with what the page shows.

usage: steps.py PAGE FOLDER   FOLDER is where the steps run

A step is a line that begins with `$ ` in a block marked `console`; lines that begin with `> `
continue it. What follows is its output, where `[…]` stands for any text. All steps run in one
shell, so that what a step starts in the background is there for the next ones.
"""

import pathlib
import re
import subprocess
import sys
import time

LIMIT = 120  # seconds for a step
SETTLE = 20  # seconds for the output of what runs in the background

# Runs the file that each line names. `$?` is that of the step before, as in a terminal.
SHELL = """
status=0
while read -r name <&3; do
  exec 4>&1 5>&2 >"$name.out" 2>&1
  (exit $status)
  . "./$name" </dev/null
  status=$?
  exec >&4 2>&5
  echo $status >"$name.new" && mv "$name.new" "$name.status"
done
kill $(jobs -p) 2>/dev/null
"""


def steps_of(page):
    """Each step as a command and the output that the page shows."""
    for block in re.findall(r"^```console\n(.*?)^```$", page, re.M | re.S):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            lines = part.splitlines()
            end = 1
            while end < len(lines) and re.match(r">( |$)", lines[end]):
                end += 1
            yield "\n".join([lines[0]] + [line[2:] for line in lines[1:end]]), lines[end:]


def pattern_of(shown):
    """A pattern for the output that a page shows."""
    parts = [re.escape(part.strip()) for part in "\n".join(shown).split("[…]")]
    return re.compile(r"\s*" + r".*?".join(r"\s*" + part for part in parts) + r"\s*", re.S)


def wait_until(seconds, happened):
    """Whether something happened within so many seconds."""
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def text_of(file):
    return file.read_text(errors="replace") if file.exists() else ""


def run_step(shell, folder, number, command, shown):
    """Runs a step; the complaint, or None when all is as shown."""
    name = f".step-{number}"
    out, status = folder / f"{name}.out", folder / f"{name}.status"
    (folder / name).write_text(command + "\n")
    shell.stdin.write(name + "\n")
    shell.stdin.flush()
    if not wait_until(LIMIT, status.exists):
        return f"did not end within {LIMIT} s:\n{text_of(out)}"
    pattern = pattern_of(shown)
    if shown and not wait_until(SETTLE, lambda: pattern.fullmatch(text_of(out))):
        return "printed:\n" + text_of(out)
    return None


def main(page, folder):
    folder = pathlib.Path(folder)
    steps = list(steps_of(pathlib.Path(page).read_text()))
    shell = subprocess.Popen(
        ["bash", "-c", "exec 3<&0\n" + SHELL], stdin=subprocess.PIPE, cwd=folder, text=True)
    wrong = 0
    for number, (command, shown) in enumerate(steps, 1):
        complaint = run_step(shell, folder, number, command, shown)
        print("PASS " if complaint is None else "FAIL ", f"step {number}:", command, flush=True)
        if complaint is not None:
            wrong += 1
            print(complaint, flush=True)
    shell.stdin.close()
    shell.wait(timeout=LIMIT)
    print(f"{len(steps) - wrong} steps as the page shows, {wrong} not", flush=True)
    return 0 if steps and not wrong else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
