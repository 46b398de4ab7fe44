package org.linuxha.heartbeat.message;

/** Names of the fields that the protocol itself reads or writes (wire.md 4). */
public final class Fields {
  public static final String TYPE = "t";
  public static final String STATUS = "st";
  public static final String DEADTIME = "dt";
  public static final String PROTOCOL = "protocol";
  public static final String DESTINATION = "dest";
  public static final String DESTINATION_UUID = "destuuid";
  public static final String SOURCE = "src";
  public static final String SOURCE_UUID = "srcuuid";
  public static final String SEQUENCE = "seq";
  public static final String GENERATION = "hg";
  public static final String TIME = "ts";
  public static final String LOAD = "ld";
  public static final String TTL = "ttl";
  public static final String AUTH = "auth";
  public static final String INFO = "info";
  public static final String NODE = "node";
  public static final String NODE_LIST = "nodelist";
  public static final String DELETED_NODE_LIST = "delnodelist";
  public static final String WEIGHT = "weight";
  public static final String SITE = "site";
  public static final String RESULT = "result";
  public static final String RESOURCES_HELD = "rsc_hold";
  public static final String RESOURCE_TYPE = "rtype";
  public static final String IS_STABLE = "isstable";
  public static final String FIRST_SEQUENCE = "firstseq";
  public static final String LAST_SEQUENCE = "lastseq";
  public static final String ACKNOWLEDGED = "ackseq";
  public static final String FROM_ID = "from_id";
  public static final String TO_ID = "to_id";
  public static final String CLIENT_GENERATION = "client_gen";
  public static final String CLIENT_NAME = "cn";
  public static final String CLIENT_STATUS = "cs";
  public static final String IP_ADDRESS = "ipaddr";
  public static final String WE_OWN = "weown";
  public static final String OK = "ok";
  public static final String ORDER_SEQUENCE = "oseq";
  public static final String COMPRESSED_PAYLOAD = "_compressed_payload";
  public static final String COMPRESSION_ALGORITHM = "_compression_algorithm";

  private Fields() {}
}
