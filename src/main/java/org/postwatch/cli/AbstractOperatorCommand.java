package org.postwatch.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;
import org.postwatch.app.clients.CommandClient;
import org.postwatch.app.clients.CommandClient.CommandResult;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.notification.command.OperatorCommand;
import org.postwatch.notification.model.Actor;
import org.postwatch.streams.EventAddressing;
import org.postwatch.streams.Topics;
import org.postwatch.wire.CommandJson;
import picocli.CommandLine.Option;

/** The base of operator commands: the operator, the district, and the wait for the result. */
abstract class AbstractOperatorCommand<C extends OperatorCommand> extends AbstractConfiguredCommand {
    static final String EXIT_CODES =
            "Exit codes: 0 all accepted, 1 some were rejected or not processed within 15 s, 2 usage error.";

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

    @Option(
            names = "--district",
            paramLabel = "DISTRICT",
            description = "The district. Required if plans of more than one district are in force.")
    private String district;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "The name of the operator (default: the user of this machine). The name is recorded, but not"
                    + " verified: everyone who may write to postwatch.commands can use any name.")
    private String by;

    /** The commands to send, each with its own id. */
    abstract List<C> createCommands(String ofDistrict, Instant now, Actor actor);

    /** The district that the arguments name, if they do. */
    Optional<String> namedDistrict() {
        return Optional.empty();
    }

    /** A short phrase for the line that reports the result. */
    abstract String describe(C command);

    @Override
    public Integer call() throws InterruptedException {
        Configuration read = readConfiguration();
        // Usage errors are reported before the broker is contacted.
        List<C> drafted = createCommands(district == null ? "some" : district, now(), actor());
        drafted.forEach(this::validate);
        ClientSettings clients = requireTopics(read, Topics.PLANS, Topics.COMMANDS);
        try (CommandClient desk = CommandClient.open(clients, read)) {
            String whose = district != null ? district : namedDistrict().orElseGet(() -> onlyDistrict(clients));
            DistrictTimeZones zones = DistrictTimeZones.of(clients, whose::equals);
            return send(desk, createCommands(whose, now(), actor()), text -> zones.localizeTimes(text, whose));
        } catch (KafkaException e) {
            throw new CommandFailedException("cannot send the command: " + e.getMessage(), e);
        }
    }

    /** One after the other, so that results are printed in the order of the arguments. */
    private int send(CommandClient desk, List<C> commands, UnaryOperator<String> local) throws InterruptedException {
        int failed = 0;
        for (C command : commands) {
            CommandResult answer = desk.send(command, ANSWER_TIMEOUT);
            String line = local.apply(answer.describe(describe(command), ANSWER_TIMEOUT));
            if (answer.isAccepted()) {
                out().println(line);
            } else {
                failed++;
                err().println(line);
            }
        }
        return failed == 0 ? 0 : 1;
    }

    private void validate(OperatorCommand command) {
        if (EventAddressing.resolve(CommandJson.write(command)) instanceof EventAddressing.InvalidEvent invalid) {
            throw usageError(String.join("; ", invalid.reasons()));
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private Actor actor() {
        return Actor.unverified(by != null ? by : System.getProperty("user.name", "unknown"));
    }

    private String onlyDistrict(ClientSettings clients) {
        TreeSet<String> known = KnownDistricts.of(clients).ids();
        if (known.size() != 1) {
            throw usageError(
                    known.isEmpty()
                            ? "no plan of a district is in force; run 'postwatch plan apply' first"
                            : "name the district with --district; expected one of " + String.join(", ", known));
        }
        return known.first();
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }
}
