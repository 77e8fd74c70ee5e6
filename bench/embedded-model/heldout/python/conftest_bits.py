import contextlib
import os
import re
import socket
import time
from types import SimpleNamespace
from unittest import mock

import pytest


@pytest.fixture
def tmp_home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="session")
def unused_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture
def frozen_time(monkeypatch):
    box = SimpleNamespace(now=1_700_000_000.0)
    monkeypatch.setattr(time, "time", lambda: box.now)
    yield box


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="run slow tests too")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--slow"):
        return
    skip = pytest.mark.skip(reason="needs --slow")
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(skip)


@contextlib.contextmanager
def chdir(where):
    old = os.getcwd()
    os.chdir(where)
    try:
        yield where
    finally:
        os.chdir(old)


def eventually(predicate, timeout=2.0, interval=0.01):
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if predicate():
            return
        time.sleep(interval)
    raise AssertionError("it never came true")


def assert_same_lines(got, want):
    got_lines = [ln.rstrip() for ln in got.splitlines()]
    want_lines = [ln.rstrip() for ln in want.splitlines()]
    assert got_lines == want_lines


def scrub_timestamps(text):
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z?", "<time>", text)


def make_response(status=200, json=None, headers=None):
    resp = mock.Mock(spec=["status_code", "json", "headers", "raise_for_status"])
    resp.status_code = status
    resp.json.return_value = json or {}
    resp.headers = headers or {}
    if status >= 400:
        resp.raise_for_status.side_effect = RuntimeError(status)
    return resp


class FakeMailer:
    def __init__(self, fail_after=None):
        self.sent = []
        self.fail_after = fail_after

    def __call__(self, to, subject, body):
        if self.fail_after is not None and len(self.sent) >= self.fail_after:
            raise ConnectionRefusedError("mail server is down")
        self.sent.append((to, subject, body))

    def subjects(self):
        return [subject for _, subject, _ in self.sent]

    def assert_nothing_sent(self):
        assert not self.sent, self.sent


class RecordingLogger:
    def __init__(self):
        self.records = []

    def __getattr__(self, level):
        def log(msg, *args):
            self.records.append((level, msg % args))

        return log

    def of_level(self, level):
        return [m for lv, m in self.records if lv == level]
