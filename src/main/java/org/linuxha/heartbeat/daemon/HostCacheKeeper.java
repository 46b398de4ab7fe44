package org.linuxha.heartbeat.daemon;

import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.linuxha.heartbeat.cluster.NodeTable;
import org.linuxha.heartbeat.process.StateException;
import org.linuxha.heartbeat.process.StateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the node table off the loops; of several that come while one is written the last is written. */
final class HostCacheKeeper implements Consumer<NodeTable> {
  private static final Logger LOG = LoggerFactory.getLogger(HostCacheKeeper.class);

  private final Vertx vertx;
  private final StateFiles files;
  private final AtomicReference<NodeTable> latest = new AtomicReference<>();

  HostCacheKeeper(Vertx vertx, StateFiles files) {
    this.vertx = vertx;
    this.files = files;
  }

  @Override
  public void accept(NodeTable table) {
    if (latest.getAndSet(table) == null) {
      // ordered by the caller's context: two writers never meet on one file
      vertx.executeBlocking(this::write);
    }
  }

  private Void write() {
    NodeTable table = latest.getAndSet(null);
    try {
      files.writeNodes(table);
    } catch (StateException e) {
      LOG.error("{} The cluster goes on; the file is tried again at the next change.", e.problem().full());
    }
    return null;
  }
}
