package org.linuxha.heartbeat.bus;

import org.linuxha.heartbeat.message.Message;

/** A message somebody local wants in the cluster; {@code submitter} names who, for logs and fairness. */
public record Submission(String submitter, Message message) {}
