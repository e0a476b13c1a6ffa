package org.postwatch.routing;

import java.util.Optional;

/**
 * Who did something.
 *
 * @param claimed the name that came with it: whoever may write a command may write any name
 * @param verified the principal that an authenticated front door has seen and signed for; empty without one
 */
public record Actor(String claimed, Optional<String> verified) {

    /** Somebody of whom nothing but their own word is known. */
    public static Actor claimed(String name) {
        return new Actor(name, Optional.empty());
    }
}
