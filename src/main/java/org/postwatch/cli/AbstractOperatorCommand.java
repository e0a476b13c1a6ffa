package org.postwatch.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What operators' commands share: who says it, for which district, and the wait for what becomes of it. */
abstract class AbstractOperatorCommand<C extends OperatorCommand> implements Callable<Integer> {
    static final String EXIT_CODES =
            "Exit codes: 0 all taken, 1 some were set aside or not answered within 15 s, 2 used wrongly.";

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

    @Mixin
    private ConfigurationOption configuration;

    @Option(
            names = "--district",
            paramLabel = "DISTRICT",
            description = "Whose; needed when more than one district is on record.")
    private String district;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description =
                    "Who gives the command; without it the user of this machine. The name is recorded as claimed, and nothing"
                            + " verifies it: anybody who may write to postwatch.commands can give any name.")
    private String by;

    @Spec
    private CommandSpec spec;

    /** What is to be said, each with an id of its own. */
    abstract List<C> createCommands(String ofDistrict, Instant now, Actor actor);

    /** The district that the arguments name, if they do. */
    Optional<String> namedDistrict() {
        return Optional.empty();
    }

    /** In a few words, for the line that says what became of it. */
    abstract String describe(C command);

    @Override
    public Integer call() throws InterruptedException {
        Configuration read = configuration.read();
        // Faults of what was typed are told before a broker is looked for.
        List<C> drafted = createCommands(district == null ? "some" : district, now(), actor());
        drafted.forEach(this::validate);
        ClientSettings clients = BrokerConnection.requireTopics(read, List.of(Topics.PLANS, Topics.COMMANDS));
        try (CommandClient desk = CommandClient.open(clients, read)) {
            String whose = district != null ? district : namedDistrict().orElseGet(() -> onlyDistrict(clients));
            DistrictTimeZones zones = DistrictTimeZones.of(clients, whose::equals);
            return send(desk, createCommands(whose, now(), actor()), text -> zones.localizeTimes(text, whose));
        } catch (KafkaException e) {
            throw new CommandFailedException("cannot give the command: " + e.getMessage(), e);
        }
    }

    /** Each in turn, so that the answers stand in the order of what was asked. */
    private int send(CommandClient desk, List<C> commands, UnaryOperator<String> local) throws InterruptedException {
        int refused = 0;
        for (C command : commands) {
            CommandResult answer = desk.send(command, ANSWER_TIMEOUT);
            if (answer instanceof CommandResult.CommandAccepted) {
                out().println(local.apply("taken: " + describe(command)));
                continue;
            }
            refused++;
            err().println(local.apply(describeFailure(answer, describe(command))));
        }
        return refused == 0 ? 0 : 1;
    }

    /** Why it was not taken, as far as anybody knows. */
    static String describeFailure(CommandResult answer, String words) {
        if (answer instanceof CommandResult.CommandRejected aside) {
            return "set aside (" + aside.reason() + "): " + words + ": " + aside.detail();
        }
        return answer instanceof CommandResult.RejectionsUnreadable
                ? "not known: " + words + " was looked at, and something was set aside at that moment, perhaps this: "
                        + Topics.DEAD_LETTERS + " has it, which this login may not read"
                : "not answered: " + words + " is on " + Topics.COMMANDS + ", and nobody looked at it within "
                        + ANSWER_TIMEOUT.toSeconds() + " s; is 'postwatch run' up?";
    }

    private void validate(OperatorCommand command) {
        if (EventAddressing.resolve(CommandJson.write(command)) instanceof EventAddressing.InvalidEvent refused) {
            throw usageError(String.join("; ", refused.reasons()));
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
                            ? "no district is on record yet; apply its documents first"
                            : "which district? --district is one of " + String.join(", ", known));
        }
        return known.first();
    }

    ParameterException usageError(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }
}
