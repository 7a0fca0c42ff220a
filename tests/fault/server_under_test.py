# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""Starts `mohur serve` on a data folder of its own and speaks to its API as a signed-in person."""

import http.client
import json
import os
import pathlib
import signal
import subprocess
import time
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
MOHUR = os.environ.get("MOHUR", str(ROOT / "build/mohur"))


class Server:
    """One data folder; started and killed as often as a test likes."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        os.chmod(self.folder, 0o711)
        self.config = self.folder / "config.json"
        self.config.write_text(json.dumps({"profile": "demo", "data": str(self.folder / "data"), "listen_port": 0, "http_threads": 16}))
        self.log = open(self.folder / "server.log", "ab")
        self.process = None
        self.port = 0

    def run(self, *words):
        """Another command of the program over the same configuration; its output as text."""
        done = subprocess.run([MOHUR, words[0], "--config", str(self.config), *words[1:]], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"mohur {words[0]}: {done.returncode}: {done.stderr}")
        return done.stdout

    def start(self, patience=60):
        port_file = self.folder / "port"
        port_file.unlink(missing_ok=True)
        self.process = subprocess.Popen([MOHUR, "serve", "--config", str(self.config), "--port-file", str(port_file)], stderr=self.log, stdout=self.log)
        deadline = time.monotonic() + patience
        while not port_file.exists():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"server did not start, see {self.folder}/server.log")
            time.sleep(0.02)
        self.port = int(port_file.read_text())

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=60)


class Person:
    """A signed-in person with one keep-alive connection. Not for two threads."""

    def __init__(self, server, login):
        self.server, self.login = server, login
        self.cookie = self.csrf = ""
        self.connection = None
        self.used_at = 0.0

    def ask(self, method, path, body=None, key=None, content_type="application/json", headers=None):
        """(status, parsed body). Raises OSError or HTTPException when the server is gone."""
        idle = self.connection is not None
        # The server closes what is idle; a connection that has rested is not trusted with a request.
        rested, self.used_at = time.monotonic() - self.used_at > 3, time.monotonic()
        if self.connection is None or rested or self.connection.port != self.server.port:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        sent = {"Cookie": self.cookie, "X-CSRF-Token": self.csrf, "Accept-Language": "en", **(headers or {})}
        if method == "POST":
            sent["Idempotency-Key"] = key or str(uuid.uuid4())
        data = None
        if body is not None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent["Content-Type"] = content_type
        try:
            self.connection.request(method, path, data, sent)
            answer = self.connection.getresponse()
            text = answer.read()
        except Exception:
            self.connection.close()
            self.connection = None
            if idle and method == "GET":  # the server closes a connection that was silent for a while
                return self.ask(method, path, headers=headers)
            raise
        cookie = answer.getheader("Set-Cookie")
        if cookie:
            self.cookie = cookie.split(";")[0]
        return answer.status, json.loads(text) if text and "json" in (answer.getheader("Content-Type") or "") else text

    def sign_in(self):
        status, session = self.ask("POST", "/api/v1/sessions", {"user": self.login, "password": f"demo-{self.login}"})
        if status != 201:
            raise RuntimeError(f"login: {status} {session}")
        self.csrf = session["csrf_token"]
        return session

    def upload(self, name, octets):
        status, file = self.ask("POST", f"/api/v1/files?name={name}", octets, content_type="application/octet-stream")
        return file["id"] if status == 201 else None
