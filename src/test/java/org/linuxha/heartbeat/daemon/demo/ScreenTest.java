package org.linuxha.heartbeat.daemon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The screen fits whatever terminal there is. */
class ScreenTest {
  private final Scenes scenes = new Scenes();
  private final Screen screen = new Screen("http://127.0.0.1:4711/");

  private List<String> paint(int height, int width, boolean colours, boolean unicode) {
    return screen.rows(scenes.now(), height, width).stream().map(row -> row.paint(width, colours, unicode)).toList();
  }

  @Test
  void everySizeIsFilledAndNoneIsLeft() {
    for (int i = 0; i < 300; i++) {
      screen.event(i, "alice", "bob is dead (no status for 1004 ms) and some more words that make it long");
    }
    screen.tale("A long tale. ".repeat(100));
    for (int height : List.of(1, 5, 12, 24, 60)) {
      for (int width : List.of(1, 20, 80, 200)) {
        assertThat(paint(height, width, false, true)).as(height + " x " + width).hasSize(height)
            .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
      }
    }
  }

  @Test
  void withoutColoursNothingIsSentThatSteers() {
    screen.event(0, "alice", "bob \033[2J is dead");
    assertThat(paint(30, 100, false, true)).noneMatch(line -> line.contains("\033"));
    assertThat(paint(30, 100, true, true)).anyMatch(line -> line.contains("\033[32m"))
        .noneMatch(line -> line.contains("[2J is") && line.contains("\033[2J"));
    assertThat(String.join("", paint(30, 100, true, false)).chars()).allMatch(each -> each < 127);
  }

  @Test
  void aDeadNodeACutAndALossAreSeen() {
    scenes.bodies.put("bob", Scene.Body.KILLED);
    scenes.said.remove("bob");
    Observation without = Scenes.observation(Map.of("bob", "dead"), Map.of("bob red", "dead", "bob blue", "dead"), 0,
        Scenes.view(4, true, "alice", "carol"));
    scenes.says("alice", without);
    scenes.says("carol", without);
    scenes.faults = Faults.NONE.cutting("bob", "red").losing("carol", 20).delaying("alice", "blue", 300);
    String all = String.join("\n", paint(30, 100, false, true));
    assertThat(all).contains("2 bob      ○ killed     dead for 1.2 s             ○ dead cut    ○ dead")
        .contains("● up -20%").contains("● up +300ms").contains("MEMBERSHIP  alice and carol  2 of 3 votes: quorum");
  }

  @Test
  void coloursAndLettersAreThoseOfTheTerminal() {
    assertThat(Terminal.hasColours(Map.of("TERM", "xterm"))).isTrue();
    assertThat(Terminal.hasColours(Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
    assertThat(Terminal.hasColours(Map.of("TERM", "vt100"))).isFalse();
    assertThat(Terminal.hasUnicode(Map.of("LANG", "de_DE.UTF-8"))).isTrue();
    assertThat(Terminal.hasUnicode(Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "C"))).isFalse();
    assertThat(Terminal.hasUnicode(Map.of())).isFalse();
  }
}
