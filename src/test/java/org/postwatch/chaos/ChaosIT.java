package org.postwatch.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.oracle.World;
import org.slf4j.LoggerFactory;

/**
 * Postwatch keeps its promises while its machines die: {@code mvn verify -Pchaos -Dchaos.kills=6 -Dchaos.seed=1}. Logs
 * and data of a run that fails stay where it says.
 */
class ChaosIT {
    @Test
    void nothing_is_lost_twice_or_wrong() throws Exception {
        // That brokers are away is no news here.
        ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.ERROR);
        Chaos.Options options = new Chaos.Options(
                Integer.getInteger("chaos.kills", 6),
                Long.getLong("chaos.seed", 1),
                Integer.getInteger("chaos.instances", 2),
                Integer.getInteger("chaos.districts", 6),
                Integer.getInteger("chaos.days", 3));
        Path directory = Files.createTempDirectory("postwatch-chaos-");
        say("%s in %s".formatted(options, directory));
        try (Chaos chaos = new Chaos(options, directory, ChaosIT::say)) {
            chaos.start();
            chaos.strike();
            chaos.rest();
            say("at rest at %s of the script, after %,d events"
                    .formatted(chaos.player().clock(), chaos.player().events()));
            Verifier verifier = new Verifier(chaos.clients(), chaos.receiver().received());
            List<World> worlds = chaos.player().worlds();
            verifier.verify(worlds);
            verifier.hanging(new Ends(chaos.admin()).hanging());
            say("%d districts".formatted(worlds.size()));
            Summary.lines(chaos.faults().recoveries(), chaos.faults().ended(), verifier)
                    .forEach(ChaosIT::say);
            List<String> details = Summary.details(verifier);
            Files.write(directory.resolve("findings.txt"), details);
            assertThat(details).as("see %s", directory).isEmpty();
        }
    }

    private static void say(String line) {
        System.out.println("chaos: " + line);
    }
}
