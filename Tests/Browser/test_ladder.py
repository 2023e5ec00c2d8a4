"""The conversation: its filters, its keys, and its speed."""

import time

import pytest

from captures import long_download
from conftest import CAPTURES, wait_until

SOURCE = CAPTURES / "xua-4.2.0-xhci-dfu-util/capture.pcap"

FILTERS = {
    "verdict": ("violation", "view.findings.some(f => f.verdict === 'violation' && f.frame === row[Row.frame])"),
    "rule": ("dfu/host/H03", "view.findings.some(f => f.rule === 'dfu/host/H03' && f.frame === row[Row.frame])"),
    "state": ("3", "((row[Row.before] | row[Row.after]) >> 3 & 1) === 1"),
    "frame": ("97-200", "row[Row.frame] <= 200 && Math.max(row[Row.frame], row[Row.answerFrame], row[Row.lastFrame]) >= 97"),
    "text": ("wlength 4", "/wlength 4/i.test(view.strings[row[Row.words]] + '\\n' + (view.strings[row[Row.reply]] ?? ''))"),
}


def set_filter(page, name, value):
    control = page.locator(f".filter [name={name}]")
    if name in ("frame", "text"):
        control.fill(value)
    else:
        control.select_option(value)


@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_lets_pass_what_it_should(violations, name):
    value, passes = FILTERS[name]
    page = violations.page
    all_rows = violations.row_count()
    set_filter(page, name, value)
    expected = violations.data(f"view.rows.filter(row => {passes}).map(row => row[Row.frame])")
    assert violations.row_count() == len(expected)
    assert 0 < len(expected) < all_rows
    shown = [int(frame) for frame in page.locator(".rows .row .frame").all_inner_texts()]
    assert shown == expected[:len(shown)] and shown
    page.get_by_role("button", name="Clear").click()
    assert violations.row_count() == all_rows


def test_filters_work_together(violations):
    page = violations.page
    set_filter(page, "state", "2")
    set_filter(page, "text", "DFU_DETACH")
    assert page.locator(".rows .row .frame").all_inner_texts() == ["415"]


def test_a_filter_that_nothing_passes_says_so(violations):
    set_filter(violations.page, "text", "no such text")
    assert "No row passes the filter." in violations.page.locator("#ladder").inner_text()
    assert violations.row_count() == 0


def test_a_row_shows_request_reply_and_states(violations):
    page = violations.page
    set_filter(page, "frame", "151")
    row = page.locator(".rows .row")
    assert row.locator(".request").inner_text() == "DFU_DNLOAD, wBlockNum 0, wLength 64"
    assert row.locator(".reply").inner_text() == "ACK"
    assert row.locator(".state").inner_text() == "→ dfuDNLOAD-SYNC"
    row.click()
    assert "frame 152" in page.locator("#row-detail").inner_text()


@pytest.mark.parametrize("width", [1280, 760])
def test_possible_states_stay_in_their_row_however_many_they_are(report, show, width):
    opened = show(report("open-states", CAPTURES / "xua-4.2.0-xhci-xmosdfu/capture.pcap"), width=width)
    heights = opened.data("[...document.querySelectorAll('.row')].map(row => [row.offsetHeight, "
                          "row.querySelector('.state').scrollHeight])")
    assert heights and all(cell <= row for row, cell in heights)
    opened.page.locator(".row", has_text="one of 9 states").first.click()
    assert "dfuIDLE or dfuDNLOAD-SYNC or dfuDNBUSY" in opened.page.locator("#row-detail").inner_text()


def test_the_arrow_keys_move_through_all_rows(violations):
    page = violations.page
    ladder = page.locator("#ladder")
    ladder.focus()
    page.keyboard.press("Home")
    first = page.locator(".row[aria-selected=true] .frame").inner_text()
    page.keyboard.press("ArrowDown")
    assert page.locator(".row[aria-selected=true] .frame").inner_text() != first
    page.keyboard.press("End")
    last = violations.data("view.rows.at(-1)[Row.frame]")
    assert page.locator(".row[aria-selected=true] .frame").inner_text() == str(last)
    active = ladder.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-posinset") == str(violations.data("view.rows.length"))


def test_equal_polls_are_folded(report, show):
    opened = show(report("folded", CAPTURES / "xua-5.3.0-vhci-dfu-util/capture.pcap"))
    folded = opened.data("view.rows.filter(row => row[Row.folded] > 0)")
    assert folded
    set_filter(opened.page, "frame", str(folded[0][0]))
    assert f"to frame {folded[0][14]}" in opened.page.locator(".rows .row").first.inner_text()


@pytest.fixture(scope="module")
def long_report(report, tmp_path_factory):
    capture = tmp_path_factory.mktemp("long") / "long.pcap"
    long_download(SOURCE, capture, 100_000)
    return report("long", capture)


def test_a_hundred_thousand_transfers_are_usable_within_three_seconds(long_report, show):
    start = time.monotonic()
    opened = show(long_report, waits="commit")
    page = opened.page
    page.locator(".rows .row").first.wait_for()
    set_filter(page, "text", "DFU_DNLOAD")
    page.locator("#ladder").focus()
    page.keyboard.press("End")
    wait_until(page, "document.querySelector('.row[aria-selected=true]') !== null")
    took = time.monotonic() - start
    assert opened.data("view.rows.length + view.further") >= 100_000
    assert opened.row_count() >= 49_900
    assert page.locator(".rows .row").count() < 100
    assert took < 3, f"took {took:.2f} s"
