"""Hostile strings stay text: in descriptors, in file names, and in the commands that are copied."""

import subprocess

import pytest

from captures import renamed
from conftest import CAPTURES

SOURCE = CAPTURES / "dfuse-download-leave/capture.pcap"

# Each has the length of the string that it replaces.
NAMES = {
    "STM32  BOOTLOADER": "<b onclick=a()>xy",
    "STM32 application": "\u202e\x1b]0;x\x07<i>\ud800&lt;\u2066!",
    "@Internal Flash  /0x08000000/64*002Kg": "</script><script>window.hacked=1//<!-",
}

FILE = "<img src=x onerror=window.hacked=1>'\"$(touch hacked)`\\ \u202e\n.pcap"


@pytest.fixture(scope="module")
def capture(tmp_path_factory):
    file = tmp_path_factory.mktemp("hostile") / FILE
    renamed(SOURCE, file, NAMES)
    return file


@pytest.fixture
def hostile(capture, report, show):
    return show(report("hostile", capture))


def test_nothing_of_it_becomes_markup(hostile):
    page = hostile.page
    page.evaluate("document.querySelectorAll('main details').forEach(part => part.unfold())")
    page.get_by_label("Show the equal fields too").check()
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, b, i, main script").count() == 0
    text = page.locator("main").inner_text()
    for part in ("<b onclick=a()>xy", "</script><script>window.hacked=1//<!-", "<img src=x onerror=window.hacked=1>"):
        assert part in text


def test_characters_that_steer_are_written_out(hostile):
    page = hostile.page
    page.evaluate("document.querySelectorAll('main details').forEach(part => part.unfold())")
    text = page.evaluate("document.body.querySelector('main').textContent")
    assert not any(character in text for character in "\u202e\u2066\x1b\x07")
    assert "\\u{202E}" in text
    assert "\u202e" not in page.title()


def test_the_command_names_the_file_exactly(hostile, capture, tmp_path):
    page = hostile.page
    page.locator(".occurrence summary").first.click()
    command = page.locator(".command code").first.inner_text()
    words = subprocess.run(["bash", "-c", command.replace("tshark", "printf '%s\\0'", 1)],
                           cwd=tmp_path, capture_output=True).stdout.split(b"\0")
    assert words[1] == str(capture).encode()
    assert not (tmp_path / "hacked").exists()


@pytest.mark.parametrize("name, word", [
    ("plain/capture.pcap", "plain/capture.pcap"),
    ("-r.pcap", "./-r.pcap"),
    ("a b.pcap", "'a b.pcap'"),
    ("it's.pcap", "'it'\\''s.pcap'"),
    ("tab\there.pcap", "$'tab\\x09here.pcap'"),
])
def test_a_name_becomes_one_word_of_the_shell(violations, name, word):
    assert violations.page.evaluate("name => shellWord(name)", name) == word
    spoken = subprocess.run(["bash", "-c", f"printf %s {word}"], capture_output=True, text=True).stdout
    assert spoken == name or spoken == f"./{name}"
