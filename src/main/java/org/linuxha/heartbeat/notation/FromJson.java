package org.linuxha.heartbeat.notation;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linuxha.heartbeat.problem.Problem;

/** The files of the C daemon, made from a heartbeat.json that fits its schema. */
public final class FromJson {
  private static final Pattern PLACE = Pattern.compile("(ha\\.cf|authkeys|haresources):(\\d{1,9})");

  private final JsonObject json;
  private final Written haCf;
  private final Optional<Written> authkeys;
  private final Written haresources;

  /** @param json main file and secrets in one */
  public FromJson(JsonObject json) {
    this.json = json;
    this.haCf = JsonToHaCf.of(json);
    this.authkeys = json.containsKey("keys") ? Optional.of(KeysToJson.authkeys(json)) : Optional.empty();
    this.haresources = ResourcesToJson.haresources(json);
  }

  public static ConfigFiles files(JsonObject json) {
    return new FromJson(json).files();
  }

  public ConfigFiles files() {
    boolean groups = json.getJsonObject("resources", new JsonObject()).containsKey("groups");
    Object mode = json.getJsonObject("pacemaker", new JsonObject()).getValue("mode", false);
    // without Pacemaker the C daemon wants the file, an empty one too
    return new ConfigFiles(haCf.text(), authkeys.map(Written::text),
        groups || Boolean.FALSE.equals(mode) ? Optional.of(haresources.text()) : Optional.empty());
  }

  /** The same problem, at the place of the JSON that its line was made from. */
  public Problem placed(Problem problem, SchemaCheck.Places places) {
    return new Problem(problem.code(), place(problem.place(), places), problem.text());
  }

  /** {@code ha.cf:7} as {@code heartbeat.json:12:5 /timing/deadtimeMillis}. */
  public String place(String place, SchemaCheck.Places places) {
    Matcher matcher = PLACE.matcher(place);
    if (!matcher.matches()) {
      return place.equals("ha.cf") ? places.of("") : place;
    }
    Written written = switch (matcher.group(1)) {
      case "ha.cf" -> haCf;
      case "authkeys" -> authkeys.orElse(haCf);
      default -> haresources;
    };
    return places.of(written.pointer(Integer.parseInt(matcher.group(2))));
  }
}
