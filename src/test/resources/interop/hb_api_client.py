"""Heartbeat's own hb_api.py, as packaged, with what is around it made as in Python 2: it was converted by halves and starts
neither there (print with file=) nor in Python 3 (no module UserDict, texts that are not octets). Calls everything it offers
and prints what came back. Arguments: the service to sign on as, another node.
"""
import collections
import importlib.util
import io
import socket
import struct
import sys
import time
import types


class TextSocket(socket.socket):
    def recv(self, *arguments):
        return super().recv(*arguments).decode("latin-1")

    def sendall(self, text):
        return super().sendall(text.encode("latin-1"))


user_dict = types.ModuleType("UserDict")
user_dict.UserDict = collections.UserDict
sys.modules["UserDict"] = user_dict
types.InstanceType = collections.UserDict
types.FileType = io.IOBase
spec = importlib.util.spec_from_file_location("hb_api", "/usr/share/heartbeat/hb_api.py")
hb_api = importlib.util.module_from_spec(spec)
spec.loader.exec_module(hb_api)
hb_api.bytes = str
hb_api.socket = types.SimpleNamespace(**{**vars(socket), "socket": TextSocket, "SocketType": TextSocket})
hb_api.struct = types.SimpleNamespace(
    pack=lambda *values: struct.pack(*values).decode("latin-1"),
    unpack=lambda form, text: struct.unpack(form, text.encode("latin-1")))

service, other = sys.argv[1:]
hb_api.main(["hb_api.py"])
hb = hb_api.hb_api()
print("signon", hb.signon(service))
print("setfilter", hb.setfilter(0x1))
for node in hb.nodelist():
    print(node, hb.nodetype(node), hb.nodestatus(node), [(link, hb.ifstatus(node, link)) for link in hb.iflist(node)])
print("active", sorted(hb.nodes_with_status("active")))
for name in ("keepalive", "deadtime", "udpport", "normalpoll", "nosuch"):
    try:
        print(name, hb.getparm(name))
    except Exception as refused:
        print(name, type(refused).__name__)
print("resources", hb.getrsc())


heard = []


def show(message, data):
    heard.append(message["word"])
    print("callback", data, message["word"], "from", message["src"])


hb.set_msg_callback("hello", show, "hello")
for word in ("one", "two", "three"):
    message = hb_api.ha_msg()
    message["t"] = "hello"
    message["word"] = word
    hb.sendclustermsg(message)
message["word"] = "away"
hb.sendnodemsg(message, other)
until = time.monotonic() + 10
while len(heard) < 3 and time.monotonic() < until:
    hb.readmsg(blocking=False, timeout=0.1)
print("signoff", hb.signoff())
