from pathlib import Path

import pytest
from playwright.sync_api import Page

from setup import browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def _program(path: Path, command: str) -> Path:
    path.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_page_runs_scripts_and_lays_out_chinese(page: Page) -> None:
    page.set_content("<!doctype html><html lang=zh><p style='display: inline-block; font-size: 20px'>回答的第一句</p>")
    box = page.locator("p").bounding_box()
    assert page.evaluate("6 * 7") == 42
    assert box is not None
    assert box["width"] == pytest.approx(6 * 20, abs=2)


def test_a_page_reaches_no_other_host(page: Page) -> None:
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.set_content("<!doctype html><img src='http://example.com/picture.png'>")
    page.wait_for_load_state("load")
    assert failed == ["http://example.com/picture.png"]


def test_a_browser_that_does_not_start_is_no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stub = _program(tmp_path / "chromium", "echo 'install the snap' >&2; exit 1")
    monkeypatch.setenv("CHROMIUM", str(stub))
    with pytest.raises(browser.NoBrowserError, match="apt-get install chromium"):
        browser.find()


def test_a_browser_that_is_there_is_not_installed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = _program(tmp_path / "chromium", "echo Chromium")
    monkeypatch.setenv("CHROMIUM", str(there))
    monkeypatch.setattr(browser, "install", lambda: pytest.fail("installed although one was there"))
    assert browser.find_or_install() == there


def test_without_a_browser_one_is_installed_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = tmp_path / "chromium"
    monkeypatch.setenv("CHROMIUM", str(wanted))
    monkeypatch.setattr(browser, "install", lambda: _program(wanted, "echo Chromium"))
    assert browser.find_or_install() == wanted


def test_without_any_browser_the_command_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    monkeypatch.setattr(browser, "install", lambda: None)
    assert browser.main() == 1
    assert capsys.readouterr().err == f"No Chromium was found.\n{browser.HELP}\n"


def test_a_driver_that_does_not_start_is_named_as_the_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "ASK_PLAYWRIGHT", "raise SystemExit('libatomic.so.1: cannot open')")
    with pytest.raises(browser.NoBrowserError, match=r"Playwright does not start:\nlibatomic\.so\.1: cannot open"):
        browser.find()


def test_an_installer_that_fails_shows_what_it_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(browser, "_commands", lambda: [["sh", "-c", "echo no such package >&2; exit 100"], ["true"]])
    browser.install()
    assert capsys.readouterr().err.splitlines() == [
        "Installing a browser: sh -c echo no such package >&2; exit 100",
        "no such package",
        "",
        "Installing a browser: true",
    ]
