package org.linuxha.heartbeat.daemon.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders and scripts as people write them, and what they are told when they write them wrong. */
class OrderTest {
  private static Order parse(String text) throws Order.Wrong {
    return Order.parse(text, DemoCluster.NODES, DemoCluster.LINKS);
  }

  @Test
  void ordersHaveDefaultsAndTakeNamesLettersAndNumbers() throws Exception {
    assertThat(parse("kill bob")).isEqualTo(new Order.Kill("bob"));
    assertThat(parse("START 3")).isEqualTo(new Order.Start("carol"));
    assertThat(parse("pause a")).isEqualTo(new Order.Pause("alice", 700));
    assertThat(parse("pause alice 2500ms")).isEqualTo(new Order.Pause("alice", 2_500));
    assertThat(parse("cut bob blue")).isEqualTo(new Order.Cut("bob", "blue"));
    assertThat(parse("lose bob")).isEqualTo(new Order.Lose("bob", 20));
    assertThat(parse("lose bob 35%")).isEqualTo(new Order.Lose("bob", 35));
    assertThat(parse("delay bob red")).isEqualTo(new Order.Delay("bob", "red", 300));
    assertThat(parse("delay 2 b 1500ms")).isEqualTo(new Order.Delay("bob", "blue", 1_500));
    assertThat(parse("heal")).isEqualTo(new Order.Heal(""));
    assertThat(parse("status")).isEqualTo(new Order.Status());
    assertThat(parse(" Stop ")).isEqualTo(new Order.Stop());
  }

  @Test
  void aWrongOrderSaysWhatWouldBeRight() {
    for (List<String> each : List.of(
        List.of("kill dave", "alice, bob and carol"), List.of("kill", "Which node?"), List.of("cut bob", "Which link?"),
        List.of("cut bob green", "red and blue"), List.of("pause bob 0", "1 to 60000"), List.of("lose bob 101", "1 to 100"), List.of("delay bob", "Which link?"), List.of("delay bob red 10001", "1 to 10000"),
        List.of("explode bob", "kill NODE"), List.of("explode", "status, stop"), List.of("status bob", "a word too many"), List.of("kill bob carol", "a word too many"))) {
      assertThatThrownBy(() -> parse(each.get(0))).isInstanceOf(Order.Wrong.class).hasMessageContaining(each.get(1));
    }
  }

  @Test
  void aScriptIsReadWholeBeforeAnythingStarts() throws Exception {
    Script script = Script.parse(List.of(
        "# a comment", "", "kill bob   # and one behind", "at 1.5s wait 200ms", "expect within 3s bob dead",
        "hold 2s carol active", "expect view alice carol", "expect told deadtime", "tale"));
    assertThat(script.steps()).extracting(Script.Step::action).containsExactly(
        new Script.Do(new Order.Kill("bob")), new Script.At(1_500), new Script.Wait(200),
        new Script.Expect(3_000, new Condition.Status("bob", "dead")),
        new Script.Hold(2_000, new Condition.Status("carol", "active")),
        new Script.Expect(15_000, new Condition.Members(List.of("alice", "carol"))),
        new Script.Expect(15_000, new Condition.Told("deadtime")), new Script.Tales());
    assertThatThrownBy(() -> Script.parse(List.of("kill bob", "expect bob blue maybe")))
        .isInstanceOf(Script.Wrong.class).hasMessageStartingWith("line 2: ");
    assertThatThrownBy(() -> Script.parse(List.of("wait long"))).isInstanceOf(Script.Wrong.class)
        .hasMessageContaining("700ms");
  }

  /** docs/demo.md: any order of its table may be a line. */
  @Test
  void everyOrderOfTheDocumentedTableMayStandInAScript() throws Exception {
    String page = java.nio.file.Files.readString(java.nio.file.Path.of("docs/demo.md"));
    List<String> orders = new java.util.ArrayList<>();
    page.lines().filter(line -> line.startsWith("|")).forEach(line -> java.util.regex.Pattern.compile("`(?:bin/heartbeat demo|\\.\\.\\. demo) ([^`]+)`")
        .matcher(line).results().forEach(found -> orders.add(found.group(1))));
    assertThat(orders).contains("kill bob", "status", "stop").hasSize(9);
    assertThat(Script.parse(orders).steps()).extracting(Script.Step::action).allMatch(action -> action instanceof Script.Do);
  }

  @Test
  void conditionsAskAllOthersThatRun() {
    Scenes scenes = new Scenes();
    Condition dead = Condition.parse("bob dead");
    scenes.says("alice", Scenes.observation(java.util.Map.of("bob", "dead"), java.util.Map.of(), 0, null));
    assertThat(dead.holds(scenes.now(), List.of())).as("carol does not say so yet").isFalse();
    assertThat(Condition.parse("alice says bob dead").holds(scenes.now(), List.of())).isTrue();
    scenes.said.remove("carol");
    assertThat(dead.holds(scenes.now(), List.of())).isTrue();
    assertThat(Condition.parse("view alice bob carol").holds(scenes.now(), List.of()))
        .as("nobody said anything of views").isFalse();
  }
}
