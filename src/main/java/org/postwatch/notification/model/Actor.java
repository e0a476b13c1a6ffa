package org.postwatch.notification.model;

import java.util.Optional;

/**
 * Who did something.
 *
 * @param claimed the name that came with it: a client that may write a command can use any name
 * @param verified the principal that an authenticated front end has signed for; empty without one
 */
public record Actor(String claimed, Optional<String> verified) {

    /** An actor whose name nothing verifies. */
    public static Actor unverified(String name) {
        return new Actor(name, Optional.empty());
    }
}
