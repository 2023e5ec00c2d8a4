"""Reports that the built program writes, opened in Debian's Chromium from a file."""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("PROGRAM", str(ROOT / ".build/debug/dfutrace"))
CAPTURES = ROOT / "captures"


@dataclass
class Opened:
    """A report in a browser, and what went wrong while it was used."""

    page: Page
    file: Path
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def data(self, path: str):
        """A part of the report's data, by a JavaScript expression."""
        return self.page.evaluate(f"() => {path}")

    def row_count(self) -> int:
        """The number of rows that pass the filter."""
        return int(self.page.locator("#ladder-count").inner_text().split()[0].replace(",", ""))


def wait_until(page: Page, expression: str) -> None:
    """Waits until an expression is true. Playwright's own wait evaluates in the page, which its policy forbids."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not true within 5 s: {expression}")


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    """Writes a report, once for each name; `check` is the command where none is named."""
    folder = tmp_path_factory.mktemp("reports")

    def write(name: str, *arguments, command: str = "check", given=None) -> Path:
        file = folder / f"{name}.html"
        if not file.exists():
            done = subprocess.run(
                [PROGRAM, command, *map(str, arguments), "--format", "html", "-o", str(file)],
                cwd=folder, capture_output=True, stdin=given)
            assert done.returncode in (0, 1), done.stderr.decode()
        return file

    return write


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def show(browser):
    """Opens a report. Every test fails on a console message, a script error, or a request for another file."""
    shown: list[Opened] = []

    def open_file(file: Path, theme: str = "light", width: int = 1280, waits: str = "load") -> Opened:
        context = browser.new_context(
            color_scheme=theme, viewport={"width": width, "height": 900},
            permissions=["clipboard-read", "clipboard-write"])
        opened = Opened(context.new_page(), file)
        page = opened.page
        page.on("console", lambda message: opened.errors.append(message.text))
        page.on("pageerror", lambda error: opened.errors.append(str(error)))
        page.on("request", lambda request: opened.requests.append(request.url))
        page.goto(file.as_uri(), wait_until=waits)
        shown.append(opened)
        return opened

    yield open_file
    for opened in shown:
        opened.page.context.close()
        assert opened.errors == []
        others = [url for url in opened.requests if not url.startswith("data:")]
        assert others == [opened.file.as_uri()], "the report is one file and asks for no other"


@pytest.fixture
def violations(report, show):
    """The report of a capture in which device and host break rules."""
    return show(report("violations", CAPTURES / "xua-4.2.0-xhci-dfu-util/capture.pcap"))
