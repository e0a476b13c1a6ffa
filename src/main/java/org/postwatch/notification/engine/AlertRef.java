package org.postwatch.notification.engine;

/** Names an alert: a member of a group, a line of a digest, a feed's silence. */
public record AlertRef(String alertId) {}
