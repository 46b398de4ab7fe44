package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.linuxha.heartbeat.auth.KeyProof;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.problem.Code;

/**
 * Which keys this daemon has in use: their numbers, and whether it holds the key that the asker proves to know. It answers
 * yes or no and computes nothing that could be guessed at. On the Unix socket alone.
 */
final class KeysApi {
  private static final String PATH = "/api/v1/keys";

  private KeyRing keys;

  KeysApi(KeyRing keys) {
    this.keys = keys;
  }

  void use(KeyRing others) {
    keys = others;
  }

  void mount(Router router) {
    router.get(PATH).handler(this::answer);
  }

  private void answer(RoutingContext request) {
    String number = request.queryParams().get("number");
    String challenge = request.queryParams().get("challenge");
    String proof = request.queryParams().get("proof");
    JsonObject answer = new JsonObject().put("active", keys.active())
        .put("numbers", new JsonArray(keys.keys().keySet().stream().sorted().toList()));
    if (number != null || challenge != null || proof != null) {
      if (number == null || !number.matches("1?[0-9]") || challenge == null || !challenge.matches("[0-9a-f]{16,128}") || proof == null) {
        Answers.problem(request, 400, Code.HTTP_BAD_REQUEST,
            "number (0 to 15), challenge (16 to 128 hexadecimal digits) and proof go together.");
        return;
      }
      int which = Integer.parseInt(number);
      answer.put("holds", KeyProof.isRight(which, keys.keys().get(which), challenge, proof));
    }
    Answers.json(request, 200, answer);
  }
}
