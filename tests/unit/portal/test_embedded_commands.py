"""What the recipes of the Makefile call: their environment, exit codes and messages."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from portal.embedded import __main__ as commands
from portal.embedded import environment as local
from portal.embedded import processes, reset
from portal.embedded.cluster import Cluster
from portal.embedded.locks import FileLock
from portal.embedded.places import ROOT, Problem
from portal.embedded.processes import Service, alive

pytestmark = pytest.mark.xdist_group("embedded")

SHOW_ENVIRONMENT = "import json, os; print(json.dumps(dict(os.environ)))"


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_STATE", str(tmp_path / "state"))
    for name in ("DATABASE_URL", "PORTAL_TEST_DATABASE_URL", "PORTAL_LOCAL", "PORTAL_SAMPLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("MAKELEVEL", raising=False)
    return tmp_path / "state"


def command(*words: str, **more: str) -> subprocess.CompletedProcess:
    called = [sys.executable, "-m", "portal.embedded", *words]
    environment = dict(os.environ) | more
    return subprocess.run(
        called, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_a_command_gets_the_database_and_gives_its_exit_code(state):
    ask = (
        "import os, psycopg, sys;"
        "c = psycopg.connect(os.environ['DATABASE_URL']);"
        "sys.exit(c.execute('SELECT 7').fetchone()[0])"
    )

    assert command("exec", "--", sys.executable, "-c", ask).returncode == 7
    assert not Cluster(state / "postgres").is_up()


@pytest.mark.parametrize(("which", "settings"), [("exec", "portal.settings"), ("test", None)])
def test_a_command_gets_nothing_that_would_steer_it_from_outside(which, settings):
    show = ["--", sys.executable, "-c", SHOW_ENVIRONMENT]
    outside = {"PGPORT": "1", "PGOPTIONS": "-x", "DJANGO_SETTINGS_MODULE": "theirs"}
    done = command(which, *show, **outside)

    given = json.loads(done.stdout)
    assert [name for name in given if name.startswith("PG")] == []
    assert given.get("DJANGO_SETTINGS_MODULE") == settings


def test_tests_never_run_on_the_database_of_the_portal(state):
    theirs = "postgresql://real.example/portal"
    done = command("test", "--", sys.executable, "-c", SHOW_ENVIRONMENT, DATABASE_URL=theirs)

    assert "127.0.0.1" in json.loads(done.stdout)["DATABASE_URL"]
    assert (state / "test-postgres" / "data").exists()


def test_a_database_from_outside_is_used_as_it_is(state):
    theirs = "postgresql://real.example/portal"
    done = command("exec", "--", sys.executable, "-c", SHOW_ENVIRONMENT, DATABASE_URL=theirs)

    assert json.loads(done.stdout)["DATABASE_URL"] == theirs
    assert not (state / "postgres").exists()


@pytest.mark.parametrize(
    ("given", "ours", "is_local", "sample"),
    [
        ({}, True, "1", "1"),
        ({"PORTAL_SAMPLE": "0"}, True, "1", "0"),
        ({"DJANGO_SECRET_KEY": "theirs"}, True, "1", "1"),
        ({}, False, "1", "0"),
        ({"PORTAL_SAMPLE": "1"}, False, "1", "1"),
        ({"DJANGO_SECRET_KEY": "theirs"}, False, "0", "0"),
    ],
)
def test_the_sample_belongs_to_a_database_of_our_own(given, ours, is_local, sample, monkeypatch):
    monkeypatch.delenv("DJANGO_SECRET_KEY", raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    made = local.environment("postgresql://somewhere/portal", ours=ours)

    assert (made["PORTAL_LOCAL"], made["PORTAL_SAMPLE"]) == (is_local, sample)


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "80 80"])
def test_a_port_that_is_none_is_refused_with_an_example(port, monkeypatch, capsys):
    monkeypatch.setenv("PORT", port)

    assert commands.main(["run"]) == 1
    assert "make run PORT=8001" in capsys.readouterr().err


def test_a_command_that_is_not_there_is_named():
    done = command("exec", "--", "no-such-command", DATABASE_URL="postgresql://x/y")

    assert done.returncode == 1
    assert done.stderr == "no-such-command cannot be run: No such file or directory.\n"


def test_a_command_killed_with_its_caller_leaves_nothing(state):
    wait = "import sys, time; print('here', flush=True); time.sleep(60)"
    called = [sys.executable, "-m", "portal.embedded", "test", "--", sys.executable, "-c", wait]
    with subprocess.Popen(called, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "here\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 128 + signal.SIGTERM

    assert not Cluster(state / "test-postgres").is_up()


def test_reset_says_what_it_removes_and_removes_it(state, capsys):
    for name in ("postgres", "test-postgres"):
        with Cluster(state / name, throwaway=True):
            pass
    (state / "secret-key").write_text("kept")

    assert reset.reset(print) == 0

    said = capsys.readouterr().out
    assert f"{state}/postgres\n" in said
    assert f"{state}/test-postgres\n" in said
    assert not list(state.glob("*/data"))
    assert (state / "secret-key").exists()


def test_reset_asks_at_a_terminal_and_takes_no_for_an_answer(state, monkeypatch):
    (state / "postgres" / "data").mkdir(parents=True)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: "no")
    monkeypatch.delenv("YES", raising=False)
    assert reset.reset(print) == 1
    assert (state / "postgres" / "data").exists()

    monkeypatch.setenv("YES", "1")
    assert reset.reset(print) == 0
    assert not (state / "postgres" / "data").exists()


def test_reset_stops_a_running_portal_first(state):
    (state / "postgres" / "data").mkdir(parents=True)
    lock = reset.run_lock(state, 8123)
    holding = (
        "import os, sys, time; from pathlib import Path;"
        "from portal.embedded.locks import FileLock;"
        "lock = FileLock(Path(sys.argv[1])); lock.take(alone=True);"
        "lock.path.write_text(str(os.getpid())); print(flush=True); time.sleep(60)"
    )
    called = [sys.executable, "-c", holding, str(lock.path)]
    with subprocess.Popen(called, cwd=ROOT, stdout=subprocess.PIPE) as portal:
        portal.stdout.readline()

        assert reset.reset(print) == 0
        assert portal.wait(30) == -signal.SIGTERM


def test_nothing_to_reset_is_said(state, capsys):
    assert reset.reset(print) == 0
    assert "Nothing to remove" in capsys.readouterr().out


def test_a_service_that_keeps_failing_is_started_again_ever_more_slowly(tmp_path, monkeypatch):
    now = 0.0
    monkeypatch.setattr(processes.time, "monotonic", lambda: now)
    said, starts = [], []
    service = Service("worker", [sys.executable, "-c", "raise SystemExit(3)"], tmp_path / "log")
    service.start({})
    while now < 60:
        before = service.process
        before.wait()
        service.tend({}, said.append)
        if service.process is not before:
            starts.append(now)
        now += 0.5

    assert starts == [1.0, 3.5, 8.0, 16.5, 33.0]
    assert said[0] == "The worker stopped (exit code 3); starting it again."


def test_a_service_that_ran_steadily_is_started_again_at_once(tmp_path, monkeypatch):
    now = 0.0
    monkeypatch.setattr(processes.time, "monotonic", lambda: now)
    service = Service("worker", [sys.executable, "-c", ""], tmp_path / "log")
    service.LONGEST_PAUSE = 1.0
    service.start({})
    service.process.wait()
    service._pause, now = 30.0, 61.0

    service.tend({}, print)
    now = 62.0
    before = service.process
    service.tend({}, print)

    assert service.process is not before
    service.process.wait()


def test_a_service_that_will_not_stop_is_killed(tmp_path):
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print('here', flush=True); time.sleep(60)"
    )
    service = Service("worker", [sys.executable, "-c", stubborn], tmp_path / "log")
    service.start(dict(os.environ))
    deadline = time.monotonic() + 15
    while not service.log.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.02)

    service.stop(0.1)

    assert not alive(service.process.pid)
    assert service.ending() == "killed by SIGKILL"


def test_a_lock_file_of_another_user_is_explained(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(Problem, match="as that user, then try again"):
        FileLock(tmp_path / "users.lock").take(alone=True)
