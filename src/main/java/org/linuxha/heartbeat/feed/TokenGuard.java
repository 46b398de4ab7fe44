package org.linuxha.heartbeat.feed;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.linuxha.heartbeat.config.ApiToken;
import org.linuxha.heartbeat.problem.Code;

/**
 * Lets in who shows a token: in {@code Authorization: Bearer} (RFC 6750), never in the address, which ends up in logs and histories.
 * A browser asks its user for a password ({@code Basic}, RFC 7617); the token is one, under any name, and then good for reading
 * alone: browsers send such a password unasked. Every path is behind it, streams and WebSockets too.
 */
final class TokenGuard implements Handler<RoutingContext> {
  private static final String SHOWN = "heartbeat.token";
  /** A token has 32 to 256 characters; nobody gets more hashed. */
  private static final int LONGEST = 1_024;

  private final List<ApiToken> tokens;

  TokenGuard(List<ApiToken> tokens) {
    this.tokens = tokens;
  }

  /** Whether the token that was shown for this very purpose may take part in that service. */
  static boolean allows(RoutingContext request, String service) {
    return request.get(SHOWN) instanceof ApiToken token && token.services().contains(service);
  }

  @Override
  public void handle(RoutingContext request) {
    List<String> shown = request.request().headers().getAll("Authorization");
    String header = shown.size() == 1 ? shown.get(0) : "";
    boolean bearer = header.toLowerCase(Locale.ROOT).startsWith("bearer ");
    ApiToken token = header.length() > LONGEST ? null : find(bearer ? header.substring(7).strip() : password(header));
    if (token == null) {
      request.response().putHeader("WWW-Authenticate", (Iterable<String>) List.of(
          "Bearer realm=\"heartbeat\"" + (shown.isEmpty() ? "" : ", error=\"invalid_token\""), "Basic realm=\"heartbeat\", charset=\"UTF-8\""))
          .putHeader("Connection", "close");
      Answers.problem(request, 401, Code.TOKEN_NEEDED,
          shown.isEmpty() ? "The request shows no token." : "What the request shows is no token of this daemon.");
      return;
    }
    if (bearer) {
      request.put(SHOWN, token);
    }
    request.next();
  }

  /** Looks at all of them, whichever it is. */
  private ApiToken find(String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    byte[] hash = ApiToken.hash(text);
    ApiToken found = null;
    for (ApiToken token : tokens) {
      if (token.is(hash)) {
        found = token;
      }
    }
    return found;
  }

  private static String password(String header) {
    if (!header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      return null;
    }
    try {
      String pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? null : pair.substring(colon + 1);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
