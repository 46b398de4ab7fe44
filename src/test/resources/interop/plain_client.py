"""A client without the C library that speaks as Heartbeat's hb_api.py does: classic frames without a final NUL and
without dest. Prints what it hears: status of nodes and links, and which resources are held; run it as root.
"""
import grp
import os
import socket
import struct

os.setgid(grp.getgrnam("haclient").gr_gid)
connection = socket.socket(socket.AF_UNIX)
connection.connect("/run/heartbeat/register")


def exactly(count):
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            raise SystemExit("the daemon closed the connection")
        data += more
    return data


def send(**fields):
    lines = ["t=hbapi-req"] + ["%s=%s" % field for field in fields.items()] + ["pid=%d" % os.getpid(), "from_id=%d" % os.getpid()]
    body = ">>>\n" + "".join(line + "\n" for line in lines) + "<<<\n"
    connection.sendall(struct.pack("=iI", len(body), 0xabcd) + body.encode("latin-1"))


def hear():
    length, magic = struct.unpack("=iI", exactly(8))
    assert magic == 0xabcd
    lines = exactly(length).decode("latin-1").rstrip("\0").split("\n")
    return dict(line.split("=", 1) for line in lines if "=" in line)


def ask(**fields):
    send(**fields)
    answers = []
    while True:
        answer = hear()
        if answer.get("t") == "hbapi-resp" and answer.get("reqtype") == fields["reqtype"]:
            answers.append(answer)
            if answer["result"] != "ok/more":
                return answers


welcome = ask(reqtype="signon", uid=os.geteuid(), gid=os.getegid())[0]
print("signon", welcome["result"], welcome["deadtime"], welcome["keepalive"])
for node in ask(reqtype="nodelist"):
    print("node", node["node"], node["nodetype"], node["st"])
    for link in ask(reqtype="iflist", node=node["node"]):
        print("link", node["node"], link["ifname"], link["st"])
for answer in ask(reqtype="getrsc") + ask(reqtype="nosuch") + ask(reqtype="nodestatus", node="nosuch"):
    print(answer["reqtype"], answer["result"], answer.get("info"))
send(reqtype="signoff")
assert connection.recv(1) == b"", "the daemon closes"
print("signed off")
