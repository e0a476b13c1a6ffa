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
import org.postwatch.codec.CommandJson;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Command;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.CommandDesk;
import org.postwatch.runtime.CommandDesk.Answer;
import org.postwatch.runtime.Configuration;
import org.postwatch.topology.Addressed;
import org.postwatch.topology.Topics;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What operators' commands share: who says it, for which district, and the wait for what becomes of it. */
abstract class OrderCommand implements Callable<Integer> {
    static final String EXIT_CODES =
            "Exit codes: 0 all taken, 1 some were set aside or not answered within 15 s, 2 used wrongly.";

    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

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
    abstract List<Command> commands(String ofDistrict, Instant now, Actor actor);

    /** The district that the arguments name, if they do. */
    Optional<String> namedDistrict() {
        return Optional.empty();
    }

    /** In a few words, for the line that says what became of it. */
    abstract String words(Command command);

    @Override
    public Integer call() throws InterruptedException {
        Configuration read = configuration.read();
        // Faults of what was typed are told before a broker is looked for.
        List<Command> drafted = commands(district == null ? "some" : district, now(), actor());
        drafted.forEach(this::check);
        ClientSettings clients = Reached.clients(read, List.of(Topics.PLANS, Topics.COMMANDS));
        try (CommandDesk desk = CommandDesk.open(clients, read)) {
            String whose = district != null ? district : namedDistrict().orElseGet(() -> only(clients));
            Zones zones = Zones.of(clients, whose::equals);
            return give(desk, commands(whose, now(), actor()), text -> zones.within(text, whose));
        } catch (KafkaException e) {
            throw new CommandFailed("cannot give the command: " + e.getMessage(), e);
        }
    }

    /** Each in turn, so that the answers stand in the order of what was asked. */
    private int give(CommandDesk desk, List<Command> commands, UnaryOperator<String> local)
            throws InterruptedException {
        int refused = 0;
        for (Command command : commands) {
            Answer answer = desk.give(command, ANSWER_MAX);
            if (answer instanceof Answer.Taken) {
                out().println(local.apply("taken: " + words(command)));
                continue;
            }
            refused++;
            err().println(local.apply(unless(answer, words(command))));
        }
        return refused == 0 ? 0 : 1;
    }

    /** Why it was not taken, as far as anybody knows. */
    static String unless(Answer answer, String words) {
        if (answer instanceof Answer.SetAside aside) {
            return "set aside (" + aside.reason() + "): " + words + ": " + aside.detail();
        }
        return answer instanceof Answer.Unread
                ? "not known: " + words + " was looked at, and something was set aside at that moment, perhaps this: "
                        + Topics.DEAD_LETTERS + " has it, which this login may not read"
                : "not answered: " + words + " is on " + Topics.COMMANDS + ", and nobody looked at it within "
                        + ANSWER_MAX.toSeconds() + " s; is 'postwatch run' up?";
    }

    private void check(Command command) {
        if (Addressed.of(CommandJson.write(command)) instanceof Addressed.Refused refused) {
            throw wrong(String.join("; ", refused.reasons()));
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private Actor actor() {
        return Actor.claimed(by != null ? by : System.getProperty("user.name", "unknown"));
    }

    private String only(ClientSettings clients) {
        TreeSet<String> known = KnownDistricts.of(clients).ids();
        if (known.size() != 1) {
            throw wrong(
                    known.isEmpty()
                            ? "no district is on record yet; apply its documents first"
                            : "which district? --district is one of " + String.join(", ", known));
        }
        return known.first();
    }

    ParameterException wrong(String what) {
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
