package org.postwatch.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.postwatch.app.clients.EventProducer;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.notification.command.RecordDisclosureRequest;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.policy.PolicyStatement;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.streams.EventAddressing;
import org.postwatch.streams.Topics;
import org.postwatch.wire.CommandJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "answer",
        description = {
            "Print what an agency may and may not know, and under which rule, to answer its request.",
            "",
            "For the district of a running Postwatch the answer includes all mandatory denials in force, even those"
                    + " that the documents no longer contain. For a folder it includes only what the documents"
                    + " contain.",
            "",
            "With --asks the request and the answer are recorded in " + Topics.DISCLOSURES + ", with the name of the"
                    + " person who answered.",
            "",
            "Examples:",
            "  postwatch policy answer --district roaring-fork --agency immigration-enforcement",
            "  postwatch policy answer --district roaring-fork --agency basalt-pd --by officer.r3 \\",
            "      --asks 'who fought on Tuesday'",
            ""
        })
final class PolicyAnswerCommand extends AbstractConfiguredCommand {
    @Option(
            names = "--district",
            required = true,
            paramLabel = "D",
            description = "A folder of documents, or the id of a district of a running Postwatch.")
    private String district;

    @Option(
            names = "--agency",
            required = true,
            paramLabel = "X",
            description = "The id of an agency, or the name of a class.")
    private String agency;

    @Option(names = "--asks", paramLabel = "TEXT", description = "The text of the request, which is recorded.")
    private String request;

    @Option(names = "--by", paramLabel = "ACTOR", description = "Who answers the request; required with --asks.")
    private String by;

    @Override
    public Integer call() {
        if ((request == null) != (by == null)) {
            throw usageError("--asks and --by require each other");
        }
        LoadedRouting known = LoadedRouting.load(this, district);
        RoutingConfig routing = known.routing();
        PolicyStatement answer = PolicyStatement.of(routing.name(), routing.policy(), routing.agencies(), agency);
        answer.toLines().forEach(out()::println);
        if (request != null) {
            record(routing.district(), answer);
        }
        return 0;
    }

    private void record(String id, PolicyStatement answer) {
        byte[] command = CommandJson.write(new RecordDisclosureRequest(
                id,
                UUID.randomUUID().toString(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                new Actor(by, Optional.empty()),
                agency,
                request,
                toOneLine(answer)));
        EventAddressing addressed = EventAddressing.resolve(command);
        if (!(addressed instanceof EventAddressing.EventDestination to)) {
            throw new CommandFailedException(
                    "not recorded: " + String.join("; ", ((EventAddressing.InvalidEvent) addressed).reasons()));
        }
        List<String> failures = new ArrayList<>();
        try (EventProducer sender = EventProducer.open(clients())) {
            sender.send(to, command, failures::add);
            sender.flushAndCount();
        } catch (KafkaException e) {
            failures.add(e.getMessage());
        }
        if (!failures.isEmpty()) {
            throw new CommandFailedException("not recorded: the broker did not confirm the write: " + failures.get(0));
        }
        err().println("postwatch: the request of '" + agency + "' is recorded as answered by " + by);
    }

    private ClientSettings clients() {
        return requireTopics(readConfiguration(), Topics.COMMANDS);
    }

    private static String toOneLine(PolicyStatement answer) {
        String words = String.join(" ", answer.toLines()).replaceAll("\\s+", " ");
        return words.length() <= RecordDisclosureRequest.MAX_ANSWER_LENGTH
                ? words
                : words.substring(0, RecordDisclosureRequest.MAX_ANSWER_LENGTH - 1) + "…";
    }
}
