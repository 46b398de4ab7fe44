#!/usr/bin/env python3
"""Heartbeat from Python, standard library only. usage: example.py nodes | watch | send TEXT | receive"""
import http.client
import json
import os
import socket
import sys
import time

SOCKET = os.environ.get("HEARTBEAT_SOCKET", "/run/heartbeat/api.sock")


class Heartbeat(http.client.HTTPConnection):
    """An HTTP connection over a Unix socket."""

    def __init__(self, timeout=10):
        super().__init__("hb", timeout=timeout)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(SOCKET)


def ask(method, path, body=None, timeout=10):
    connection = Heartbeat(timeout)
    connection.request(method, "/api/v1" + path, json.dumps(body) if body else None,
                       {"Content-Type": "application/json"} if body else {})
    answer = connection.getresponse()
    if answer.status >= 300:
        problem = json.load(answer)
        sys.exit(f"{problem['id']}: {problem['detail']} {problem['remedy']}")
    return answer


def nodes():
    for node in json.load(ask("GET", "/nodes")):
        print(node["name"], node["status"], "because", node["reason"])


def watch():
    """Every event; after a lost connection those that were missed, or a snapshot."""
    place = ""
    while True:
        try:
            # the daemon pings every 5 s; 15 s without a word are a lost connection
            for line in ask("GET", "/events?ping=5" + place, timeout=15):
                event = json.loads(line)
                place = f"&since={event['seq']}&epoch={event['epoch']}"
                if event["type"] not in ("ping", "resumed"):
                    print(event["time"], event["text"], flush=True)
        except (OSError, http.client.HTTPException) as lost:
            print("lost the daemon:", lost, file=sys.stderr)
        time.sleep(1)


def send(text):
    ask("POST", "/messages", {"to": "all", "service": "example", "fields": {"text": text}})


def receive():
    for line in ask("GET", "/messages?service=example", timeout=None):
        message = json.loads(line)
        print(message["from"], "says", message["fields"].get("text"), flush=True)


COMMANDS = {"nodes": nodes, "watch": watch, "send": send, "receive": receive}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    try:
        COMMANDS[sys.argv[1]](*sys.argv[2:])
    except KeyboardInterrupt:
        pass
