package org.linuxha.heartbeat.feed;

import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Submission;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;

/** Stands where the heart stands: takes what is submitted, numbers it, and delivers it here. */
final class FakeHeart {
  final LinkedBlockingQueue<org.linuxha.heartbeat.message.Message> sent = new LinkedBlockingQueue<>();
  private final List<Message<Submission>> held = Collections.synchronizedList(new ArrayList<>());
  private final FeedHouse house;
  private int ordinal;
  private int seq;
  private volatile boolean holding;
  volatile String refusal;

  FakeHeart(FeedHouse house) {
    this(house, Story.allActive().events().size());
    house.tell(Story.allActive().events());
  }

  /** In a house that was told so many events. */
  FakeHeart(FeedHouse house, int told) {
    this.house = house;
    this.ordinal = told;
    house.house.vertx().eventBus().<Submission>localConsumer(Addresses.MESSAGE_SUBMIT, this::take);
  }

  private synchronized void take(Message<Submission> submission) {
    if (holding) {
      held.add(submission);
    } else if (refusal != null && !submission.body().message().type().startsWith("hbapi-")) {
      submission.fail(0, refusal);
    } else {
      org.linuxha.heartbeat.message.Message message =
          submission.body().message().with("src", "alice").with("seq", Integer.toHexString(++seq));
      sent.add(message);
      submission.reply(true);
      if (!"bob".equals(message.text("dest"))) {
        tell(new ClusterEvent.Delivered(message, "", true));
      }
    }
  }

  synchronized void tell(ClusterEvent event) {
    Moment moment = Story.moment(++ordinal);
    house.tell(List.of(new Told(ordinal, moment.nanos(), moment.wallMillis(), event)));
  }

  /** Takes nothing until {@link #release}. */
  synchronized void hold() {
    holding = true;
  }

  synchronized void release() {
    holding = false;
    List.copyOf(held).forEach(this::take);
    held.clear();
  }

  int held() {
    return held.size();
  }

  org.linuxha.heartbeat.message.Message next() throws InterruptedException {
    return sent.poll(20, TimeUnit.SECONDS);
  }
}
