package org.linuxha.heartbeat.notation;

/** Where something stands in a text: line and column, from 1. */
record Position(int line, int column) {
  @Override
  public String toString() {
    return line + ":" + column;
  }
}
