"""Prints the command of a Job's container as a line for a shell, with its volumes in other folders.

  job_command.py FILE.yml MOUNT=FOLDER...
"""

import re
import shlex
import sys

import yaml


def main(path, *places):
    with open(path) as file:
        container, = yaml.safe_load(file)["spec"]["template"]["spec"]["containers"]
    folders = dict(place.split("=", 1) for place in places)
    mounts = {volume["mountPath"] for volume in container["volumeMounts"]}
    if mounts != set(folders):
        sys.exit(f"{path} mounts {sorted(mounts)}")
    pattern = re.compile("|".join(f"{re.escape(mount)}\\b" for mount in mounts))
    print(shlex.join(pattern.sub(lambda found: folders[found[0]], word)
                     for word in container["command"]))


main(*sys.argv[1:])
