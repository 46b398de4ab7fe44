package org.linuxha.heartbeat.problem;

/**
 * The catalogue of everything that can be wrong: a stable id, how loud it is, its usual cause and what
 * to do. Ids are never reused (HB810 and HB812 were once). The hundreds say where: 1 configuration, 2 keys, 3 packets, 4 links,
 * 5 nodes, 6 membership, 7 clients, 8 daemon, 9 commands.
 */
public enum Code {
  HA_CF_UNREADABLE("HB100", Severity.ERROR,
      "The configuration file ha.cf is missing or cannot be read.",
      "Create /etc/ha.d/ha.cf (conf/ha.cf is a commented sample) or name its directory with --config-dir."),

  // 1: configuration
  DIRECTIVE_UNKNOWN("HB101", Severity.ERROR,
      "ha.cf has a word at the start of a line that is no directive of Heartbeat 3.0.6.",
      "Correct the spelling (directives are lower case) or remove the line; docs/ha.cf.md lists all directives."),

  LINE_TOO_LONG("HB102", Severity.ERROR,
      "A line of the configuration has more than 5119 bytes.",
      "Split it: directives that take several values may be repeated."),

  TIME_INVALID("HB103", Severity.ERROR,
      "A time is not a number with an optional unit ms or us.",
      "Write seconds (2 or 0.5) or milliseconds (500ms), without a blank between; s, sec and m are no units."),

  BOOLEAN_INVALID("HB104", Severity.ERROR,
      "A value is neither yes nor no.",
      "Write on, yes, true, y or 1, or off, no, false, n or 0."),

  NUMBER_INVALID("HB105", Severity.ERROR,
      "A number is missing or out of its range.",
      "Write a number of the range that the line names."),

  CHOICE_INVALID("HB106", Severity.ERROR,
      "A value is none of those that the directive knows.",
      "Write one of the values that the line names."),

  DIRECTIVE_REPEATED("HB107", Severity.ERROR,
      "A directive that may be given once stands in ha.cf twice.",
      "Keep one of the lines."),

  VALUE_MISSING("HB108", Severity.WARN,
      "A directive has no value, so the line has no effect.",
      "Give it a value or remove the line."),

  VALUE_READ_LOOSELY("HB109", Severity.WARN,
      "A value has characters that do not belong there; it is read as C Heartbeat reads it.",
      "Write the value that the line names."),

  NO_MEDIA("HB110", Severity.ERROR,
      "ha.cf names no link over which nodes could hear each other.",
      "Add at least one bcast, ucast, mcast, ucast6, mcast6 or serial line, better two that share nothing."),

  NO_NODES("HB111", Severity.ERROR,
      "ha.cf names no node.",
      "Add a node line with the names of all nodes (uname -n on each), the same on every node."),

  OWN_NODE_MISSING("HB112", Severity.ERROR,
      "The name of this node is in no node line.",
      "Compare 'uname -n' with the node lines; add the name on all nodes, or start with --node NAME."),

  TOO_MANY_NODES("HB113", Severity.ERROR,
      "A cluster has at most 100 nodes, ping nodes included.",
      "Remove nodes."),

  TOO_MANY_MEDIA("HB114", Severity.ERROR,
      "A node has at most 64 media.",
      "Use mcast or bcast, where one medium reaches all peers, instead of many ucast lines."),

  NODE_NAME_CUT("HB115", Severity.WARN,
      "A node name is longer than the 99 characters that C Heartbeat keeps.",
      "Give the node a shorter name."),

  NODE_REPEATED("HB116", Severity.WARN,
      "A node is named twice in ha.cf.",
      "Remove one of them; C Heartbeat would keep two entries of one node."),

  OWN_NODE_ADDED("HB117", Severity.INFO,
      "With autojoin any this node need not be named in ha.cf; it was added.",
      "Nothing."),

  DIRECTIVE_OBSOLETE("HB118", Severity.WARN,
      "A directive has a new name.",
      "Use the new name that the line says."),

  DEADTIME_TOO_SMALL("HB120", Severity.ERROR,
      "deadtime is not more than twice keepalive, so one lost packet would kill a node.",
      "Raise deadtime to several times keepalive, or lower keepalive."),

  INITDEAD_TOO_SMALL("HB121", Severity.ERROR,
      "initdead is smaller than deadtime.",
      "Raise initdead to at least deadtime; twice deadtime is usual."),

  INITDEAD_SHORT("HB122", Severity.WARN,
      "initdead is below 10 seconds; some networks need longer to come up after a boot.",
      "Raise initdead unless all links work at once after a boot."),

  DEADPING_TOO_SMALL("HB123", Severity.ERROR,
      "deadping is not more than twice keepalive.",
      "Raise deadping to several times keepalive."),

  WARNTIME_INVALID("HB124", Severity.ERROR,
      "warntime is not a time above zero.",
      "Write seconds or milliseconds above zero, for example half of deadtime."),

  WARNTIME_WITHOUT_EFFECT("HB125", Severity.WARN,
      "warntime is not below deadtime, so a node is dead before anybody is warned.",
      "Lower warntime, for example to half of deadtime."),

  DEADTIME_TIGHT("HB126", Severity.WARN,
      "deadtime is allowed and so short that a few lost packets or a short load kill a living node.",
      "Raise deadtime to five times keepalive or more, or lower keepalive."),

  MEDIUM_INCOMPLETE("HB130", Severity.ERROR,
      "A medium line lacks an argument.",
      "Write all arguments: ucast IF ADDR; mcast IF GROUP PORT TTL LOOP; ping_group NAME ADDR..."),

  MEDIUM_ADDRESS_INVALID("HB131", Severity.ERROR,
      "An address cannot be used for that medium.",
      "mcast needs a group 224.0.0.0 to 239.255.255.255, mcast6 a group ff..., ucast6 a literal unicast address, a scope only if it names the same interface."),

  PORT_INVALID("HB132", Severity.ERROR,
      "A UDP port is not between 1 and 65535.",
      "Write the port that all nodes use, usually 694."),

  TTL_INVALID("HB133", Severity.ERROR,
      "A multicast time to live is not between 0 and 255.",
      "Write 1 for a single network; C Heartbeat takes 0 to 4 only."),

  LOOP_INVALID("HB134", Severity.ERROR,
      "The last argument of a multicast line is not 0 or 1.",
      "Write 0; 1 lets this host hear its own packets."),

  DEVICE_NOT_READY("HB135", Severity.WARN,
      "A network interface or serial device of ha.cf is missing or not set up.",
      "Nothing, if it appears later: it is retried. Else correct the name or set it up; C Heartbeat would refuse to start."),

  SERIAL_INVALID("HB136", Severity.ERROR,
      "A serial line names something that is no character device.",
      "Write the full path of the device: serial /dev/ttyS0"),

  BAUD_INVALID("HB137", Severity.ERROR,
      "A baud rate is not supported.",
      "Use 9600, 19200, 38400, 57600, 115200, 230400 or 460800, on both ends the same."),

  SETTING_AFTER_MEDIA("HB138", Severity.WARN,
      "udpport or baud stands below media that it does not affect.",
      "Move the line above the media."),

  REFUSED_BY_C("HB139", Severity.WARN,
      "A value works here, but C Heartbeat 3.0.6 refuses to start with it.",
      "Nothing, if no node of the cluster runs C Heartbeat; else use a value that the line names."),

  HOST_UNKNOWN("HB140", Severity.ERROR,
      "A host name has no address.",
      "Write the address instead of the name, or correct /etc/hosts; DNS is often not there yet at boot."),

  PING_HOST_UNKNOWN("HB141", Severity.WARN,
      "A host of a ping group has no address; the group works without it.",
      "Write the address instead of the name, or remove it."),

  ONE_LINK("HB142", Severity.WARN,
      "All messages between the nodes take one way; when it fails, each node takes itself for the only one.",
      "Add a second way that shares no switch with it: another interface, or a serial line between two nodes."),

  NODE_NAME_COMMON("HB143", Severity.WARN,
      "A node has a name that many machines have.",
      "Give the machine a name of its own (hostnamectl set-hostname NAME) and write that into ha.cf on all nodes."),

  PORT_TAKEN("HB144", Severity.WARN,
      "Another program uses the UDP port of a medium on this machine.",
      "Stop that program, or give Heartbeat another port with udpport, on all nodes the same."),

  UCAST_TO_NOBODY("HB145", Severity.WARN,
      "All ucast lines of an interface lead to this node itself, so nobody is reached there.",
      "Add a line with the address of each other node: ucast IF ADDR."),

  HTTP_PORT_USED("HB146", Severity.WARN,
      "Another program listens on the TCP port that the daemon's HTTP service wants; api.sock is not affected.",
      "Find out who has it (ss -ltnp), or give the daemon another with --http HOST:PORT and hb check the same."),

  SERIAL_TOO_SLOW("HB147", Severity.WARN,
      "A serial line is too slow for the signs of life that keepalive and the number of nodes put on it: the oldest are dropped.",
      "Raise baud as far as the cable carries, or raise keepalive (and deadtime with it)."),

  CHILD_USER_UNKNOWN("HB150", Severity.ERROR,
      "A respawn or failfast line names a user that does not exist.",
      "Write a user name of this host (not a number), then the program: respawn hacluster /path/program"),

  CHILD_COMMAND_INVALID("HB151", Severity.ERROR,
      "The program of a respawn or failfast line cannot be run.",
      "Write the full path of an executable program, or install it."),

  APIAUTH_INVALID("HB152", Severity.ERROR,
      "An apiauth line is malformed.",
      "Syntax: apiauth client [uid=uidlist] [gid=gidlist], lists with commas and without blanks, one of them at least, one line a client."),

  ENV_INVALID("HB153", Severity.ERROR,
      "An env value is not NAME=VALUE.",
      "Write env NAME=VALUE without blanks; children see HA_NAME."),

  STANDARD_USER_MISSING("HB154", Severity.WARN,
      "The user hacluster or the group haclient does not exist on this machine.",
      "Create it as system user or group, or install the package that does (docs/install.md); programs of the cluster run"
          + " as hacluster, and members of haclient may ask the daemon."),

  AUTOJOIN_WITH_RESOURCES("HB160", Severity.ERROR,
      "autojoin is set, but haresources manages the resources; then the set of nodes must be fixed.",
      "Unset autojoin, or set pacemaker, or start with -M."),

  NICE_FAILBACK_OBSOLETE("HB161", Severity.WARN,
      "nice_failback is obsolete.",
      "Replace it by auto_failback on or off."),

  AUTO_FAILBACK_LEGACY("HB162", Severity.WARN,
      "auto_failback is legacy, the default when the directive is missing.",
      "Write auto_failback on or off, on all nodes alike."),

  LOG_TARGET_MISSING("HB163", Severity.ERROR,
      "use_logd is off and no log target is named, so nothing would be logged anywhere.",
      "Add logfacility, logfile or debugfile, or set use_logd yes."),

  STONITH_INVALID("HB164", Severity.ERROR,
      "A stonith or stonith_host line is incomplete, or its file is missing.",
      "Write stonith TYPE FILE or stonith_host HOST TYPE ARGS."),

  DIRECTORY_MISSING("HB165", Severity.ERROR,
      "A directory of ha.cf does not exist.",
      "Correct the path or create the directory."),

  PACEMAKER_PROGRAM_MISSING("HB166", Severity.WARN,
      "pacemaker is set, but one of its programs is not installed.",
      "Install a Pacemaker with support for Heartbeat (1.1, built with it; 2.0 dropped it), name its directory with crm_daemon_dir, or"
          + " remove the line. ccm is inside the daemon, unless that was started with --no-ccm. C Heartbeat would refuse to start."),

  ORDER_WRONG("HB167", Severity.ERROR,
      "A directive stands below the one that it should affect.",
      "Move the line above the pacemaker line."),

  ORDER_WITHOUT_EFFECT("HB168", Severity.WARN,
      "A directive stands below the one that it should affect, so it has no effect.",
      "Move the line above the pacemaker line."),

  TRADITIONAL_COMPRESSION("HB169", Severity.WARN,
      "With traditional_compression whole messages are compressed in the path of the heartbeats.",
      "Remove the line unless an old node of the cluster needs it."),

  HARESOURCES_MISSING("HB170", Severity.ERROR,
      "haresources is missing though no pacemaker line is there to do without it.",
      "Create it, empty if there are no resources: touch /etc/ha.d/haresources. It must be the same on all nodes."),

  HARESOURCES_NODE_UNKNOWN("HB171", Severity.ERROR,
      "A line of haresources begins with a word that is no configured node.",
      "Begin the line with the node that shall run the resources; end a line that continues with a backslash."),

  HARESOURCES_NOT_TAKEN("HB172", Severity.WARN,
      "haresources names resources; this version of the daemon leaves them to its peers.",
      "Run the resources on the peer, or manage them by other means."),

  HARESOURCES_UNUSED("HB173", Severity.WARN,
      "haresources exists, but pacemaker or -M is set, so it is not read.",
      "Remove the file to avoid confusion."),

  // HB174 is retired

  // 175 to 179: the sections links and faults of heartbeat.json
  LINK_UNKNOWN("HB175", Severity.WARN,
      "A section of heartbeat.json names a medium or a node that this cluster does not have; what it says of it has no effect.",
      "Write the words of the medium's line in ha.cf (mcast eth0), with addresses as numbers, or the node as uname -n prints it; or take the"
          + " entry away."),

  LINK_NAME_TWICE("HB176", Severity.WARN,
      "Two links have one name, if only because one is called as the other is in ha.cf, or one link has two: media of one device are one link.",
      "Give each link a name of its own, with a key of kind and device alone (mcast eth0)."),

  BIND_ADDRESS_WRONG("HB177", Severity.ERROR,
      "A medium cannot be bound to that address on any machine.",
      "Write the node's own address as numbers: IPv4 for bcast, ucast and mcast, IPv6 for ucast6 and mcast6; serial and ping have none."),

  BIND_ADDRESS_MISSING("HB178", Severity.ERROR,
      "A medium shall be bound to an address that its device does not have on this machine.",
      "Correct the address of this node in section links of heartbeat.json, or give it to the device (ip address add)."),

  FAULTS_SIMULATED("HB179", Severity.WARN,
      "The daemon spoils its own packets, because section faults of heartbeat.json wants a demonstration.",
      "Take the section away and call heartbeat -r, unless somebody watches: a cluster with simulated faults is not available."),

  // 18x: heartbeat.json
  JSON_UNREADABLE("HB180", Severity.ERROR,
      "The file heartbeat.json, or the one that it names for secrets, cannot be read.",
      "Check path and permissions; hb convert makes both from ha.cf."),

  JSON_SYNTAX("HB181", Severity.ERROR,
      "The file is no JSON.",
      "Correct the line that is named; JSON has no comments and no comma behind the last element."),

  JSON_SCHEMA("HB182", Severity.ERROR,
      "A value is not what the schema allows there.",
      "Correct it; an editor that knows the schema (src/main/resources/contracts/heartbeat.schema.json, /schema.json"
          + " of the daemon) shows what is allowed."),

  SECRETS_READABLE_BY_OTHERS("HB184", Severity.ERROR,
      "Keys and passwords are in a file that others may read.",
      "chmod 600 it; if that was so for long, make new keys."),

  CONFIGURED_TWICE("HB185", Severity.WARN,
      "heartbeat.json beside ha.cf holds a part of the cluster's configuration; ha.cf alone says what the cluster is, and this is"
          + " not used.",
      "Leave only http, tls, tokens, logging, links and faults in heartbeat.json; or remove ha.cf, if heartbeat.json holds everything (hb convert makes"
          + " either from the other)."),

  FILE_WRITABLE_BY_OTHERS("HB186", Severity.WARN,
      "Users other than its owner may change a file of the configuration; it names programs that run as root.",
      "Take the permission away: chmod go-w FILE"),

  PASSWORD_READABLE_BY_OTHERS("HB187", Severity.WARN,
      "ha.cf holds the password of a fencing device, and every user of this machine may read it.",
      "Take the permission away (chmod 600 ha.cf), or move the password into a file of its own: stonith TYPE FILE."),

  PLACE_UNUSABLE("HB188", Severity.ERROR,
      "A file, directory or device that the daemon needs cannot be used by this user.",
      "Start the daemon as root, or let this user read and write what the line names."),

  NOT_YET_ACTIVE("HB190", Severity.WARN,
      "A directive is read and checked, but this version does not act on it yet.",
      "See the line for what it means; keep the directive for the C nodes of the cluster."),

  LOGD_NOT_USED("HB191", Severity.WARN,
      "use_logd asks for the logging daemon ha_logd. This daemon writes its log itself, on a thread of its own that"
          + " nothing waits for, and reads no logd.cf.",
      "Name logfile, debugfile or logfacility in ha.cf, as logd.cf has them, and set use_logd no. A C node may keep"
          + " use_logd yes."),

  HTTP_ADDRESS_WRONG("HB192", Severity.ERROR,
      "The address of the HTTP service cannot be.",
      "Write HOST:PORT, for example 127.0.0.1:8694, or off."),

  HTTP_UNPROTECTED("HB193", Severity.ERROR,
      "Other machines would reach the HTTP service, and it has no TLS or no token.",
      "Give heartbeat.json sections tls and tokens (docs/api.md), or serve 127.0.0.1 and use an SSH tunnel."),

  TLS_UNUSABLE("HB194", Severity.ERROR,
      "Certificate and key of the HTTP service cannot be used.",
      "Name PEM files that belong together, the key as PKCS #8 and not encrypted (openssl pkcs8 -topk8 -nodes -in OLD -out NEW), for"
          + " its owner alone (chmod 600)."),

  TLS_EXPIRES("HB195", Severity.WARN,
      "The certificate of the HTTP service is not valid, or will soon no longer be; clients refuse it then.",
      "Put a new one in its place and call heartbeat -r: nothing is interrupted."),

  TOKEN_TWICE("HB196", Severity.ERROR,
      "Two tokens have one name, or one text.",
      "Give each client a token and a name of its own."),

  PACEMAKER_NOT_STARTED("HB197", Severity.ERROR,
      "pacemaker is set, but its programs are not all installed, so none of them runs: the node is a member of the cluster and"
          + " manages no resources.",
      "Install a Pacemaker with support for Heartbeat (1.1, built with it; 2.0 dropped it), name its directory with crm_daemon_dir, or"
          + " remove the line."),

  DEBUG_LINES_NOWHERE("HB198", Severity.WARN,
      "Section logging of heartbeat.json wants debug lines of a logger, and none of the log's targets takes any: logfile never does.",
      "Name a debugfile, or a logfacility, in ha.cf."),

  LINK_KEY_TWICE("HB199", Severity.WARN,
      "Section links or faults of heartbeat.json has two keys for the same media (udp is bcast); of these only the one that stands last counts.",
      "Leave one of them, and let it say what both shall."),

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
      "A line of authkeys has more than 5119 bytes.",
      "Use a shorter key; sha1 gains nothing from more than 64 characters."),

  KEY_IS_CHECKSUM("HB213", Severity.WARN,
      "Packets carry a checksum in place of a signature: whoever reaches the network can join the cluster and take its"
          + " resources.",
      "Use sha1 with a key, the same on all nodes: head -c 32 /dev/urandom | sha256sum | cut -d' ' -f1"),

  KEY_SHORT("HB214", Severity.WARN,
      "The key is so short that it can be found by trying.",
      "Make a key from random bytes and copy it to all nodes: head -c 32 /dev/urandom | sha256sum | cut -d' ' -f1"),

  KEY_METHOD_OLD("HB215", Severity.INFO,
      "The key is used with md5; all nodes understand sha1, which is stronger.",
      "Write sha1 in place of md5, on all nodes together."),

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

  LINK_DOWN("HB405", Severity.ERROR,
      "The device of a medium is down, or its cable is out.",
      "Check the cable and ip link; the medium works again by itself when the device does."),

  LINK_ONE_WAY("HB450", Severity.WARN,
      "A node is heard on a link on which it does not hear this node.",
      "Look at what filters or loses packets from here to there: a firewall on that node, the port and the address of its"
          + " medium, a switch, a cable; hb links --matrix shows which links and nodes are concerned."),

  LINK_RESTRICTED("HB404", Severity.WARN,
      "A medium works, but with a restriction.",
      "See the line."),
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

  // HB544 is retired

  SUBMISSION_REFUSED("HB550", Severity.WARN,
      "A local program submitted a message of a type that only the daemon itself sends.",
      "Correct the program."),

  // 6: membership
  CCM_MESSAGE_MALFORMED("HB601", Severity.ERROR,
      "A membership message lacks a field or has an unusable one.",
      "Find out which program on that node makes such messages; the message was dropped."),

  NODE_COUNT_DIFFERS("HB602", Severity.ERROR,
      "Another node's configuration has a different number of nodes, so its node lists mean other nodes than ours.",
      "Give all nodes the same node lines in ha.cf, or add \"autojoin any\"; check the files hostcache in /var/lib/heartbeat."),

  QUORUM_PLUGIN_UNKNOWN("HB603", Severity.ERROR,
      "The list of quorum plugins (env quorum=) names one that does not exist here.",
      "Use majority, twonodes and weight, separated by colons."),

  GROUP_NOT_PROVEN("HB604", Severity.WARN,
      "So many nodes hear each other only in part that the largest group that does cannot be found in time.",
      "Repair the network; a large group was taken."),

  PARTIAL_LOSS("HB606", Severity.WARN,
      "A node is alive but some members and it do not hear each other, so it cannot be a member.",
      "Look at the links between that node and each member (hb links on both); it is taken in again when they work."),

  LEADER_SILENT("HB607", Severity.WARN,
      "The leader of the membership is alive but its membership service does not react: stopped, starved, or deaf to the loss.",
      "Look at the leader's node; the others go on without it."),

  CANDIDATE_SILENT("HB608", Severity.WARN,
      "A join round waits for a candidate that does not lead it, usually because of a one-way loss.",
      "Look at the links of that node."),

  LIST_REFUSED("HB605", Severity.WARN,
      "A member list does not fit our place in the agreement.",
      "Nothing, if it happens once during a change; the next round settles it."),

  // 65x: membership in the daemon
  MEMBERSHIP_DEAF("HB650", Severity.ERROR,
      "The membership service lost an event of the cluster, so whatever it agreed to could be wrong. It left the membership.",
      "This is a defect of the daemon: restart it and report the lines of the log."),

  MEMBERSHIP_MUTE("HB651", Severity.ERROR,
      "So many messages of the membership service wait for a live node's acknowledgement that one had to be dropped.",
      "Find the node that does not acknowledge (hb nodes, its load); the members ask again when their time is over."),

  // 7: clients
  CLIENT_SOCKET_UNUSABLE("HB700", Severity.ERROR,
      "A socket for C programs (register, ccm/ccm) cannot be opened in the run directory.",
      "End the other daemon or program that listens there (fuser names it), or name another directory with --run-dir."),

  CLIENT_REFUSED("HB701", Severity.WARN,
      "A local program wanted to sign on and may not: wrong credentials, its name is in use, or apiauth does not list it.",
      "Add 'apiauth NAME uid=... gid=...' to ha.cf if it should; the effective user or the effective group must match."),

  CLIENT_CUT("HB702", Severity.WARN,
      "The connection of a local program was ended: it broke the protocol or did not read what it asked for.",
      "Look at that program; one that is slow can ask for a longer queue (set_sendqlen)."),

  CLIENT_MESSAGE_BAD("HB703", Severity.WARN,
      "Something a local program sent, or was to be sent, is no message of the client protocol; it was ignored.",
      "Look at that program; others are not affected."),

  CHILD_NOT_STARTED("HB720", Severity.ERROR,
      "A program of a respawn or failfast line could not be started.",
      "Look at the reason in the line: most often memory or process numbers ran out. The daemon tries again each second."),

  CHILD_TOO_FAST("HB721", Severity.ERROR,
      "A program of a respawn or failfast line ended eleven times in a row within 30 seconds; it is given up.",
      "Find out why it ends (run it by hand as its user), then restart the daemon."),

  CHILD_KILLED("HB722", Severity.WARN,
      "A program of a respawn or failfast line did not end when it was told to (signal 15) and was killed.",
      "Let it end within ten seconds of that signal, Pacemaker's crmd within twenty minutes."),

  FAILFAST_REBOOT("HB723", Severity.CRIT,
      "A program of a failfast line, or one that pacemaker yes cannot do without, ended abnormally, so this machine is rebooted.",
      "Find out why it ended; write respawn instead of failfast or yes if the machine need not go with it."),

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

  NOT_STARTED("HB809", Severity.ERROR,
      "A part of the daemon could not be started.",
      "Remove the cause that the line names and start again."),

  STOP_TOO_LONG("HB811", Severity.ERROR,
      "The orderly stop did not come to its end.",
      "Look at the lines before; peers will find this node dead after its deadtime."),

  REALTIME_REFUSED("HB840", Severity.WARN,
      "The machine does not let the daemon have real-time priority, as a container or a user who is not root is not.",
      "Give the process CAP_SYS_NICE or RLIMIT_RTPRIO, or write 'realtime off'; without it choose a deadtime of at least"
          + " five keepalives of 100 ms."),

  REALTIME_GIVEN_UP("HB850", Severity.WARN,
      "A daemon with real-time priority kept a processor from all other programs, or could not be watched over any more,"
          + " and has gone back among the normal ones.",
      "The daemon goes on, and has real time again when its pulse loop comes round, but not a third time in a life."
          + " If it happens often, please report where the pulse loop was, and write 'realtime off'."),

  MEMORY_NOT_LOCKED("HB841", Severity.WARN,
      "The daemon has real-time priority, but its memory could be swapped out.",
      "Give the process CAP_IPC_LOCK or LimitMEMLOCK=infinity, or do without swap."),

  CLASS_ARCHIVE_NOT_MADE("HB870", Severity.WARN,
      "The archive of classes that halves the time of a start is missing and could not be made.",
      "Harmless: run heartbeat --prepare as a user who may write where heartbeat.jar lies, if starts shall be fast."),

  TEST_LOSS_UNREADABLE("HB843", Severity.WARN,
      "The file OnlyForTesting, by which test suites make the daemon lose packets, cannot be read or says something else.",
      "Remove it, unless you test; then write xmitloss=P, rcvloss=P (0 to 1) and allownodes=NODE ...;."),

  WATCHDOG_UNUSABLE("HB860", Severity.ERROR,
      "The watchdog device of ha.cf cannot be opened: there is none, another program has it, or the right is missing.",
      "Load its driver (modprobe softdog where there is no hardware), end the other program (systemd's"
          + " RuntimeWatchdogSec takes the device too), or remove the line watchdog."),

  WATCHDOG_TIMEOUT("HB861", Severity.ERROR,
      "The watchdog device does not let its time be set, so it resets this machine earlier or later than deadtime says.",
      "Set its time by the driver's own options (modprobe softdog soft_margin=N) to deadtime and one second, or use another"
          + " device."),

  WATCHDOG_UNFED("HB862", Severity.CRIT,
      "The heart of this daemon stands still, so it does not feed the watchdog; if that goes on, the machine is reset.",
      "Look for what kept the daemon from running: load, swapping, a stopped process; or choose a longer deadtime."),

  WATCHDOG_REFUSES("HB863", Severity.ERROR,
      "The watchdog device does not take what is written to it; if that goes on, the machine is reset.",
      "Look at the kernel's messages about the device."),

  WATCHDOG_LEFT_ARMED("HB864", Severity.CRIT,
      "The daemon ended without disarming the watchdog, so the machine is reset when its time is over.",
      "Nothing, if the daemon did not stop in order: what still runs here must not go on beside the other nodes. A daemon"
          + " that is started in time feeds it again."),

  CONFIGURATION_KEPT("HB842", Severity.ERROR,
      "ha.cf was changed and has errors, so the daemon goes on as it was.",
      "Correct the lines that are named, then: heartbeat -r."),

  RESTART_REFUSED("HB844", Severity.ERROR,
      "A changed ha.cf is right, but a daemon that began anew with it would not come up; so it goes on as it was.",
      "Remove the cause that the line names (a full disk, a Java runtime or jars that were removed or replaced), then:"
          + " heartbeat -r. After an update of the program: heartbeat -k, then start it."),

  NEXT_LIFE_FAILED("HB845", Severity.ERROR,
      "The daemon was to begin anew with a changed configuration and could not; it goes on with the one it had.",
      "Look at the lines before for the reason, correct it, then: heartbeat -r."),

  KEYS_KEPT("HB813", Severity.ERROR,
      "authkeys was to be read again and has errors.",
      "Correct authkeys and call heartbeat -r again; C nodes end at this point."),

  // 82x: the HTTP service
  HTTP_NOT_FOUND("HB820", Severity.WARN,
      "There is no such resource.",
      "See docs/api.md for what there is."),

  HTTP_READ_ONLY("HB821", Severity.WARN,
      "Nothing can be written there.",
      "Use GET; see docs/api.md for what there is."),

  HTTP_FOREIGN_HOST("HB822", Severity.WARN,
      "The request names another host: a wrong address, or a page that points its own name at this machine.",
      "Use http://127.0.0.1:8694/ or http://localhost:8694/; other names belong into /http/hosts of heartbeat.json."),

  HTTP_FOREIGN_ORIGIN("HB823", Severity.WARN,
      "A page of another site tried to read the cluster.",
      "Open the dashboard of this daemon instead."),

  HTTP_BAD_REQUEST("HB824", Severity.WARN,
      "The request cannot be understood.",
      "Compare it with docs/api.md."),

  MESSAGES_PAUSED("HB826", Severity.WARN,
      "Some live node does not acknowledge, so no more messages are taken for now.",
      "Send again in a moment; hb nodes shows which node is slow."),

  SERVICE_NOT_ALLOWED("HB760", Severity.WARN,
      "This user may not take part in that service.",
      "Allow it in ha.cf (apiauth SERVICE uid=... gid=...), or ask as root, hacluster or with the group that is allowed (sg GROUP); over TCP by the services of the token in heartbeat.json."),

  SERVICE_TAKEN("HB761", Severity.WARN,
      "A C program on this node is signed on under that name, and the name is its alone.",
      "Take another service, or stop that program."),

  SERVICE_NAME("HB762", Severity.WARN,
      "That is no name of a service.",
      "Take 1 to 31 letters, digits, '_', '.' or '-'."),

  MESSAGES_TOO_MANY("HB763", Severity.WARN,
      "There are too many readers, channels or services of messages already.",
      "Close some, or come again later."),

  MESSAGE_TOO_LONG("HB765", Severity.WARN,
      "The message is too long: its fields may have 60,000 bytes in all, each 12 for itself.",
      "Send it in parts, or send where it can be fetched."),

  SOCKET_NOT_ALLOWED("HB764", Severity.WARN,
      "This user may not use api.sock.",
      "Allow it in ha.cf: apiauth api.sock uid=... gid=..., or ask as root or hacluster."),

  TOKEN_NEEDED("HB766", Severity.WARN,
      "This address asks for a token, and the request has none that is valid.",
      "Send Authorization: Bearer TOKEN, with a token that tokens of heartbeat.json name; on the node itself use api.sock."),

  HTTP_MODEL_INCOMPLETE("HB829", Severity.CRIT,
      "The HTTP service missed an event of the cluster, so it no longer answers rather than tell old news.",
      "Restart the daemon when it suits you (its heartbeats are not affected) and report it."),

  HTTP_PORT_TAKEN("HB827", Severity.ERROR,
      "The TCP port of the HTTP service is in use; everything else goes on, api.sock too, and the port is tried again.",
      "Find out who has it (ss -ltnp) or choose another with --http."),

  API_SOCKET_UNUSABLE("HB828", Severity.ERROR,
      "The Unix socket api.sock cannot be opened.",
      "Stop the other daemon, or give this one another directory with --run-dir."),

  HTTP_INTERNAL("HB825", Severity.ERROR,
      "The daemon failed to answer a request.",
      "Report it with the lines of the log."),

  // 88x: the event stream
  EVENTS_QUERY("HB880", Severity.WARN,
      "The query of the event stream asks for something that there is not.",
      "See docs/events.md for since, epoch, type and ping."),

  EVENTS_TOO_MANY_READERS("HB881", Severity.WARN,
      "As many readers follow the event stream as the daemon serves at a time.",
      "Close some of them, or let one program read the stream and hand it on."),

  // 94x: hb decode
  CAPTURE_UNREADABLE("HB940", Severity.ERROR,
      "The file cannot be read, or it is neither a capture nor the bytes of a serial line.",
      "Record one with: tcpdump -i any -s 0 -w FILE udp port 694"),

  // 95x: hb asks a daemon
  DAEMON_NOT_RUNNING("HB950", Severity.ERROR,
      "There is no daemon behind that socket or address.",
      "Start it (heartbeat, or systemctl start heartbeat-vertx), or say where it is with --run-dir, --socket or --url. A C Heartbeat daemon has no such socket."),

  DAEMON_NOT_ALLOWED("HB951", Severity.ERROR,
      "The daemon's socket is for root and group haclient.",
      "Use sudo, become a member of group haclient, or ask over TCP: --url http://127.0.0.1:8694"),

  DAEMON_SILENT("HB952", Severity.ERROR,
      "The daemon accepts connections, but does not answer.",
      "Look at its log; its heartbeats may be well all the same, as they run on a loop of their own."),

  DAEMON_UNINTELLIGIBLE("HB953", Severity.ERROR,
      "What answers there is not a Heartbeat daemon, or one of another version.",
      "Check --socket or --url."),

  DAEMON_ADDRESS("HB954", Severity.ERROR,
      "The option does not name a place where a daemon could be.",
      "Write --socket /run/heartbeat/api.sock, --url http://127.0.0.1:8694, or --url https://HOST:8694 with --ca and --token-file."),

  DAEMON_NOT_TRUSTED("HB955", Severity.ERROR,
      "What answers there shows a certificate that is not to be trusted: of an unknown authority, or not valid now.",
      "Name the file of the authority, or of the certificate itself if it signed itself, with --ca FILE or HB_CA; look at what is shown: openssl s_client -connect HOST:PORT."),

  DAEMON_OTHER_NAME("HB956", Severity.ERROR,
      "What answers there shows a certificate for another name or address.",
      "Use in --url a name that stands in the certificate, or give the node one that names it (subjectAltName); another machine may also have the address now."),

  DAEMON_TOKEN("HB957", Severity.ERROR,
      "That address asks for a token, and none was given, or one that the daemon does not know.",
      "Name the file that holds a token of that node with --token-file FILE or HB_TOKEN_FILE (docs/api.md says how to make one), or ask on the node itself."),

  DAEMON_FILE("HB958", Severity.ERROR,
      "A file with a token or with certificates cannot be used.",
      "Check --token-file and --ca, HB_TOKEN_FILE and HB_CA: one token on one line; certificates as PEM."),

  TOKEN_FILE_OPEN("HB959", Severity.WARN,
      "A file with a token may be read by every user of this machine.",
      "Make it its owner's: chmod 600 FILE."),

  // 96x: hb convert
  CONVERT_SOURCE_MISSING("HB960", Severity.ERROR,
      "There is no configuration at that path, or it cannot be read.",
      "Name a directory that has ha.cf or heartbeat.json, or one of these files; secrets need root."),

  CONVERT_TARGET_EXISTS("HB961", Severity.ERROR,
      "The output is there already.",
      "Choose another directory with --output, or add --force."),

  CONVERT_WRITE_FAILED("HB962", Severity.ERROR,
      "The output cannot be written.",
      "Check the directory, its permissions and the free space; what was there before is unchanged."),

  COROSYNC_CONF("HB963", Severity.ERROR,
      "This corosync.conf cannot be converted.",
      "Correct the line, give every node a name, and name the interface of each link with --interface, in order."),

  // 97x: hb report
  REPORT_UNREADABLE("HB970", Severity.ERROR,
      "The file is no archive of hb report, is damaged, or would unpack to more than hb report writes.",
      "Take the file as hb report wrote it (copy it in binary mode); tar -tzf FILE shows what it holds. Nothing was unpacked."),

  // 975: hb keys
  KEYS_ROTATION_STANDS("HB975", Severity.ERROR,
      "A rotation of keys was begun and not finished; the cluster works with what it has.",
      "hb keys rotate --status says where it stands; go on with --continue, or go back with --back."),

  KEYS_ROTATION_IMPOSSIBLE("HB976", Severity.ERROR,
      "Keys cannot be rotated from here, or not now.",
      "Do what the line names; nothing was changed.");

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
