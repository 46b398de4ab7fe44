package org.linuxha.heartbeat.feed;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The page of {@code webroot/}: a handful of small files, read from the jar when the daemon starts and
 * served from memory. There is no way from a request to a file, so no path can leave {@code webroot/}.
 *
 * <p>A browser asks each time and gets 304 while nothing has changed: it never shows the page of an older daemon.
 */
final class WebPage implements Handler<RoutingContext> {
  /** Nothing from elsewhere, nothing inline, and nobody else's frame around it. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String ROOT = "/";
  private static final Map<String, String> TYPES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "heartbeat.css", "text/css; charset=utf-8",
          "heartbeat.js", "text/javascript; charset=utf-8",
          "heartbeat.svg", "image/svg+xml");

  private record File(String type, Buffer content, String tag) {}

  private final Map<String, File> files = new LinkedHashMap<>();

  /** Reads the files: not on an event loop. */
  WebPage() {
    TYPES.forEach((name, type) ->
        files.put(name.equals("index.html") ? ROOT : "/" + name, read(name, type)));
  }

  private static File read(String name, String type) {
    try (InputStream in = WebPage.class.getResourceAsStream("/webroot/" + name)) {
      byte[] content = in.readAllBytes();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return new File(type, Buffer.buffer(content), '"' + HexFormat.of().formatHex(hash, 0, 12) + '"');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void handle(RoutingContext request) {
    File file = files.get(request.request().path());
    HttpMethod method = request.request().method();
    boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    // programs that ask for / get the list of resources, as they always did
    if (file == null || !reads || request.request().path().equals(ROOT) && !wantsHtml(request)) {
      request.next();
      return;
    }
    HttpServerResponse response = request.response();
    response
        .putHeader("Cache-Control", "no-cache")
        .putHeader("ETag", file.tag())
        .putHeader("Vary", "Accept")
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("X-Content-Type-Options", "nosniff");
    if (file.tag().equals(request.request().getHeader("If-None-Match"))) {
      response.setStatusCode(304).end();
    } else {
      response
          .putHeader("Content-Type", file.type())
          .putHeader("Content-Length", String.valueOf(file.content().length()))
          .end(file.content());
    }
  }

  private static boolean wantsHtml(RoutingContext request) {
    String accept = request.request().getHeader("Accept");
    return accept != null && accept.contains("text/html");
  }
}
