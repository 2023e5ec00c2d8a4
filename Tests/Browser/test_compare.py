"""The page of a comparison of reports."""

import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import CAPTURES, PROGRAM, wait_until

# The last one breaks a rule that those before it keep.
VERSIONS = {
    "5.3.0 with xmosdfu": "xua-5.3.0-vhci-xmosdfu",
    "lib_xua 5.3.0": "xua-5.3.0-vhci-dfu-util",
    "lib_xua 4.2.0": "xua-4.2.0-xhci-dfu-util",
}


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    folder = tmp_path_factory.mktemp("compare")
    reports = []
    for name, capture in VERSIONS.items():
        file = folder / f"{capture}.json"
        subprocess.run([PROGRAM, "check", CAPTURES / capture, "--format", "json", "-o", file], capture_output=True)
        reports.append(f"{name}={file}")
    page = folder / "compare.html"
    done = subprocess.run([PROGRAM, "compare", *reports, "--format", "html", "-o", page], capture_output=True)
    assert done.returncode == 1, done.stderr.decode()
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_serious_in_the_comparison(comparison, show, theme, width):
    page = show(comparison, theme=theme, width=width).page
    page.locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    results = Axe().run(page).response
    assert len(results["passes"]) > 15
    assert [rule["id"] for rule in results["violations"] if rule["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize("width", [1280, 375])
def test_a_long_name_of_a_report_does_not_widen_the_page(comparison, show, width):
    reports = sorted(comparison.parent.glob("*.json"))
    page = comparison.parent / "long.html"
    done = subprocess.run(
        [PROGRAM, "compare", reports[0], f"{'name' * 40}={reports[1]}", "--format", "html", "-o", page],
        capture_output=True)
    assert done.returncode in (0, 1), done.stderr.decode()
    assert show(page, width=width).page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_of_the_comparison_follows_the_system(comparison, show, theme):
    page = show(comparison, theme=theme).page
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    brightness = sum(map(int, ground.removeprefix("rgb(").removesuffix(")").split(",")))
    assert brightness > 600 if theme == "light" else brightness < 150


def test_a_change_is_told_by_a_word_and_stands_in_the_column_of_its_report(comparison, show):
    page = show(comparison).page
    heads = page.locator("table").nth(1).locator("thead th").all_inner_texts()
    assert heads == ["rule", *VERSIONS]
    assert page.locator("td.regression small, td.new small").count() > 0
    for cell in page.locator("td.regression, td.new, td.fix").all():
        assert any(sign in cell.inner_text() for sign in ("▲ regression", "◆ new", "▼ fixed"))
    assert page.locator("tbody tr td:nth-child(2).regression").count() == 0


def test_every_table_is_scrolled_by_keyboard_and_the_rest_unfolds(comparison, show):
    page = show(comparison, width=375).page
    reached = set()
    for _ in range(10):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.tagName"))
    assert {"Reports", "Rules with a finding", "SUMMARY"} <= reached
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("region", name="Rules without a finding").is_visible()
    table = page.get_by_role("region", name="Rules with a finding")
    table.focus()
    page.keyboard.press("ArrowRight")
    wait_until(page, "document.activeElement.scrollLeft > 0")
