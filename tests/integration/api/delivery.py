# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""A registered letter on its way to another agency and its receipt back, through the HTTP API. Used by the tests `walk` and
`exchange`, and by the demo."""

import http.client
import http.server
import json
import socket
import threading
import time

from main_job import expect, post

PACKAGE = "application/vnd.etsi.asic-e+zip"


class Line:
    """The address under which the agencies find each other: a front before the server that can lose requests or answers."""

    def __init__(self, server):
        self.lose = ""  # "requests" or "answers"
        self.taken = 0
        line = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.close_connection = True
                if line.lose == "requests":
                    return
                back = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
                back.request("POST", self.path, body, {"Content-Type": self.headers["Content-Type"]})
                answer = back.getresponse()
                octets = answer.read()
                line.taken += 1
                if line.lose == "answers":
                    return
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.getheader("Content-Type"))
                self.send_header("Content-Length", str(len(octets)))
                self.end_headers()
                self.wfile.write(octets)

            def log_message(self, *_):
                pass

        class Quiet(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass  # the server behind was killed: that is the point

        self.listener = Quiet(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.listener.server_address[1]}"
        threading.Thread(target=self.listener.serve_forever, daemon=True).start()

    def close(self):
        self.listener.shutdown()
        self.listener.server_close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def document(person, identifier):
    return person.ask("GET", f"/api/v1/documents/{identifier}")[1]


def peer_id(person, code):
    return next(peer["id"] for peer in person.ask("GET", "/api/v1/peers")[1]["items"] if peer["code"] == code)


def dispatch(aynur, signed, peer, key=None):
    """Sends a registered letter; the dispatch as it was formed."""
    sent = post(aynur, f"/api/v1/documents/{signed['id']}/dispatches", {"peer_id": peer_id(aynur, peer)}, key=key)
    expect("formed", sent["dispatches"][-1]["state"], "formed")
    return sent["dispatches"][-1]


def await_dispatch(person, identifier, wanted, patience=90):
    """The last dispatch of the document, as soon as it is in one of the wanted states."""
    deadline = time.monotonic() + patience
    while True:
        now = document(person, identifier)["dispatches"][-1]
        if now["state"] in wanted:
            return now
        if time.monotonic() > deadline:
            raise AssertionError(f"dispatch stays {now}, wanted {wanted}")
        time.sleep(0.1)


def arrived(person, subject, patience=30):
    """The captured letter of that subject that waits for the registry."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        drafts = person.ask("GET", "/api/v1/documents?direction=incoming&state=draft")[1]["items"]
        for draft in drafts:
            if draft["subject"] == subject:
                return document(person, draft["id"])
        time.sleep(0.1)
    raise AssertionError(f"no letter {subject!r} arrived")


def register_incoming(gunel, subject):
    """The second agency's registry gives the letter its number, which forms the receipt."""
    draft = arrived(gunel, subject)
    expect("a letter of its own", ([file["role"] for file in draft["files"]][:1], draft["state"]), (["main"], "draft"))
    return post(gunel, f"/api/v1/documents/{draft['id']}/registrations", {}, headers={"If-Match": draft["etag"]})


def await_receipt(aynur, signed, theirs):
    """The sender sees the number and date that the addressee gave."""
    done = await_dispatch(aynur, signed["id"], ("registered", "refused", "failed"))
    expect("receipt", (done["state"], done.get("their_index"), done.get("their_date")),
           ("registered", theirs["registration"]["index"], theirs["registration"]["date"]))
    return done


def download(person, document_view, role):
    """The newest file of that role."""
    file = [file for file in document_view["files"] if file["role"] == role][-1]
    status, octets = person.ask("GET", f"/api/v1/files/{file['id']}/content")
    expect(f"download {role}", (status, len(octets)), (200, file["size"]))
    return octets


def deliver(server, octets, content_type=PACKAGE):
    """Posts a package as a peer's server would: (status, answer)."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    line.request("POST", "/exchange/consignments", octets, {"Content-Type": content_type, "Accept-Language": "en"})
    answer = line.getresponse()
    return answer.status, json.loads(answer.read())
