package org.postwatch.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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
        ChaosRun.ChaosOptions options = new ChaosRun.ChaosOptions(
                kinds(),
                Integer.getInteger("chaos.kills", 6),
                Long.getLong("chaos.seed", 1),
                Integer.getInteger("chaos.instances", 2),
                Integer.getInteger("chaos.districts", 6),
                Integer.getInteger("chaos.intake", 2),
                Integer.getInteger("chaos.days", 3));
        Path directory = Files.createTempDirectory("postwatch-chaos-");
        say("%s in %s".formatted(options, directory));
        long begun = System.nanoTime();
        try (ChaosRun chaos = new ChaosRun(options, directory, ChaosIT::say)) {
            chaos.start();
            chaos.injectFaults();
            chaos.drain();
            List<World> worlds = chaos.player().worlds();
            say("at rest at %s of the script, after %,d events of %d districts"
                    .formatted(chaos.player().clock(), chaos.player().events(), worlds.size()));
            Verifier verifier = new Verifier(chaos.clients(), chaos.receiver().received());
            verifier.verify(worlds);
            verifier.checkIntake(chaos.intake().statistics().accepted());
            verifier.checkHangingTransactions(new PartitionEnds(chaos.admin()));
            ChaosSummary.lines(chaos.faults().recoveries(), chaos.faults().ended(), verifier)
                    .forEach(ChaosIT::say);
            chaos.intake().statistics().lines().forEach(ChaosIT::say);
            say("rejected at first by the receiver: " + chaos.receiver().rejectedCount());
            say("took %d s".formatted((System.nanoTime() - begun) / 1_000_000_000));
            List<String> details = ChaosSummary.details(verifier);
            Files.write(directory.resolve("findings.txt"), details);
            assertThat(details).as("see %s", directory).isEmpty();
            assertThat(chaos.receiver().rejectedCount()).as("rejected at first").isPositive();
            assertThat(verifier.findings().values())
                    .as("something to compare")
                    .hasSizeGreaterThanOrEqualTo(8)
                    .allMatch(findings -> findings.compared() > 0);
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static List<FaultKind> kinds() {
        String names = System.getProperty("chaos.faults", "");
        return names.isBlank()
                ? List.of(FaultKind.values())
                : Stream.of(names.split(",")).map(FaultKind::valueOf).toList();
    }

    private static void say(String line) {
        System.out.println("chaos: " + line);
    }
}
