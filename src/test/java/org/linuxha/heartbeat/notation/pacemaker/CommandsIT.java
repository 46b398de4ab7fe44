package org.linuxha.heartbeat.notation.pacemaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.notation.ConfigFiles;
import org.linuxha.heartbeat.notation.ToJson;

/**
 * The real pcs and crmsh carry out what {@code --to pcs} and {@code --to crmsh} print, on a CIB in a file: crm_verify has
 * nothing to say about what comes of it, and it is what {@code --to cib} writes.
 */
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class CommandsIT {
  private static final String HA_CF = """
      keepalive 1
      deadtime 10
      bcast eth0
      node alice bob
      auto_failback on
      stonith_host alice external/ssh bob
      """;
  private static final String RESOURCES = """
      alice 10.0.0.1/24/eth0 Filesystem::/dev/sdb1::/srv::ext4::noatime MailTo::root@example.org::moved
      bob IPaddr2::10.0.0.3 apache::/etc/apache2/two.conf
      """;
  private static final Pattern PART =
      Pattern.compile("<(primitive|group|rsc_location|nvpair) [^>]*?(?:class|provider|type|rsc|node|score|name|value)=[^>]*>");
  private static final Pattern MEANING = Pattern.compile("\\b(?:class|provider|type|rsc|node|score|name|value)=\"[^\"]*\"");

  @TempDir Path home;

  private static Migration migration() {
    return ToPacemaker.of(ToJson.of(new ConfigFiles(HA_CF, Optional.empty(), Optional.of(RESOURCES))).everything());
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path said = home.resolve("said");
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("CIB_file", home.resolve("cib.xml").toString());
    builder.environment().put("HOME", home.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(said, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  private void emptyCib() throws Exception {
    Files.writeString(home.resolve("cib.xml"), run("cibadmin", "--empty"));
  }

  /** What a CIB says, without ids and order of attributes. */
  private static TreeSet<String> meaning(String cib) {
    String own = cib.replaceAll("(?s)<nvpair [^>]*name=\"(dc-version|cluster-infrastructure|have-watchdog|cluster-name)\"[^>]*>", "");
    return PART.matcher(own).results().map(part -> part.group(1) + " " + MEANING.matcher(part.group()).results()
        .map(attribute -> attribute.group().replace("INFINITY", "inf").replace("-inf", "-INFINITY")).sorted().collect(Collectors.joining(" ")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void isWhatCibSays() throws Exception {
    assertThat(run("crm_verify", "-V", "-x", "cib.xml")).isEmpty();
    assertThat(meaning(Files.readString(home.resolve("cib.xml")))).isEqualTo(meaning(Cib.of(migration())));
  }

  @Test
  void crmshLoadsIt() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/sbin/crm")), "no crmsh");
    emptyCib();
    Path file = Files.writeString(home.resolve("pacemaker.crm"), Commands.crmsh(migration()));
    // --force: the nodes are not in an empty CIB
    run("crm", "--force", "configure", "load", "update", file.toString());
    isWhatCibSays();
  }

  @Test
  void pcsCarriesItOut() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/sbin/pcs")), "no pcs");
    emptyCib();
    String script = Commands.pcs(migration()).replaceAll("(?m)^pcs ", "pcs -f cib.xml ");
    assertThat(List.of(script.split("\n"))).hasSizeGreaterThan(8);
    run("sh", "-e", Files.writeString(home.resolve("pcs.sh"), script).toString());
    isWhatCibSays();
  }
}
