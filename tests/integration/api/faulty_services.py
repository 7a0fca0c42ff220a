# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""A front before the test PKI that sends a service's requests to one of its broken behaviours, so that OCSP or the TSA can fail
in the midst of a run. The certificates name the front's address."""

import http.client
import http.server
import threading


class FaultyFront:
    """`behaves` maps a path to the one that answers instead: {"/tsa": "/tsa/wrong-imprint"}. None: the connection is cut."""

    def __init__(self):
        self.behaves = {}
        self.back_port = 0
        front = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def forward(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                path = front.behaves.get(self.path, self.path)
                if path is None:
                    self.close_connection = True
                    return
                back = http.client.HTTPConnection("127.0.0.1", front.back_port, timeout=10)
                back.request(self.command, path, body or None, {"Content-Type": self.headers.get("Content-Type", "")} if body else {})
                answer = back.getresponse()
                octets = answer.read()
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.getheader("Content-Type", "application/octet-stream"))
                self.send_header("Content-Length", str(len(octets)))
                self.end_headers()
                self.wfile.write(octets)

            do_GET = do_POST = forward

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
