package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.auth.AuthKeysParser;
import org.linuxha.heartbeat.auth.KeyProof;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Control;

/** Which keys a daemon has in use: said to who proves that he knows one, on the Unix socket alone, and never a key. */
@Timeout(60)
class KeysApiTest {
  private static final String CHALLENGE = "00112233445566778899aabbccddeeff";

  @TempDir Path runDir;

  private static String ask(int number, KeyRing.Key key, String challenge) {
    return "/api/v1/keys?number=" + number + "&challenge=" + challenge + "&proof=" + KeyProof.of(number, key, challenge);
  }

  @Test
  void itSaysYesToTheRightKeyAloneAndTakesNewOnes() throws Exception {
    try (FeedHouse house = new FeedHouse(runDir)) {
      KeyRing two = AuthKeysParser.parse("authkeys", "auth 2\n1 sha1 house-secret\n2 sha1 other-secret\n").ring().orElseThrow();
      assertThat(get(house, "/api/v1/keys")).isEqualTo(new JsonObject("{\"active\":1,\"numbers\":[1]}"));
      assertThat(get(house, ask(1, two.keys().get(1), CHALLENGE)).getBoolean("holds")).isTrue();
      assertThat(get(house, ask(1, two.keys().get(2), CHALLENGE)).getBoolean("holds")).isFalse();
      assertThat(get(house, ask(2, two.keys().get(2), CHALLENGE)).getBoolean("holds")).isFalse();
      assertThat(get(house, ask(1, two.keys().get(1), CHALLENGE).replace(CHALLENGE, CHALLENGE.replace('0', '1'))).getBoolean("holds")).isFalse();
      house.house.vertx().eventBus().publish(Addresses.DAEMON_CONTROL, new Control.NewKeys(two));
      FeedHouse.waitFor("the new keys", () -> get(house, "/api/v1/keys").getInteger("active") == 2);
      assertThat(get(house, ask(2, two.keys().get(2), CHALLENGE)).getBoolean("holds")).isTrue();
    }
  }

  @Test
  void aQuestionThatIsNoneIsRefusedAndNobodyAsksOverTcp() throws Exception {
    try (FeedHouse house = new FeedHouse(runDir)) {
      for (String wrong : new String[] {"number=1", "number=1&challenge=zz&proof=00", "number=99&challenge=" + CHALLENGE + "&proof=00", "proof=00"}) {
        assertThat(house.unix().send("GET", "/api/v1/keys?" + wrong, "Host: hb").status()).as(wrong).isEqualTo(400);
      }
      assertThat(house.tcp().send("GET", "/api/v1/keys", "Host: localhost").status()).isEqualTo(404);
    }
  }

  private static JsonObject get(FeedHouse house, String path) throws Exception {
    String body = house.unix().send("GET", path, "Host: hb").body();
    assertThat(body).doesNotContain("secret");
    return new JsonObject(body);
  }
}
