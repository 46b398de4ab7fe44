package org.linuxha.heartbeat.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.bus.Futures.await;

import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.bus.House.Loop;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.message.Message;

/** No service verticle ever shares a loop with a pulse verticle, whatever part of its life runs. */
class HouseTest {
  private final House house = House.open();

  @AfterEach
  void close() throws Exception {
    await(house.close());
  }

  /** Notes on which thread each part of its life runs. */
  private static final class Probe extends VerticleBase {
    final Map<String, String> threads = new ConcurrentHashMap<>();
    final Promise<Void> timer = Promise.promise();
    final Promise<Void> fine = Promise.promise();
    final Promise<Void> blocking = Promise.promise();
    final Promise<Object> heard = Promise.promise();
    private final String address;

    Probe(String address) {
      this.address = address;
    }

    private void note(String part) {
      threads.put(part, Thread.currentThread().getName());
    }

    @Override
    public Future<?> start() {
      note("start");
      vertx.setTimer(1, id -> {
        note("timer");
        timer.tryComplete();
      });
      NettyLoop.of(context).after(1_000, () -> {
        note("fine timer");
        fine.tryComplete();
      });
      vertx.executeBlocking(() -> Thread.currentThread().getName()).onSuccess(worker -> {
        threads.put("worker", worker);
        note("after blocking");
        blocking.tryComplete();
      });
      return vertx.eventBus().localConsumer(address, message -> {
        note("consumer");
        heard.tryComplete(message.body());
      }).completion();
    }

    @Override
    public Future<?> stop() {
      note("stop");
      return Future.succeededFuture();
    }
  }

  @Test
  void everyPartOfAVerticleRunsOnTheLoopItWasDeployedOn() throws Exception {
    Map<Loop, Probe> probes = Map.of(Loop.PULSE, new Probe("p"), Loop.SERVICE, new Probe("s"));
    for (Loop loop : Loop.values()) {
      Probe probe = probes.get(loop);
      String id = await(house.deploy(loop, () -> probe));
      house.vertx().eventBus().send(probe.address, "hello");
      await(Future.all(List.of(
          probe.timer.future(), probe.fine.future(), probe.blocking.future(), probe.heard.future())));
      await(house.vertx().undeploy(id));
      Map<String, String> threads = Map.copyOf(probe.threads);
      for (String part : List.of("start", "timer", "fine timer", "after blocking", "consumer", "stop")) {
        assertThat(threads).containsEntry(part, loop.threadName());
      }
      assertThat(threads.get("worker")).isNotIn("pulse", "service");
    }
  }

  @Test
  void manyDeployedAtOnceAllLandWhereTheyBelong() throws Exception {
    List<Future<String>> deployed = new ArrayList<>();
    Map<Probe, Loop> probes = new ConcurrentHashMap<>();
    for (int i = 0; i < 40; i++) {
      Loop loop = i % 3 == 0 ? Loop.PULSE : Loop.SERVICE;
      Probe probe = new Probe("many" + i);
      probes.put(probe, loop);
      deployed.add(house.deploy(loop, () -> probe));
    }
    await(Future.all(deployed));
    assertThat(probes).allSatisfy(
        (probe, loop) -> assertThat(probe.threads).containsEntry("start", loop.threadName()));
  }

  @Test
  void whatForeignThreadsAndVerticlesDeployedPastTheHouseStartIsServiceWork() throws Exception {
    List<Future<String>> names = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Promise<String> name = Promise.promise();
      names.add(name.future());
      Thread foreign = new Thread(
          () -> house.vertx().setTimer(1, id -> name.complete(Thread.currentThread().getName())));
      foreign.start();
      foreign.join(10_000);
      Probe probe = new Probe("past" + i);
      await(house.vertx().deployVerticle(probe));
      names.add(Future.succeededFuture(probe.threads.get("start")));
    }
    await(Future.all(names));
    assertThat(names).extracting(Future::result).containsOnly("service");
  }

  @Test
  void connectionsOfAServiceVerticleStayOnTheServiceLoop() throws Exception {
    List<String> threads = new ArrayList<>();
    Promise<Integer> port = Promise.promise();
    Promise<Void> three = Promise.promise();
    await(house.deploy(Loop.SERVICE, () -> new VerticleBase() {
      @Override
      public Future<?> start() {
        NetServer server = vertx.createNetServer().connectHandler(socket -> {
          threads.add(Thread.currentThread().getName());
          if (threads.size() == 3) {
            three.complete();
          }
        });
        return server.listen(0, "127.0.0.1").onSuccess(bound -> port.complete(bound.actualPort()));
      }
    }));
    int number = await(port.future());
    for (int i = 0; i < 3; i++) {
      new java.net.Socket("127.0.0.1", number).close();
    }
    await(three.future());
    assertThat(threads).containsOnly("service");
  }

  @Test
  void payloadsArriveAsTheVerySameObject() throws Exception {
    Probe probe = new Probe("payload");
    await(house.deploy(Loop.PULSE, () -> probe));
    LinkOutput.Transmit transmit = new LinkOutput.Transmit(Message.EMPTY, Bytes.EMPTY);
    house.vertx().eventBus().send("payload", transmit);
    assertThat(await(probe.heard.future())).isSameAs(transmit);
  }

  @Test
  void theKernelKnowsTheLoopsByName() throws Exception {
    for (Loop loop : Loop.values()) {
      await(house.deploy(loop, () -> new Probe("kernel" + loop)));
    }
    List<String> names = new ArrayList<>();
    try (var tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        names.add(Files.readString(task.resolve("comm")).strip());
      }
    }
    assertThat(names).contains("pulse", "service");
  }

  @Test
  void whatNettyTellsOnAThreadOfItsOwnIsHandledOnTheLoop() throws Exception {
    Promise<String> handled = Promise.promise();
    await(house.deploy(Loop.PULSE, () -> new VerticleBase() {
      @Override
      public Future<?> start() {
        NettyLoop loop = NettyLoop.of(context);
        new Thread(() -> loop.dispatch(() -> handled.complete(
            Thread.currentThread().getName() + " " + (Vertx.currentContext() == context)))).start();
        return Future.succeededFuture();
      }
    }));
    assertThat(await(handled.future())).isEqualTo("pulse true");
  }

  /** docs/adr/005: Netty's own makes the loop spin while a thread that it interrupted fills it. */
  @Test
  void theQueuesOfTheLoopsNeverWaitForWhoFillsThem() throws Exception {
    for (Loop loop : Loop.values()) {
      Promise<Object> executor = Promise.promise();
      await(house.deploy(loop, () -> new VerticleBase() {
        @Override
        public Future<?> start() {
          executor.complete(NettyLoop.of(context).eventLoop());
          return Future.succeededFuture();
        }
      }));
      var queue = SingleThreadEventExecutor.class.getDeclaredField("taskQueue");
      queue.setAccessible(true);
      assertThat(queue.get(await(executor.future()))).as(loop.threadName()).isInstanceOf(ConcurrentLinkedQueue.class);
    }
  }

  @Test
  void aVerticleThatFailsToStartFailsItsDeployment() {
    Future<String> deployed = house.deploy(Loop.PULSE, () -> new VerticleBase() {
      @Override
      public Future<?> start() {
        return Future.failedFuture("no socket");
      }
    });
    assertThat(deployed.toCompletionStage().toCompletableFuture())
        .failsWithin(java.time.Duration.ofSeconds(30)).withThrowableThat().withMessageContaining("no socket");
  }
}
