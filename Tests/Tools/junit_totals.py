"""Reads JUnit reports with junitparser, and compares their totals with what the JSON report of the
same run holds.

  junit_totals.py REPORT.xml REPORT.json
"""

import json
import re
import sys

from junitparser import Error, Failure, JUnitXml, Skipped


def outcomes(xml):
    """The kind of result of each case, by class name and name."""
    found = {}
    for suite in xml:
        for case in suite:
            assert len(case.result) <= 1, f"{case.name}: more than one result"
            kind = type(case.result[0]) if case.result else None
            assert kind is None or case.result[0].text, f"{case.name}: no reason"
            found[case.classname, case.name] = kind
    return found


def as_xml(text):
    """The text as XML 1.0 can hold it, without control characters; what steers a terminal or turns
    text around is spelled out."""
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)
    steering = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
    return re.sub(steering, lambda match: f"\\u{{{ord(match[0]):X}}}", text)


def broken_rules(report):
    """The rules that decide the exit status as violations, by class name and name."""
    broken = set()
    for capture in report["captures"]:
        for number, session in enumerate(capture["sessions"], 1):
            verdict = "profileVerdict" if session["profileChoice"] == "explicit" else "verdict"
            for finding in session["findings"]:
                if finding[verdict] == "violation" and not finding["onPurpose"]:
                    vector = session["vector"]
                    part = f"session {number}" if vector is None else f"vector {vector}"
                    name = f"{capture['file']}.{part.replace('.', '_')}"
                    broken.add((as_xml(name), finding["rule"]))
    return broken


def main(xml_path, json_path):
    xml = JUnitXml.fromfile(xml_path)
    with open(json_path, encoding="utf-8") as file:
        report = json.load(file)
    found = outcomes(xml)
    told = (xml.tests, xml.failures, xml.errors)
    kinds = list(found.values())
    counted = (len(kinds), kinds.count(Failure), kinds.count(Error))
    assert told == counted, f"told {told}, counted {counted}"
    failed = {names for names, kind in found.items() if kind is Failure}
    assert failed == broken_rules(report), failed ^ broken_rules(report)
    assert kinds.count(Error) == len(report["failures"])
    print(f"{xml_path}: {counted[0]} cases, {counted[1]} failures, {counted[2]} errors, "
          f"{kinds.count(Skipped)} skipped")


main(*sys.argv[1:])
