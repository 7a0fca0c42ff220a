# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""A driver behind a pipe: one JSON job a line in, one JSON answer a line out, in order."""

import json
import subprocess
import threading


PATIENCE = 300  # seconds that one job may take


class Driver:
    """A process that answers jobs one after another. Thread-safe; started at the first job, started anew when it died or when a
    job took too long."""

    def __init__(self, words, log):
        self.words = words
        self.log = log
        self.process = None
        self.lock = threading.Lock()

    def ask(self, **job):
        with self.lock:
            if self.process is None or self.process.poll() is not None:
                self.process = subprocess.Popen(self.words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log.open("ab"))
            watchdog = threading.Timer(PATIENCE, self.process.kill)
            watchdog.start()
            try:
                self.process.stdin.write(json.dumps(job).encode() + b"\n")
                self.process.stdin.flush()
                line = self.process.stdout.readline()
            except BrokenPipeError:
                line = b""
            finally:
                watchdog.cancel()
            return json.loads(line) if line else {"error": "the driver died or took too long"}

    def close(self):
        if self.process is not None and self.process.poll() is None:
            self.process.stdin.close()
            self.process.wait(timeout=60)
