#!/usr/bin/env python3
"""Writes a page of Markdown for each group of rules, from what the program says of its tables.

    rule-pages.py PROGRAM CAPTURES FOLDER

Each rule has its clause, what it asks for, who is known to break it, and the shipped captures that
show it broken, or put it to the test.
"""
import html
import json
import pathlib
import re
import subprocess
import sys

GROUPS = {
    "descriptor": "Descriptors",
    "host": "What hosts must do",
    "silent": "Where the specification is silent",
    "time": "Times",
}
WORDS = {
    "state": "State", "on": "Request or event", "when": "When", "outcome": "Right, and known",
    "otherwise": "Any other answer", "clause": "Clause", "known": "Known to break it",
    "reading": "Reading", "requires": "It requires", "to do": "To do", "field": "Field",
}


def program(name, *arguments):
    done = subprocess.run([name, *arguments], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{name} {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def rules(text):
    """The rules of `spec explain`: a path, and lines `  key  value`."""
    for part in text.strip().split("\n\n"):
        path, *lines = part.split("\n")
        yield path, [re.match(r"  (\S+(?: \S+)*?)(?:  +|: )(.*)", line) or line for line in lines]


def shown(report):
    """By rule: the captures that break it, and the captures that put it to the test."""
    broken, tested = {}, {}
    for capture in report["captures"]:
        name = capture["file"].split("/")[1]
        for session in capture["sessions"]:
            for use in session["rules"]:
                tested.setdefault(use["rule"], set()).add(name)
            for finding in session["findings"]:
                for rule in {finding["rule"], finding["profileRule"] or finding["rule"]}:
                    broken.setdefault(rule, {}).setdefault(name, finding)
    return broken, tested


def escape(text):
    return re.sub(r"([\\`*_\[\]|])", r"\\\1", html.escape(text, quote=False))


def example(path, broken, tested):
    lines = []
    for name, finding in sorted(broken.get(path, {}).items())[:3]:
        lines.append(
            f"- **{finding['verdict']} of the {finding['actor']}** in frame {finding['frame']} of "
            f"[{name}](../reports/{name}-capture.md)")
    right = sorted(tested.get(path, set()) - set(broken.get(path, {})))[:2]
    if right:
        links = ", ".join(f"[{name}](../reports/{name}-capture.md)" for name in right)
        lines.append(f"- **Kept** in {links}")
    return lines or ["- No shipped capture puts it to the test."]


def section(path, lines, broken, tested):
    out = [f"## {escape(path)} {{#{anchor(path)}}}", ""]
    for line in lines:
        if isinstance(line, str):
            out.append(f"{escape(line.strip())}")
            out.append("")
            continue
        key, value = line.groups()
        out.append(f"- **{WORDS.get(key, key)}**: {escape(value)}")
    return out + example(path, broken, tested) + [""]


def anchor(path):
    return re.sub(r"[^A-Za-z0-9]+", "-", path)


def main(name, captures, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    report = json.loads(program(name, "check", captures, "--format", "json"))
    broken, tested = shown(report)
    profiles = re.findall(r"^(\S+): .*; extends", program(name, "spec", "lint"), re.M)
    pages = {}
    for profile in [None, *profiles]:
        namespace = (profile or "dfu").split("/")[0]
        options = ["--profile", profile] if profile else []
        for path, lines in rules(program(name, "spec", "explain", namespace, *options)):
            key = (profile or "DFU 1.1", "" if profile else path.split("/")[1])
            pages.setdefault(key, []).append((path, lines))
    index = ["# Rules", "", "Every rule by which captures are judged, from the tables in `specs/`.", ""]
    for (owner, part), found in pages.items():
        file = anchor(f"{owner} {part}".strip()).lower() + ".md"
        head = GROUPS.get(part, f"DFU 1.1, {part}") if part else f"Overlay {owner}"
        text = [f"# {escape(head)}", ""]
        for path, lines in found:
            text += section(path, lines, broken, tested)
        (folder / file).write_text("\n".join(text), encoding="utf-8")
        index.append(f"- [{escape(head)}]({file}): {len(found)} rule{'s' * (len(found) != 1)}")
    (folder / "index.md").write_text("\n".join(index) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
