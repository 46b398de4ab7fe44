package org.linuxha.heartbeat.notation;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The files of the C daemon, made from a heartbeat.json that fits its schema. */
public final class FromJson {
  private FromJson() {}

  /** @param json main file and secrets in one */
  public static ConfigFiles files(JsonObject json) {
    Optional<String> authkeys =
        json.containsKey("keys") ? Optional.of(KeysToJson.authkeys(json).text()) : Optional.empty();
    boolean groups = json.getJsonObject("resources", new JsonObject()).containsKey("groups");
    Object mode = json.getJsonObject("pacemaker", new JsonObject()).getValue("mode", false);
    // without Pacemaker the C daemon wants the file, an empty one too
    Optional<String> haresources = groups || Boolean.FALSE.equals(mode)
        ? Optional.of(ResourcesToJson.haresources(json).text()) : Optional.empty();
    return new ConfigFiles(JsonToHaCf.of(json).text(), authkeys, haresources);
  }
}
