package org.postwatch.dispatch;

/** Names a matter: a member of a group, a line of a digest, a feed's silence. */
public record Mark(String matter) {}
