package org.postwatch.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.postwatch.codec.CommandJson;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Command.Asked;
import org.postwatch.routing.PolicyAnswer;
import org.postwatch.routing.Routing;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.EventSender;
import org.postwatch.topology.Addressed;
import org.postwatch.topology.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "answer",
        description = {
            "Say what an agency may have and may not, and under which rule: to be read out to whoever stands at the door.",
            "",
            "Of a running Postwatch it counts every bar that holds, also one that the documents no longer state; of a folder"
                    + " it knows only what the documents state.",
            "",
            "With --asks the request and this answer go on record in " + Topics.DISCLOSURES + ", with who answered.",
            "",
            "Examples:",
            "  postwatch policy answer --district roaring-fork --agency immigration-enforcement",
            "  postwatch policy answer --district roaring-fork --agency basalt-pd --by officer.r3 \\",
            "      --asks 'who fought on Tuesday'",
            ""
        })
final class PolicyAnswerCommand implements Callable<Integer> {
    /** What a command may hold; the rules are in the documents. */
    private static final int ANSWER_CHARS_MAX = 4_000;

    @Mixin
    private ConfigurationOption configuration;

    @Option(
            names = "--district",
            required = true,
            paramLabel = "D",
            description = "A folder of documents; else the id of a district of the running Postwatch.")
    private String district;

    @Option(
            names = "--agency",
            required = true,
            paramLabel = "X",
            description = "The id of an agency, or the name of a class.")
    private String agency;

    @Option(names = "--asks", paramLabel = "TEXT", description = "What it asks for; kept in the register.")
    private String asks;

    @Option(names = "--by", paramLabel = "ACTOR", description = "Who was asked and answers; needed with --asks.")
    private String by;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if ((asks == null) != (by == null)) {
            throw new ParameterException(spec.commandLine(), "--asks and --by go together: who was asked for what?");
        }
        KnownRouting known = KnownRouting.of(spec, district, configuration);
        Routing routing = known.routing();
        PolicyAnswer answer = PolicyAnswer.of(routing.name(), routing.policy(), routing.agencies(), agency);
        PrintWriter out = spec.commandLine().getOut();
        answer.words().forEach(out::println);
        if (asks != null) {
            keep(routing.district(), answer);
        }
        return 0;
    }

    private void keep(String id, PolicyAnswer answer) {
        byte[] command = CommandJson.write(new Asked(
                id,
                UUID.randomUUID().toString(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                new Actor(by, Optional.empty()),
                agency,
                asks,
                oneLine(answer)));
        Addressed addressed = Addressed.of(command);
        if (!(addressed instanceof Addressed.To to)) {
            throw new CommandFailed("not kept: " + String.join("; ", ((Addressed.Refused) addressed).reasons()));
        }
        List<String> failures = new ArrayList<>();
        try (EventSender sender = EventSender.open(clients())) {
            sender.send(to, command, failures::add);
            sender.confirmed();
        } catch (KafkaException e) {
            failures.add(e.getMessage());
        }
        if (!failures.isEmpty()) {
            throw new CommandFailed("not kept: the broker did not confirm: " + failures.get(0));
        }
        spec.commandLine().getErr().println("postwatch: the request of '" + agency + "' is kept, as answered by " + by);
    }

    private ClientSettings clients() {
        return Reached.clients(configuration.read(), List.of(Topics.COMMANDS));
    }

    private static String oneLine(PolicyAnswer answer) {
        String words = String.join(" ", answer.words()).replaceAll("\\s+", " ");
        return words.length() <= ANSWER_CHARS_MAX ? words : words.substring(0, ANSWER_CHARS_MAX - 1) + "…";
    }
}
