/**
 * The configuration as JSON: {@code heartbeat.json}, to and from {@code ha.cf}, {@code authkeys} and
 * {@code haresources}. What the settings mean and whether they are right stays the business of
 * {@link org.linuxha.heartbeat.config}: JSON becomes the text of these files and is read as they are.
 */
package org.linuxha.heartbeat.notation;
