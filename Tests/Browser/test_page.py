"""What the page shows, and that its parts lead to each other."""

import subprocess

import pytest

from conftest import CAPTURES, ROOT, wait_until


def test_the_head_tells_the_verdicts_and_how_each_update_ended(violations):
    page = violations.page
    tiles = page.locator(".tile .word").all_inner_texts()
    session = violations.data("view.session.verdict")
    assert [text.split()[-1] for text in tiles] == [session["device"], session["host"], "complete"]
    endings = page.locator(".updates .ending").all_inner_texts()
    texts = violations.data("view.session.images.map(image => image.text)")
    assert texts and all(text in ending for text, ending in zip(texts, endings, strict=True))


def test_an_update_that_failed_is_marked_although_nothing_was_found(report, show):
    opened = show(report("refused", CAPTURES / "error-block-verify/capture.pcapng"))
    refused, read = opened.page.locator(".updates .ending").all_inner_texts()
    assert refused.startswith("✕") and "errVERIFY (the programmed memory failed verification)" in refused
    assert read.startswith("✓")
    opened.page.get_by_role("button", name="Show the end").click()
    assert opened.page.locator(".row[aria-selected=true] .frame").inner_text() == "103"
    assert "An update can fail all the same" in opened.page.locator("#findings-body").inner_text()


def test_what_the_profile_declares_comes_after_the_other_findings(report, show):
    opened = show(report("dialect", CAPTURES / "dfuse-firmware-corrupt/capture.pcap"))
    rules = opened.page.locator(".finding h3 code").all_inner_texts()
    assert rules == ["dfu/descriptor/D03", "dfu/descriptor/D10", "dfu/descriptor/D09",
                     "dfu/host/H08", "dfu/host/H07.block"]


def test_every_link_of_the_page_leads_somewhere(violations):
    page = violations.page
    targets = [link.get_attribute("href") for link in page.locator("a[href]").all()]
    assert len(targets) > 8
    for target in targets:
        assert target.startswith("#") and page.locator(target).count() == 1, target


def test_every_finding_tells_what_was_expected_and_leads_to_its_frame(violations):
    page = violations.page
    findings = violations.data("view.findings")
    assert len(findings) >= 6
    assert page.locator(".occurrence").count() == len(findings)
    for part in page.locator(".occurrence").all():
        part.locator("summary").click()
        frame = part.locator(".place").inner_text().split(",")[0].removeprefix("Frame ")
        assert f'"frame.number == {frame}" -V' in part.locator(".commands").inner_text()
        part.get_by_role("button", name="Show in the conversation").click()
        chosen = page.locator(".row[aria-selected=true] .frame").inner_text()
        assert chosen == frame
    text = page.locator("#findings-body").inner_text()
    for finding in findings:
        for part in ("rule", "expected", "observed", "clause", "message", "advice"):
            assert finding[part] is None or finding[part] in text


def test_setup_bytes_are_decoded(violations):
    page = violations.page
    part = page.locator(".occurrence", has_text="Frame 415").first
    part.locator("summary").click()
    fields = dict(row.split("\t")[::3] for row in part.locator(".fields tbody").inner_text().split("\n"))
    assert fields["bmRequestType"] == "host to device, class, interface"
    assert fields["bRequest"] == "DFU_DETACH"
    assert fields["wValue"] == "wTimeout 1000 ms"
    assert fields["wIndex"].startswith("interface")
    assert fields["wLength"] == "0 bytes"


def test_the_copy_button_copies_the_command(violations):
    page = violations.page
    page.locator(".occurrence summary").first.click()
    page.locator(".command button").first.click()
    wait_until(page, "document.getElementById('announcement').textContent === 'Copied.'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".command code").first.inner_text()
    shown = subprocess.run(copied, shell=True, capture_output=True, text=True)
    assert shown.returncode == 0 and "bmRequestType" in shown.stdout


def test_every_tested_cell_of_the_matrix_shows_its_clause_and_frames(violations):
    page = violations.page
    cells = violations.data("data.cells")
    used = {use["rule"]: use["count"] for use in violations.data("view.session.rules")}
    counts = {(cell["state"], cell["event"]): sum(used.get(rule, 0) for rule in cell["rules"]) for cell in cells}
    tested = page.locator(".matrix button.tested")
    assert page.locator(".matrix tbody tr").count() == 11
    assert page.locator(".matrix button").count() == len(counts) == len(cells)
    assert tested.count() == sum(count > 0 for count in counts.values()) > 5
    names = [state["name"] for state in violations.data("data.states")]
    for place in range(tested.count()):
        tested.nth(place).click()
        state, event = page.locator("#cell-detail h3").inner_text().split(", ")
        cell = next(one for one in cells if (names[one["state"]], one["event"]) == (state, event))
        detail = page.locator("#cell-detail").inner_text()
        assert cell["clause"] in detail
        assert all(answer in detail for answer in cell["allowed"])
        assert f"{counts[cell['state'], event]} time" in detail


def test_a_cell_leads_to_its_rows(violations):
    page = violations.page
    page.get_by_role("button", name="dfuDNLOAD-SYNC, DFU_GETSTATUS").click()
    page.get_by_role("button", name="Show these rows in the conversation").click()
    expected = violations.data(
        "view.rows.filter(row => row[Row.before] >> 3 & 1 && view.strings[row[Row.event]] === 'DFU_GETSTATUS').length")
    assert violations.row_count() == expected > 0


def test_the_cell_of_a_violation_has_its_sign_and_word(violations):
    cell = violations.page.get_by_role("button", name="dfuIDLE, DFU_DETACH")
    assert "violation" in cell.get_attribute("aria-label")
    assert "✕" in cell.inner_text()


def test_the_diagram_shows_the_path_that_the_rows_take(violations):
    page = violations.page
    steps = violations.data("""(() => {
      const only = bits => bits && !(bits & bits - 1) ? 31 - Math.clz32(bits) : null;
      const names = data.states.map(state => state.name), seen = new Set();
      for (const row of view.rows) {
        const [a, b] = [only(row[Row.before]), only(row[Row.after])];
        if (a !== null && b !== null && a !== b) seen.add(`${names[a]} to ${names[b]}`);
      }
      return [...seen];
    })()""")
    labels = [one.get_attribute("aria-label") for one in page.locator(".states .count").all()]
    assert len(steps) > 3
    for step in steps:
        assert any(label.startswith(f"{step},") for label in labels), step
    assert page.locator(".states .state").count() == 11
    page.locator(".states .count").first.click()
    page.locator("#step-detail button").first.click()
    assert page.locator(".row[aria-selected=true]").count() == 1


def test_the_path_leaves_each_state_as_often_as_it_enters_it(report, show):
    opened = show(report("folded", CAPTURES / "xua-5.3.0-vhci-xmosdfu/capture.pcap"))
    assert opened.data("view.rows.some(row => row[Row.folded] > 0 && row[Row.before] !== row[Row.after])")
    balance = opened.data("""(() => {
      const path = takenPath(view), balance = new Array(data.states.length).fill(0);
      for (const step of path.steps.values()) {
        balance[step.to] += step.count;
        balance[step.from] -= step.count;
      }
      return path.unclear === 0 ? balance : null;
    })()""")
    assert balance == [0] * 11  # It begins and ends in appIDLE.


def test_the_timeline_draws_states_polls_and_throughput(violations):
    titles = violations.page.locator("#timeline h3").all_inner_texts()
    assert titles == ["States over time", "Poll timeouts against what the host waited", "Throughput",
                      "Longest works of the device"]


def test_descriptors_stand_side_by_side_with_what_differs(violations):
    page = violations.page
    rows = violations.data("view.capture.descriptors.comparisons[0].rows")
    table = page.locator("#descriptors-body table").first
    assert table.locator("tr.differs").count() == sum(row["differs"] for row in rows) > 0
    assert "dfu/descriptor/D16" in table.inner_text()
    page.get_by_label("Show the equal fields too").check()
    assert table.locator("tbody tr").count() == len(rows)


def test_provenance_names_hashes_version_and_used_tables(violations):
    text = violations.page.locator("#provenance").inner_text()
    capture = violations.data("view.capture")
    report = violations.data("data.report")
    assert capture["sha256"] in text and report["tool"]["version"] in text
    assert all(table["id"] in text and table["sha256"] in text for table in report["tables"])
    assert {table["id"] for table in report["tables"]} == {"dfu-1.1", "xmos"}


@pytest.fixture
def everything(report, show):
    return show(report("everything", CAPTURES))


def test_another_capture_can_be_chosen(everything):
    page = everything.page
    files = everything.data("data.report.captures.map(capture => capture.file)")
    assert page.locator("#choose-capture option").count() == len(files) > 10
    for place, file in enumerate(files):
        page.locator("#choose-capture").select_option(str(place))
        assert page.locator(".path").inner_text().startswith(file)


def test_a_capture_without_a_session_is_told(everything):
    page = everything.page
    files = everything.data("data.report.captures.map(capture => capture.file)")
    place = next(place for place, file in enumerate(files) if "qemu-one-sided" in file)
    page.locator("#choose-capture").select_option(str(place))
    assert "no DFU session" in page.locator("#summary").inner_text()
    assert "half a transfer" in page.locator("#provenance").inner_text()
    assert "qemu-one-sided" in page.locator(".failures").inner_text()


def test_vectors_on_a_model_have_a_session_each_and_no_recording(report, show):
    opened = show(report("vectors", ROOT / "specs/vectors/host-tools.json", "--model", "xmos/lib_xua-5",
                         command="run"))
    page = opened.page
    count = opened.data("view.capture.sessions.length")
    assert page.locator("#choose-session option").count() == count > 5
    for place in range(count):
        page.locator("#choose-session").select_option(str(place))
        vector = opened.data(f"view.capture.sessions[{place}].vector")
        assert f"vector {vector}" in page.locator(".path").inner_text()
    page.locator("#choose-session").select_option("0")
    page.locator(".occurrence summary").first.click()
    assert "no recording that Wireshark could open" in page.locator(".occurrence .hint").first.inner_text()
    assert page.locator(".command").count() == 0


def test_the_command_of_a_piped_capture_asks_for_the_name(report, show):
    with (CAPTURES / "will-detach/capture.pcap").open("rb") as capture:
        opened = show(report("piped", "-", given=capture))
    page = opened.page
    assert page.locator("h1").inner_text() == "standard input"
    page.locator(".occurrence summary").first.click()
    assert "tshark -r FILE " in page.locator(".command code").first.inner_text()


@pytest.mark.parametrize("file, command", [
    ("a.pcap", 'tshark -r a.pcap -Y "frame.number == 5" -V'),
    ("a b.pcap.xz", "xz -dc 'a b.pcap.xz' | tshark -r - -Y \"frame.number == 5\" -V"),
])
def test_the_command_unpacks_what_tshark_does_not_read(violations, file, command):
    assert violations.page.evaluate("file => tsharkCommand(file, 5)", file) == command


def test_a_frame_of_a_text_is_a_line(violations):
    words = violations.data("obstacle({ dialect: 'usbmon text', linkType: null }, 5)")
    assert words.endswith("frame 5 is line 5 of the file.")


def test_a_filter_of_rules_is_told(report, show):
    opened = show(report("filtered", CAPTURES / "dfuse-protected/capture.pcap", "-Y", "dfu/A.2"))
    assert "Only rules below dfu/A.2 are shown" in opened.page.locator("#matrix").inner_text()
    assert "No findings below dfu/A.2" in opened.page.locator("#findings").inner_text()
