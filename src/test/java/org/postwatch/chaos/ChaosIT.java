package org.postwatch.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Postwatch keeps its promises while its machines die: {@code mvn verify -Pchaos -Dchaos.kills=6 -Dchaos.seed=1}. Logs
 * and data of a run that fails stay where it says.
 */
class ChaosIT {
    @Test
    void nothing_is_lost_twice_or_wrong() throws Exception {
        Chaos.Options options = new Chaos.Options(
                Integer.getInteger("chaos.kills", 6),
                Long.getLong("chaos.seed", 1),
                Integer.getInteger("chaos.instances", 2),
                Integer.getInteger("chaos.districts", 6));
        Path directory = Files.createTempDirectory("postwatch-chaos-");
        say("%s in %s".formatted(options, directory));
        try (Chaos chaos = new Chaos(options, directory, ChaosIT::say)) {
            chaos.start();
            chaos.strike();
            chaos.rest();
            say(chaos.player().clock() + " " + chaos.player().events() + " events");
        }
    }

    private static void say(String line) {
        System.out.println("chaos: " + line);
    }
}
