package org.linuxha.heartbeat.interop;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.notation.ConfigFiles;
import org.linuxha.heartbeat.notation.FromJson;
import org.linuxha.heartbeat.notation.ToJson;

/** A C daemon and ours start from what the conversion to JSON and back has written, and join. */
@Interop({"north", "south"})
class ConvertedIT {
  @Test
  void aCDaemonStartsFromTheHaCfThatWeWriteAndJoins(Hosts hosts) {
    Setup setup = Setup.plain().withMedia("udpport 1694", "bcast eth0", "mcast eth1 239.0.0.43 1694 1 0")
        .with("auto_failback off").with("# a comment").with("debug 1");
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(Kind.C, Kind.OURS));
    ToJson json = ToJson.of(
        new ConfigFiles(setup.haCf(hosts.all()), Optional.of(setup.authkeys()), Optional.of(setup.haresources())));
    ConfigFiles again = FromJson.files(new JsonObject(json.everything().encode()));
    for (Host host : hosts.all()) {
      host.writeConfig("ha.cf", "rw-r--r--", again.haCf());
      host.writeConfig("authkeys", "rw-------", again.authkeys().orElseThrow());
      host.writeConfig("haresources", "rw-r--r--", again.haresources().orElseThrow());
    }
    cluster.startAll().awaitAllActive();
    cluster.assertNoComplaints();
  }
}
