package org.postwatch.routing;

import java.util.Optional;

/**
 * Who did something.
 *
 * @param claimed the name that came with it
 * @param verified the principal that was authenticated on the way, where one was
 */
public record Actor(String claimed, Optional<String> verified) {}
