package org.linuxha.heartbeat.notation.pacemaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linuxha.heartbeat.notation.ConfigFiles;
import org.linuxha.heartbeat.notation.Finding.Kind;
import org.linuxha.heartbeat.notation.ToJson;

/** Each word of haresources has its agent; what has none is kept and told, without its secrets. */
class ToPacemakerTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "10.0.0.1 | ocf:heartbeat:IPaddr2 | ip=10.0.0.1",
      "10.0.0.1/24 | ocf:heartbeat:IPaddr2 | ip=10.0.0.1 cidr_netmask=24",
      "10.0.0.1/24/eth0:1 | ocf:heartbeat:IPaddr2 | ip=10.0.0.1 cidr_netmask=24 nic=eth0 iflabel=1",
      "10.0.0.1/255.255.255.192/10.0.0.63 | ocf:heartbeat:IPaddr2 | ip=10.0.0.1 cidr_netmask=26 broadcast=10.0.0.63",
      "IPaddr::10.0.0.1/24/eth0/10.0.0.255 | ocf:heartbeat:IPaddr2 | ip=10.0.0.1 cidr_netmask=24 nic=eth0 broadcast=10.0.0.255",
      "IPv6addr::2001:db8::1/64 | ocf:heartbeat:IPaddr2 | ip=2001:db8::1 cidr_netmask=64",
      "Filesystem::/dev/sda1::/srv::ext4 | ocf:heartbeat:Filesystem | device=/dev/sda1 directory=/srv fstype=ext4",
      "Filesystem::/dev/sda1 | ocf:linuxha:haresource | resource=Filesystem::/dev/sda1",
      "portblock::tcp::80::block | ocf:heartbeat:portblock | protocol=tcp portno=80 action=block",
      "apache | ocf:heartbeat:apache | ''",
      "httpd | lsb:httpd | ''",
      "AudibleAlarm | ocf:linuxha:haresource | resource=AudibleAlarm",
      "drbddisk::r0 | ocf:linuxha:haresource | resource=drbddisk::r0",
      "mine::a::b | ocf:linuxha:haresource | resource=mine::a::b"})
  void everyWordHasItsAgent(String word, String agent, String parameters) {
    Scripts.Mapped mapped = Scripts.of(word);
    assertThat(new Primitive("x", mapped.standard(), mapped.provider(), mapped.type(), Map.of()).agent()).isEqualTo(agent);
    assertThat(String.join(" ", mapped.parameters().entrySet().stream().map(Object::toString).toList())).isEqualTo(parameters);
  }

  private static Migration of(String more, String haresources) {
    ToJson read = ToJson.of(new ConfigFiles("bcast eth0\nnode alice bob\n" + more, Optional.empty(), Optional.of(haresources)));
    assertThat(read.isUsable()).as("%s", read.problems()).isTrue();
    return ToPacemaker.of(read.everything());
  }

  @Test
  void whatHasNoCounterpartIsKeptWithoutItsSecrets() {
    Migration migration = of("stonith_host * nosuch 10.0.0.9 SECRET\nstonith baytech /etc/baytech.conf\n", "alice 10.0.0.1\n");
    assertThat(migration.kept()).containsExactly("stonith_host * nosuch ...", "stonith baytech /etc/baytech.conf");
    assertThat(migration.findings()).filteredOn(f -> f.text().startsWith("Not mapped")).hasSize(2)
        .allMatch(f -> f.kind() == Kind.DANGEROUS);
    for (String text : new String[] {Cib.of(migration), Commands.pcs(migration), Commands.crmsh(migration)}) {
      assertThat(text).contains("not mapped: stonith_host * nosuch ...").doesNotContain("SECRET");
    }
  }

  @Test
  void commandsSayWhatTheCibSays() {
    Migration migration = of("auto_failback off\nstonith_host bob baytech 10.0.0.9 admin a'b\n", "alice 10.0.0.1/24 mine::a\n");
    assertThat(Commands.pcs(migration)).isEqualTo("""
        #!/bin/sh
        # on one node of a running cluster
        set -e
        pcs property set no-quorum-policy=ignore stonith-enabled=true symmetric-cluster=true
        pcs resource defaults update resource-stickiness=INFINITY
        pcs resource create IPaddr2-10.0.0.1 ocf:heartbeat:IPaddr2 ip=10.0.0.1 cidr_netmask=24 --no-default-ops --group group-alice
        pcs resource create mine ocf:linuxha:haresource resource=mine::a --no-default-ops --group group-alice
        pcs constraint location group-alice prefers alice=100
        pcs stonith create fence-baytech baytech ipaddr=10.0.0.9 login=admin 'password=a'\\''b' --force
        pcs constraint location fence-baytech avoids alice
        """);
    assertThat(Commands.crmsh(migration)).isEqualTo("""
        # crm configure load update FILE
        primitive IPaddr2-10.0.0.1 ocf:heartbeat:IPaddr2 params ip="10.0.0.1" cidr_netmask="24"
        primitive mine ocf:linuxha:haresource params resource="mine::a"
        group group-alice IPaddr2-10.0.0.1 mine
        location group-alice-prefers group-alice 100: alice
        primitive fence-baytech stonith:baytech params ipaddr="10.0.0.9" login="admin" password="a'b"
        location fence-baytech-not-alice fence-baytech -inf: alice
        property cib-bootstrap-options: no-quorum-policy=ignore stonith-enabled=true symmetric-cluster=true
        rsc_defaults rsc-options: resource-stickiness=INFINITY
        """);
  }
}
