/**
 * What the outside sees over HTTP: the cluster as JSON, health, on a TCP address and on the Unix
 * socket {@code api.sock}, by one router. It keeps its own model of the cluster from the event
 * stream and never asks the heart.
 */
package org.linuxha.heartbeat.feed;
