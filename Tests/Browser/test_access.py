"""Whether everybody can use the page: by keyboard, on a phone, on paper, and as axe-core judges it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from captures import long_download
from conftest import CAPTURES

UNFOLD = "document.querySelectorAll('main details').forEach(part => part.unfold())"


@pytest.fixture
def opened_as(report, show):
    file = report("violations", CAPTURES / "xua-4.2.0-xhci-dfu-util/capture.pcap")
    return lambda **how: show(file, **how)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_serious(opened_as, theme, width):
    page = opened_as(theme=theme, width=width).page
    page.evaluate(UNFOLD)
    page.locator(".matrix button.tested").first.click()
    page.locator(".states .count").first.click()
    page.locator(".rows .row").first.click()
    results = Axe().run(page).response
    assert len(results["passes"]) > 20
    serious = [(rule["id"], rule["nodes"][0]["html"]) for rule in results["violations"]
               if rule["impact"] in ("serious", "critical")]
    assert serious == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_follows_the_system(opened_as, theme):
    ground = opened_as(theme=theme).page.evaluate("getComputedStyle(document.body).backgroundColor")
    brightness = sum(map(int, ground.removeprefix("rgb(").removesuffix(")").split(",")))
    assert brightness > 600 if theme == "light" else brightness < 150


def test_every_finding_and_every_control_is_reached_by_the_tab_key(opened_as):
    opened = opened_as()
    page = opened.page
    page.evaluate("""() => {
      window.visited = new Set();
      document.addEventListener('focusin', event => window.visited.add(event.target));
    }""")
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
    missed = page.evaluate("""() => [...document.querySelectorAll(
      'a, button:not([tabindex="-1"]), input, select, summary, [tabindex="0"]')]
      .filter(control => control.checkVisibility() && !window.visited.has(control))
      .map(control => control.outerHTML.slice(0, 100))""")
    assert missed == []
    reached = page.evaluate("[...window.visited].filter(one => one.matches('.occurrence > summary')).length")
    assert reached == len(opened.data("view.findings")) > 0


def test_a_finding_opens_and_leads_on_by_keyboard_alone(opened_as):
    page = opened_as().page
    page.locator(".occurrence summary").first.focus()
    page.keyboard.press("Enter")
    page.locator(".occurrence[open] .commands").first.wait_for()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Show in the conversation":
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "ladder"
    assert page.locator(".row[aria-selected=true]").count() == 1


def test_of_many_findings_of_one_rule_each_is_reached_by_keyboard(report, show, tmp_path):
    capture = tmp_path / "faulty.pcap"
    long_download(CAPTURES / "xua-4.2.0-xhci-dfu-util/capture.pcap", capture, 400, renumbered=False)
    opened = show(report("faulty", capture))
    page = opened.page
    group = page.locator(".finding", has_text="dfu/host/H08")
    count = opened.data("view.findings.filter(finding => finding.rule === 'dfu/host/H08').length")
    assert count == 200
    for shown in (50, 100, 150, 200):
        assert group.locator(".occurrence").count() == shown
        if shown < count:
            group.locator(".more").focus()
            page.keyboard.press("Enter")
            first_new = group.locator(".occurrence summary").nth(shown)
            assert first_new.evaluate("summary => summary === document.activeElement")
    assert group.locator(".more").is_hidden()


def test_the_first_tab_stop_skips_to_the_report_and_is_seen(opened_as):
    page = opened_as().page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0


def test_the_arrow_keys_move_through_the_matrix(opened_as):
    page = opened_as().page
    page.get_by_role("button", name="dfuIDLE, DFU_DNLOAD").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("dfuIDLE, DFU_UPLOAD")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#cell-detail h3").inner_text() == "dfuDNLOAD-SYNC, DFU_UPLOAD"


def test_the_diagram_answers_the_keyboard(opened_as):
    page = opened_as().page
    page.locator(".states .count").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#step-detail h3").count() == 1


def test_headings_descend_in_order(opened_as):
    page = opened_as().page
    page.evaluate(UNFOLD)
    levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map(one => Number(one.tagName[1]))")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))


def test_nothing_is_wider_than_a_phone(opened_as):
    page = opened_as(width=375).page
    page.evaluate(UNFOLD)
    page.locator(".rows .row").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_no_verdict_is_told_by_colour_alone(opened_as):
    page = opened_as().page
    words = page.locator(".badge:visible").all_inner_texts()
    assert len(words) > 10
    for text in words:
        sign, word = text.split(maxsplit=1)
        assert sign in "✓i≈?!✕" and word


def test_print_unfolds_the_findings_and_lays_out_the_rows(opened_as):
    opened = opened_as(theme="dark")
    page = opened.page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".occurrence:not([open])").count() == 0
    assert page.locator(".commands:visible").count() >= len(opened.data("view.findings"))
    assert page.locator("#printed-rows .row:visible").count() == len(opened.data("view.rows"))
    for hidden in (".sections", ".filter", "#ladder", ".command button"):
        assert page.locator(hidden).first.is_hidden()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 31, 36)"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#printed-rows .row").count() == 0
    assert page.locator(".occurrence[open]").count() == 0
