"""Prints the shell steps of a file of packaging/ci as scripts, as the service would run them: one
file for each step in a folder, numbered, and `environment` with the variables.

  ci_steps.py FILE.yml FOLDER
"""

import pathlib
import shlex
import sys

from ruamel.yaml import YAML


def gitlab_steps(job):
    """GitLab runs before_script and script as one script in one shell, with `set -eo pipefail`."""
    yield "bash", "\n".join(job["before_script"] + job["script"])


def github_steps(job):
    """GitHub runs each step in a shell of its own: bash with `-eo pipefail`. Gives steps that
    always run the mark `always`."""
    for step in job["steps"]:
        if "run" in step:
            yield ("always" if step.get("if") == "always()" else "bash"), step["run"]


def main(path, folder):
    document = YAML(typ="safe").load(pathlib.Path(path))
    is_github = "jobs" in document
    variables = document["env"] if is_github else document["variables"]
    job = (document["jobs"] if is_github else document)["dfutrace"]
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True)
    for number, (kind, text) in enumerate((github_steps if is_github else gitlab_steps)(job)):
        (folder / f"{number}.{kind}").write_text(text)
    (folder / "environment").write_text(
        "".join(f"export {name}={shlex.quote(value)}\n" for name, value in variables.items()))


main(*sys.argv[1:])
