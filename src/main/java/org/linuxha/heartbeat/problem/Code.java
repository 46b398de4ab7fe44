package org.linuxha.heartbeat.problem;

/**
 * The catalogue of everything that can be wrong: a stable id, how loud it is, its usual cause and what
 * to do. Ids are never reused. The hundreds say where: 1 configuration, 2 keys, 3 packets, 4 links,
 * 5 nodes, 6 membership, 7 clients, 8 daemon, 9 commands.
 */
public enum Code {
  HA_CF_UNREADABLE("HB100", Severity.ERROR,
      "The configuration file ha.cf is missing or cannot be read.",
      "Create /etc/ha.d/ha.cf (conf/ha.cf is a commented sample) or name its directory with --config-dir."),

  // 3: packets
  PACKET_FOREIGN("HB301", Severity.WARN,
      "Something on this port is no Heartbeat message.",
      "Find out who sends to this port; give Heartbeat another one with udpport if it is shared."),

  PACKET_UNSIGNED("HB302", Severity.ERROR,
      "A packet has no signature or an unreadable one.",
      "Find out who sends it; every node signs with authkeys."),

  PACKET_UNKNOWN_KEY("HB303", Severity.ERROR,
      "A packet is signed with a key index that authkeys of this node does not have.",
      "Make authkeys the same on all nodes."),

  PACKET_WRONG_SIGNATURE("HB304", Severity.ERROR,
      "A packet is signed with another key: authkeys differ, another cluster uses this port, or somebody forges packets.",
      "Compare authkeys on all nodes (the active key's text must be the same on C nodes); give each cluster its own port and key."),

  PACKET_MALFORMED("HB305", Severity.ERROR,
      "A packet is damaged or cut.",
      "Look at the network's errors; if it goes on, capture packets and look at them with hb decode."),

  PACKET_FIELD_TYPE("HB306", Severity.ERROR,
      "A correctly signed packet has a field of a type that would kill a C daemon.",
      "Find the program that made it; it was dropped here."),

  PACKET_OVER_LIMIT("HB307", Severity.ERROR,
      "A packet is longer, deeper nested or has more fields than any node may send.",
      "Find the program that made it; it was dropped here."),

  KEYS_DIFFER("HB308", Severity.WARN,
      "A node signs with another key index than ours; a C node in that state rejects our packets.",
      "Make the auth line of authkeys the same on all nodes and reload."),

  // 4: links
  LINK_CANNOT_OPEN("HB401", Severity.ERROR,
      "The device of a medium is missing, down or refuses its socket options.",
      "Check the device name in ha.cf and ip address; the daemon goes on with its other links and tries again every second."),

  LINK_LOST("HB402", Severity.ERROR,
      "The device of a medium disappeared or got another address.",
      "Nothing, if that was intended; the medium is opened again when the device is back."),

  LINK_SEND_FAILED("HB403", Severity.WARN,
      "The kernel refused to send on a medium.",
      "Look at the device (down, no route, message too long); the other links carry on."),

  LINK_RESTRICTED("HB404", Severity.WARN,
      "A medium works, but with a restriction.",
      "See the line."),
  // 2: keys
  AUTHKEYS_UNREADABLE("HB200", Severity.ERROR,
      "The key file authkeys is missing or cannot be read.",
      "Copy authkeys from another node of the cluster (conf/authkeys is a commented sample), owner root, mode 0600."),

  AUTHKEYS_READABLE_BY_OTHERS("HB201", Severity.ERROR,
      "The group or everybody may read the key file, so its keys are no secrets.",
      "chmod 600 /etc/ha.d/authkeys, then change the keys on all nodes: others may have read them."),

  AUTH_LINE_INVALID("HB202", Severity.ERROR,
      "A line of authkeys that begins with 'a' is not 'auth N'.",
      "Write 'auth' and the number of the key to sign with, 0 to 15: auth 1."),

  AUTH_INDEX_OUT_OF_RANGE("HB203", Severity.ERROR,
      "A key number of authkeys is not between 0 and 15.",
      "Number the keys from 0 to 15."),

  KEY_LINE_INVALID("HB204", Severity.ERROR,
      "A line of authkeys is neither a comment, nor 'auth N', nor 'N METHOD KEY'.",
      "Correct the line, for example: 1 sha1 a-long-random-text."),

  KEY_METHOD_UNKNOWN("HB205", Severity.ERROR,
      "A signing method of authkeys is unknown.",
      "Use sha1 (best), md5 or crc, in lower case."),

  KEY_NOT_USED("HB206", Severity.ERROR,
      "A crc line of authkeys has a key, but crc has none: it detects damage, not malice.",
      "Remove everything behind the word crc, comments too, or use sha1."),

  KEY_MISSING("HB207", Severity.ERROR,
      "A md5 or sha1 line of authkeys has no key.",
      "Write the key behind the method, without blanks inside."),

  ACTIVE_KEY_MISSING("HB208", Severity.ERROR,
      "The number that 'auth' names has no valid key line below the auth line.",
      "Write 'auth N' first and the line of key N below it."),

  AUTH_LINE_MISSING("HB209", Severity.ERROR,
      "authkeys has no valid 'auth N' line.",
      "Write 'auth N' as the first line, N being the number of the key to sign with."),

  KEY_IS_NO_SECRET("HB210", Severity.WARN,
      "A key of authkeys is a text that everybody knows: a recipe that needs an older openssl, or a sample.",
      "Make a real key and copy it to all nodes: head -c 32 /dev/urandom | sha256sum | cut -d' ' -f1"),

  AUTH_LINE_WITHOUT_EFFECT("HB211", Severity.WARN,
      "An 'auth N' line of authkeys stands below the line of key N, so another key stays active.",
      "Move the auth line to the top of the file."),

  KEY_LINE_TOO_LONG("HB212", Severity.ERROR,
      "A line of authkeys has more than 5118 bytes.",
      "Use a shorter key; sha1 gains nothing from more than 64 characters."),

  // 5: nodes
  MESSAGE_INCOMPLETE("HB501", Severity.ERROR,
      "An authenticated message lacks a field that every message must have, or its number is unusable.",
      "Find out which program on that node makes such messages; the message was dropped."),

  REPLAY("HB502", Severity.WARN,
      "A message of an earlier life of a node arrived: a late packet after a restart, a node whose state files were lost, or a replay.",
      "If it goes on, compare /var/lib/heartbeat/hb_generation on that node with the generation in hb nodes; a node set back must get a higher one."),

  IDENTITY_TAKEN("HB503", Severity.CRIT,
      "Another machine uses the name or the uuid of this node, usually a cloned virtual machine.",
      "Give it another host name, and remove its /var/lib/heartbeat/hb_uuid so that it draws a new one."),

  UUID_TWICE("HB504", Severity.CRIT,
      "Two nodes have the same uuid, usually because one is a clone of the other.",
      "Stop Heartbeat on the clone, remove its /var/lib/heartbeat/hb_uuid and start it again."),

  UUID_CHANGED("HB505", Severity.WARN,
      "A node lost its uuid file and drew a new uuid.",
      "Nothing, if the node was installed anew; else keep /var/lib/heartbeat/hb_uuid."),

  NODE_RENAMED("HB506", Severity.WARN,
      "A node with a known uuid calls itself by a new name.",
      "Nothing, if it was renamed; correct ha.cf on all nodes."),

  NODE_UNKNOWN("HB507", Severity.ERROR,
      "A node that is not in this cluster's configuration sends with our key, or an order names a node that does not exist.",
      "Add a node directive for it, set autojoin, or give the other cluster another port and key."),

  NODE_DEAD("HB510", Severity.WARN,
      "Nothing was heard from the node for its deadtime: it stopped, hangs, or all links to it are cut.",
      "Look at that node and its links; hb nodes shows when and on which link it was last heard."),

  NODE_RETURNED("HB511", Severity.CRIT,
      "A node that had been declared dead was alive all the time: every link to it was cut, or it was stopped or starved.",
      "Use two independent links; if the machine was only busy, raise deadtime. Check that both sides did not use shared data meanwhile."),

  HEARTBEAT_BEYOND_DEADTIME("HB512", Severity.CRIT,
      "A node's status came later than our deadtime.",
      "Find out why the node or the network was slow; raise deadtime if it cannot be avoided."),

  HEARTBEAT_LATE("HB513", Severity.WARN,
      "A node's status came later than warntime.",
      "Watch how often it happens: deadtime should be well above the longest interval seen."),

  STATUS_INCOMPLETE("HB514", Severity.ERROR,
      "A status message has no st field.",
      "Find out which program on that node makes such messages; the message was dropped."),

  PACKETS_LOST("HB520", Severity.WARN,
      "Numbers of a node's messages are missing; they are asked for again.",
      "Nothing, if it is rare; else look at the network's errors and the receive buffers."),

  PACKETS_LOST_FOR_GOOD("HB521", Severity.ERROR,
      "More than 500 messages of a node are missing in one gap; they cannot be recovered.",
      "Clients of that node's messages must resynchronise; look at the network."),

  PACKETS_COMPLETE("HB522", Severity.INFO,
      "Every missing message of the node has arrived.",
      "Nothing."),

  MESSAGE_GIVEN_UP("HB523", Severity.ERROR,
      "A missing message did not come in spite of repeated requests; later ones are delivered without it.",
      "Clients of that node's messages must resynchronise; look at the network."),

  PACKET_IRRETRIEVABLE("HB524", Severity.ERROR,
      "The sender no longer has a message that we missed.",
      "Clients of that node's messages must resynchronise; look at the network."),

  REXMIT_INVALID("HB525", Severity.ERROR,
      "A request for retransmission has unusable numbers.",
      "Find out which version the asking node runs; the request was ignored."),

  REXMIT_TOO_HIGH("HB526", Severity.WARN,
      "A node asks for a message that was never sent, usually after our restart.",
      "Nothing, if it ends by itself."),

  REXMIT_GONE("HB527", Severity.ERROR,
      "A node asks for a message that is no longer in the history of the last 500.",
      "Look at that node's network: it could not receive for a long time."),

  ACK_CORRUPT("HB528", Severity.ERROR,
      "A node acknowledges a message that was never sent.",
      "Nothing, if it happens once after a restart; else look at that node."),

  HISTORY_FILLING("HB529", Severity.WARN,
      "Some live node does not acknowledge; submitters are paused.",
      "Look at the node whose acknowledgements are missing; if it hangs it will be declared dead."),

  HISTORY_FULL("HB530", Severity.ERROR,
      "Some live node has not acknowledged hundreds of messages and may lose some for good.",
      "Look at the node whose acknowledgements are missing; if it hangs it will be declared dead."),

  NODE_LIST_WITHOUT_US("HB540", Severity.ERROR,
      "The cluster's node list does not contain this node.",
      "Add this node to ha.cf on all nodes, or with hb_addnode."),

  NODE_NOT_ADDED("HB541", Severity.ERROR,
      "An order to add a node cannot be carried out.",
      "See the reason in the line."),

  NODE_NOT_DELETED("HB542", Severity.WARN,
      "An order to delete a node was refused.",
      "Stop Heartbeat on the node to be deleted, wait until it is dead, see that all others are active, and order it again."),

  NODE_LIST_MISSING("HB543", Severity.ERROR,
      "An order to add or delete nodes names none.",
      "Repeat the order with the node's name."),

  WE_ARE_DELETED("HB544", Severity.ERROR,
      "Another node deleted this node from the cluster.",
      "Nothing, if an administrator did that; else add it again with hb_addnode."),

  SUBMISSION_REFUSED("HB550", Severity.WARN,
      "A local program submitted a message of a type that only the daemon itself sends.",
      "Correct the program."),

  // 8: daemon
  STATE_FILE_UNUSABLE("HB801", Severity.ERROR,
      "A state file cannot be read or written: wrong owner or mode, a full or read-only disk, a missing directory.",
      "Run as root, or name a directory you may write with --state-dir; make room on the disk."),

  GENERATION_BROKEN("HB802", Severity.WARN,
      "The file hb_generation held no number, so the start time became the generation.",
      "If peers call our messages replays, write a higher number into hb_generation and start again."),

  UUID_BROKEN("HB803", Severity.WARN,
      "The file hb_uuid did not hold 16 bytes, so this node got a new uuid.",
      "Nothing; peers will say that this node changed its uuid. Restore the file from a backup to keep the old one."),

  HOST_CACHE_LINE("HB804", Severity.WARN,
      "A line of hostcache or delhostcache is not NAME, UUID, WEIGHT and SITE with tabs between.",
      "Nothing; the file is written anew at the next change."),

  PID_FILE_UNUSABLE("HB805", Severity.ERROR,
      "The pid file cannot be read or written.",
      "Run as root, or name a directory you may write with --run-dir."),

  MESSAGE_UNSENDABLE("HB806", Severity.ERROR,
      "A message of ours is too big for the wire, or holds a text that cannot be expressed there.",
      "Correct the program that submitted it: at most 65507 bytes fit into a datagram."),

  LINK_NOT_DRAINED("HB807", Severity.WARN,
      "After a pause a link did not say that it had read everything that had arrived meanwhile.",
      "Nothing, if it happens once under heavy load; else report it."),

  DEFECT("HB808", Severity.CRIT,
      "The daemon met a state that its authors thought impossible.",
      "Report it with the lines around this one; restart the daemon if it behaves oddly."),

  // 82x: the HTTP service
  HTTP_NOT_FOUND("HB820", Severity.WARN,
      "There is no such resource.",
      "See docs/api.md for what there is."),

  HTTP_READ_ONLY("HB821", Severity.WARN,
      "The TCP address is read-only.",
      "Write over the Unix socket api.sock in the run directory."),

  HTTP_FOREIGN_HOST("HB822", Severity.WARN,
      "The request names another host: a wrong address, or a page that points its own name at this machine.",
      "Use http://127.0.0.1:8694/ or http://localhost:8694/."),

  HTTP_FOREIGN_ORIGIN("HB823", Severity.WARN,
      "A page of another site tried to read the cluster.",
      "Open the dashboard of this daemon instead."),

  HTTP_BAD_REQUEST("HB824", Severity.WARN,
      "The request cannot be understood.",
      "Compare it with docs/api.md."),

  MESSAGES_PAUSED("HB826", Severity.WARN,
      "Some live node does not acknowledge, so no more messages are taken for now.",
      "Send again in a moment; hb nodes shows which node is slow."),

  HTTP_INTERNAL("HB825", Severity.ERROR,
      "The daemon failed to answer a request.",
      "Report it with the lines of the log.");

  private final String id;
  private final Severity severity;
  private final String cause;
  private final String remedy;

  Code(String id, Severity severity, String cause, String remedy) {
    this.id = id;
    this.severity = severity;
    this.cause = cause;
    this.remedy = remedy;
  }

  public String id() {
    return id;
  }

  public Severity severity() {
    return severity;
  }

  public String cause() {
    return cause;
  }

  public String remedy() {
    return remedy;
  }
}
