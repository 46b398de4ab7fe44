package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page comes whole and alone: nothing inline, nothing from elsewhere, and nothing but it. */
@Timeout(60)
class WebPageTest {
  @TempDir Path runDir;
  private FeedHouse house;

  @BeforeEach
  void open() throws Exception {
    house = new FeedHouse(runDir);
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private RawHttp.Response page(RawHttp http, String path, String... more) throws Exception {
    List<String> headers = new java.util.ArrayList<>(List.of("Host: localhost", "Accept: text/html,*/*;q=0.8"));
    headers.addAll(List.of(more));
    return http.send("GET", path, headers.toArray(String[]::new));
  }

  @Test
  void browsersGetThePageAndProgramsTheList() throws Exception {
    for (RawHttp http : List.of(house.tcp(), house.unix())) {
      RawHttp.Response page = page(http, "/");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.hasHeader("content-type: text/html")).isTrue();
      assertThat(page.body()).startsWith("<!doctype html>").endsWith("</html>\n");
      assertThat(http.send("GET", "/", "Host: localhost", "Accept: */*").body()).contains("\"resources\"");
    }
  }

  @Test
  void nothingIsInlineAndEverythingItNeedsIsHere() throws Exception {
    RawHttp.Response page = page(house.tcp(), "/");
    assertThat(page.hasHeader("content-security-policy: default-src 'none'; script-src 'self'; style-src 'self';")).isTrue();
    assertThat(page.head()).doesNotContain("unsafe");
    assertThat(page.body()).doesNotContain("<style").doesNotContain(" style=").doesNotContain(" on")
        .doesNotContainPattern("<script[^>]*>[^<]").doesNotContain("//cdn").doesNotContain("https:");
    Matcher parts = Pattern.compile("(?:src|href)=\"(/[a-z]+\\.[a-z]+)\"").matcher(page.body());
    int found = 0;
    for (; parts.find(); found++) {
      assertThat(page(house.tcp(), parts.group(1)).status()).as(parts.group(1)).isEqualTo(200);
    }
    assertThat(found).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aBrowserThatHasItGetsItNotAgain() throws Exception {
    Matcher tag = Pattern.compile("(?i)etag: (\"[0-9a-f]+\")").matcher(page(house.tcp(), "/heartbeat.js").head());
    assertThat(tag.find()).isTrue();
    RawHttp.Response again = page(house.tcp(), "/heartbeat.js", "If-None-Match: " + tag.group(1));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.hasHeader("cache-control: no-cache")).isTrue();
    assertThat(page(house.tcp(), "/heartbeat.js", "If-None-Match: \"0\"").status()).isEqualTo(200);
  }

  @Test
  void noPathLeadsOutOfWebroot() throws Exception {
    for (String path : List.of(
        "/../heartbeat-version.properties", "/..%2fheartbeat-version.properties", "/%2e%2e/etc/passwd", "//etc/passwd",
        "/heartbeat.js/../../logback.xml", "/webroot/index.html", "/.%00/heartbeat.js", "/heartbeat.js%00", "/index.html",
        "/..\\..\\etc\\passwd", "/heartbeat-version.properties", "/META-INF/MANIFEST.MF")) {
      RawHttp.Response answer = page(house.tcp(), path);
      assertThat(answer.status()).as(path).isIn(400, 404);
      assertThat(answer.body()).as(path).doesNotContain("root:").doesNotContain("version=");
    }
  }

  @Test
  void thePageIsForThisMachineAlone() throws Exception {
    assertThat(house.tcp().send("GET", "/", "Host: evil.example", "Accept: text/html").status()).isEqualTo(421);
    assertThat(house.tcp().send("POST", "/heartbeat.js", "Host: localhost", "Content-Length: 0").status()).isEqualTo(404);
  }
}
