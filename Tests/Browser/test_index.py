"""The page that lists the reports of a folder."""

import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import CAPTURES, PROGRAM


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    done = subprocess.run([PROGRAM, "check", CAPTURES, "--format", "html", "-o", f"{folder}/"], capture_output=True)
    assert done.returncode == 1, done.stderr.decode()
    return folder


def test_every_link_opens_the_report_of_its_capture(folder, show):
    links = [(link.inner_text(), link.get_attribute("href")) for link in
             show(folder / "index.html").page.locator("tbody a").all()]
    assert len(links) == sum(1 for _ in CAPTURES.glob("*/capture.pcap*"))
    for file, link in links:
        assert show(folder / link).page.locator(".path").inner_text().startswith(file)


def test_it_tells_the_verdicts_and_updates_of_every_session(folder, show):
    opened = show(folder / "index.html")
    for capture in opened.data("data.captures"):
        text = opened.page.locator("tbody").inner_text()
        for session in capture["sessions"]:
            assert session["title"] in text
            assert all(update in text for update in session["updates"])
    assert opened.page.locator(".badge.violation").count() > 5
    assert "qemu-one-sided" in opened.page.locator("#failures").inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_serious_in_the_index(folder, show, theme, width):
    page = show(folder / "index.html", theme=theme, width=width).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    results = Axe().run(page).response
    assert [rule["id"] for rule in results["violations"] if rule["impact"] in ("serious", "critical")] == []
