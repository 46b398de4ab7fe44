package org.linuxha.heartbeat.notation.pacemaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.notation.ConfigFiles;
import org.linuxha.heartbeat.notation.ToJson;

/** Pacemaker itself judges what {@code --to cib} writes: crm_verify whether it is right, crm_simulate what it would do. */
class PacemakerIT {
  private static final String HA_CF = "keepalive 1\ndeadtime 10\nbcast eth0 eth1\nnode alice bob\n";
  private static final String RESOURCES = """
      alice 10.0.0.1/24/eth0:1/10.0.0.255 drbddisk::r0 Filesystem::/dev/drbd0::/srv::ext4::noatime nfs-server \\
        IPaddr2::10.0.0.2/255.255.255.0/eth0 MailTo::root@example.org::moved
      bob   IPaddr::10.0.0.3 apache::/etc/apache2/two.conf OCF::db::one Delay::3::0 Filesystem::-Lsrv::/srv/two IPv6addr::2001:db8::3/64/eth0
      bob   10.0.0.4 mysql AudibleAlarm::alice
      alice
      """;
  private static final String FENCING = "stonith_host alice baytech 10.0.0.9 admin 'PASS<\"&WORD'\n"
      + "stonith_host * external/ipmi bob 10.0.0.10 admin PASS lan\nstonith_host bob meatware alice bob\n";
  private static final Pattern PLACED = Pattern.compile("^\\s*\\* (\\S+)\\s+\\((\\S+)\\):\\s+Started (\\S+)", Pattern.MULTILINE);

  @TempDir Path home;

  @BeforeEach
  void pacemakerIsInstalled() {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/sbin/crm_verify")), "no pacemaker-cli-utils");
  }

  private static Migration migration(String haCf) {
    ToJson read = ToJson.of(new ConfigFiles(haCf, Optional.empty(), Optional.of(RESOURCES)));
    assertThat(read.isUsable()).as("%s", read.problems()).isTrue();
    return ToPacemaker.of(read.everything());
  }

  private Path cib(String haCf) throws IOException {
    return Files.writeString(home.resolve("cib.xml"), Cib.of(migration(haCf)));
  }

  private String run(int exit, String... command) throws IOException, InterruptedException {
    Path said = home.resolve("said");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(said, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isEqualTo(exit);
    return text;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", FENCING, "stonith_host * nosuchplugin a b\n", "auto_failback off\n"})
  void crmVerifyHasNothingToSay(String more) throws Exception {
    assertThat(run(0, "crm_verify", "-V", "-x", cib(HA_CF + more).toString())).isEmpty();
  }

  @Test
  void crmVerifyWouldSayIt() throws Exception {
    Path cib = cib(HA_CF);
    Files.writeString(cib, Files.readString(cib).replace("name=\"stonith-enabled\" value=\"false\"", "name=\"stonith-enabled\" value=\"true\""));
    assertThat(run(78, "crm_verify", "-V", "-x", cib.toString())).contains("STONITH");
  }

  /** Every resource with its node, in the order in which crm_simulate lists them. */
  private List<String> simulate(Path from, Path to, String... change) throws Exception {
    List<String> command = new ArrayList<>(List.of("crm_simulate", "-S", "-x", from.toString(), "-O", to.toString()));
    command.addAll(List.of(change));
    String said = run(0, command.toArray(String[]::new));
    List<String> placed = new ArrayList<>();
    Matcher matcher = PLACED.matcher(said.substring(said.indexOf("Revised Cluster Status")));
    while (matcher.find()) {
      placed.add(matcher.group(1) + " " + matcher.group(3));
    }
    return placed;
  }

  private static List<String> on(String... groups) {
    List<List<String>> members = migration(HA_CF).groups().stream()
        .map(group -> group.members().stream().map(Primitive::id).toList()).toList();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < groups.length; i++) {
      String node = groups[i];
      members.get(i).forEach(id -> all.add(id + " " + node));
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void crmSimulatePlacesAsHaresourcesWould(String failback) throws Exception {
    Path start = cib(HA_CF + "auto_failback " + failback + "\n");
    Path both = home.resolve("both.xml");
    Path one = home.resolve("one.xml");
    assertThat(simulate(start, both, "-u", "alice", "-u", "bob")).isEqualTo(on("alice", "bob", "bob"));
    assertThat(simulate(both, one, "-d", "alice")).isEqualTo(on("bob", "bob", "bob"));
    assertThat(simulate(one, home.resolve("again.xml"), "-u", "alice"))
        .isEqualTo(failback.equals("on") ? on("alice", "bob", "bob") : on("bob", "bob", "bob"));
  }

  @Test
  void aGroupStartsFromLeftToRight() throws Exception {
    String said = run(0, "crm_simulate", "-S", "-x", cib(HA_CF).toString(), "-O", home.resolve("o.xml").toString(), "-u", "alice");
    Matcher starts = Pattern.compile("Resource action: (\\S+)\\s+start on alice").matcher(said);
    List<String> order = new ArrayList<>();
    while (starts.find()) {
      order.add(starts.group(1));
    }
    List<String> ids = migration(HA_CF).groups().get(0).members().stream().map(Primitive::id).toList();
    assertThat(order.stream().filter(ids::contains)).containsExactlyElementsOf(ids);
  }

  @Test
  void aFencingDeviceRunsOnItsHostAlone() throws Exception {
    Path out = home.resolve("o.xml");
    assertThat(simulate(cib(HA_CF + FENCING), out, "-u", "alice", "-u", "bob")).contains("fence-baytech alice", "fence-meatware bob");
    assertThat(simulate(cib(HA_CF + FENCING), out, "-u", "bob")).contains("fence-meatware bob")
        .noneMatch(line -> line.startsWith("fence-baytech"));
  }
}
