package org.linuxha.heartbeat.notation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.linuxha.heartbeat.auth.AuthKeys;
import org.linuxha.heartbeat.auth.AuthKeysParser;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.hacf.AnyHost;
import org.linuxha.heartbeat.config.hacf.HaCf;
import org.linuxha.heartbeat.config.hacf.HaCfLines;
import org.linuxha.heartbeat.config.hacf.HaCfLines.Line;
import org.linuxha.heartbeat.config.hacf.HaCfParser;
import org.linuxha.heartbeat.config.hacf.HaResources;
import org.linuxha.heartbeat.config.hacf.HaResourcesParser;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;
import org.linuxha.heartbeat.problem.Severity;

/**
 * ha.cf, authkeys and haresources as JSON.
 *
 * @param main heartbeat.json, without secrets
 * @param secrets what belongs into a file of its own: sections of the same shape
 * @param configuration as read; absent if there are errors
 * @param problems what reading the files found
 * @param dropped lines of ha.cf without effect
 * @param resourcesDropped haresources is there, but nothing reads it
 */
public record ToJson(
    JsonObject main, JsonObject secrets, Optional<Configuration> configuration, List<Problem> problems,
    List<Line> dropped, boolean resourcesDropped) {

  /** True if nothing of it is an error: only then {@link #main} is whole. */
  public boolean isUsable() {
    return problems.stream().noneMatch(p -> p.code().severity().compareTo(Severity.ERROR) >= 0);
  }

  /** Both in one, for whoever asks for that. */
  public JsonObject everything() {
    return merged(main, secrets);
  }

  /** The same with our own sections, which no ha.cf holds; tokens that are no hashes go to the secrets. */
  public ToJson with(JsonObject own) {
    JsonObject mainToo = main.copy();
    JsonObject secretsToo = secrets.copy();
    JsonObject ownMain = OwnSections.of(own);
    if (OwnSections.hasSecrets(ownMain)) {
      secretsToo.put("tokens", ownMain.remove("tokens"));
    }
    JsonObject comments = mainToo.getJsonObject("comments", new JsonObject());
    Object ownComments = ownMain.remove("comments");
    mainToo.mergeIn(ownMain);
    if (ownComments != null) {
      mainToo.put("comments", comments.mergeIn((JsonObject) ownComments));
    }
    return new ToJson(mainToo, secretsToo, configuration, problems, dropped, resourcesDropped);
  }

  /** The sections of a main file and those of its secrets. */
  public static JsonObject merged(JsonObject main, JsonObject secrets) {
    JsonObject all = main.copy();
    for (Map.Entry<String, Object> entry : secrets.copy()) {
      if (!entry.getKey().equals("comments") && !entry.getKey().equals("$schema")) {
        all.put(entry.getKey(), entry.getValue());
      }
    }
    JsonObject comments = all.getJsonObject("comments", new JsonObject()).copy();
    secrets.getJsonObject("comments", new JsonObject()).forEach(e -> comments.put(e.getKey(), e.getValue()));
    if (!comments.isEmpty()) {
      all.put("comments", comments);
    }
    return all;
  }

  public static ToJson of(ConfigFiles files) {
    List<Problem> problems = new ArrayList<>();
    HaCf read = read(files.haCf());
    problems.addAll(read.problems());
    JsonObject main = new JsonObject();
    JsonObject secrets = new JsonObject();
    JsonObject comments = new JsonObject();
    JsonObject secretComments = new JsonObject();
    List<Line> dropped = List.of();
    boolean resourcesDropped = false;
    if (read.configuration().isPresent()) {
      HaCfToJson.Result result = HaCfToJson.of(files.haCf());
      main = result.sections();
      comments = result.comments();
      dropped = result.dropped();
      if (files.haresources().isPresent()) {
        HaResources resources =
            HaResourcesParser.read("haresources", files.haresources(), read.configuration().get());
        resources.problems().stream().filter(p -> p.code() != Code.HARESOURCES_NOT_TAKEN).forEach(problems::add);
        resourcesDropped = !read.configuration().get().cluster().resourceMode();
        if (!resourcesDropped) {
          resources(files.haresources().get(), resources, main, comments);
        }
      }
    }
    if (files.authkeys().isPresent()) {
      AuthKeys keys = AuthKeysParser.parse("authkeys", files.authkeys().get());
      problems.addAll(keys.problems());
      keys.ring().ifPresent(ring -> {
        secrets.put("keys", KeysToJson.keys(ring));
        KeysToJson.comments(files.authkeys().get(), secrets.getJsonObject("keys"))
            .forEach(e -> secretComments.put(e.getKey(), e.getValue()));
      });
    }
    part(main, comments, secrets, secretComments);
    return new ToJson(main, secrets, read.configuration(), List.copyOf(problems), dropped, resourcesDropped);
  }

  private static void resources(String text, HaResources resources, JsonObject main, JsonObject comments) {
    JsonObject section = main.getJsonObject("resources", new JsonObject());
    section.put("groups", ResourcesToJson.groups(resources.groups()));
    main.put("resources", section);
    ResourcesToJson.comments(text, resources.groups()).forEach(e -> comments.put(e.getKey(), e.getValue()));
  }

  /** Stonith arguments are passwords, and comments with such lines hold old ones. */
  private static void part(JsonObject main, JsonObject comments, JsonObject secrets, JsonObject secretComments) {
    JsonArray stonith = main.getJsonArray("stonith", new JsonArray());
    if (stonith.stream().anyMatch(device -> ((JsonObject) device).containsKey("arguments"))) {
      secrets.put("stonith", main.remove("stonith"));
    }
    for (Map.Entry<String, Object> entry : comments.copy()) {
      if (entry.getValue().toString().contains("stonith_host")) {
        secretComments.put(entry.getKey(), comments.remove(entry.getKey()));
      }
    }
    if (!comments.isEmpty()) {
      main.put("comments", comments);
    }
    if (!secretComments.isEmpty()) {
      secrets.put("comments", secretComments);
    }
  }

  /** On the first node of the file, on a host that has everything; without resources if that is needed. */
  private static HaCf read(String text) {
    String node = HaCfLines.of(text).stream()
        .filter(line -> line.directive().equals("node") && !line.values().isEmpty())
        .map(line -> line.values().get(0)).findFirst().orElse("localhost");
    String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    HaCf managed = HaCfParser.parse(new HaCfParser.Input("ha.cf", bytes, node, false), new AnyHost());
    boolean needsOptionM = managed.errors().stream().anyMatch(p -> p.code() == Code.AUTOJOIN_WITH_RESOURCES);
    return needsOptionM
        ? HaCfParser.parse(new HaCfParser.Input("ha.cf", bytes, node, true), new AnyHost())
        : managed;
  }
}
