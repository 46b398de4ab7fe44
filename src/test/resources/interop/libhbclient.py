"""A C client: libhbclient itself, which puts ordered messages in order before it hands them out.

usage: libhbclient.py NAME            prints "NODE TEXT" for each message of type chat, "ready" first
       libhbclient.py NAME COUNT      and then sends COUNT ordered messages to all, n=1 to COUNT
"""
import ctypes
import sys

# the functions of struct llc_ops in hb_api.h, in their order, as far as they are needed
OPS = ("signon signoff delete set_msg_callback set_nstatus_callback set_ifstatus_callback set_cstatus_callback "
       "init_nodewalk nextnode end_nodewalk node_status node_weight node_site node_type num_nodes init_ifwalk nextif "
       "end_ifwalk if_status client_status get_uuid_by_name get_name_by_uuid sendclustermsg sendnodemsg "
       "sendnodemsg_byuuid send_ordered_clustermsg send_ordered_nodemsg inputfd ipcchan msgready setmsgsignal rcvmsg "
       "readmsg setfmode get_parameter get_deadtime get_keepalive get_mynodeid get_logfacility get_resources "
       "chan_is_connected set_sendq_len set_send_block_mode errmsg").split()


class Cluster(ctypes.Structure):
    _fields_ = [("private", ctypes.c_void_p), ("ops", ctypes.POINTER(ctypes.c_void_p))]


plumb = ctypes.CDLL("libplumb.so.2", mode=ctypes.RTLD_GLOBAL)
library = ctypes.CDLL("libhbclient.so.1", mode=ctypes.RTLD_GLOBAL)
library.ll_cluster_new.restype = ctypes.POINTER(Cluster)
plumb.cl_get_string.restype = ctypes.c_char_p
plumb.cl_get_string.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
plumb.ha_msg_new.restype = ctypes.c_void_p
plumb.ha_msg_add.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p]
plumb.ha_msg_del.argtypes = [ctypes.c_void_p]
cluster = library.ll_cluster_new(b"heartbeat")


def call(name, result, *arguments):
    address = cluster.contents.ops[OPS.index(name)]
    kinds = [ctypes.c_char_p if isinstance(each, bytes) else ctypes.c_void_p if name.startswith("send") else ctypes.c_int
             for each in arguments]
    return ctypes.CFUNCTYPE(result, ctypes.POINTER(Cluster), *kinds)(address)(cluster, *arguments)


if call("signon", ctypes.c_int, sys.argv[1].encode()) != 1:
    sys.exit("cannot sign on: %s" % call("errmsg", ctypes.c_char_p).decode())
print("ready", flush=True)
for number in range(1, int(sys.argv[2]) + 1 if len(sys.argv) > 2 else 1):
    message = plumb.ha_msg_new(0)
    plumb.ha_msg_add(message, b"t", b"chat")
    plumb.ha_msg_add(message, b"n", str(number).encode())
    call("send_ordered_clustermsg", ctypes.c_int, message)
    plumb.ha_msg_del(message)
while True:
    message = call("readmsg", ctypes.c_void_p, 1)
    if not message:
        sys.exit("the daemon is gone")
    if plumb.cl_get_string(message, b"t") == b"chat":
        print(plumb.cl_get_string(message, b"src").decode(), plumb.cl_get_string(message, b"n").decode(), flush=True)
    plumb.ha_msg_del(message)
