package org.postwatch.cli;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.postwatch.app.clients.TopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.streams.Topics;
import org.postwatch.wire.TopicValue;
import picocli.CommandLine.Option;

@picocli.CommandLine.Command(
        name = "disclosures",
        description = {
            "List every disclosure decision of the last 400 days: who was notified with which fields, who was not,"
                    + " and why.",
            "",
            "The list has the names of fields, never their values.",
            "",
            "Example: postwatch disclosures --district roaring-fork --follow",
            ""
        })
final class DisclosuresCommand extends AbstractConfiguredCommand {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

    @Option(names = "--district", paramLabel = "DISTRICT", description = "Only decisions of this district.")
    private String district;

    @Option(names = "--follow", description = "Keep printing new decisions until Ctrl-C.")
    private boolean follow;

    @Option(names = "--json", description = "Print the records of the topic, one per line.")
    private boolean json;

    @Override
    public Integer call() {
        ClientSettings clients = requireTopics(readConfiguration(), Topics.DISCLOSURES);
        try (Consumer<byte[], byte[]> consumer = clients.openConsumer()) {
            List<TopicPartition> partitions = TopicReader.assign(consumer, List.of(Topics.DISCLOSURES));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            DistrictTimeZones zones = json ? new DistrictTimeZones(Map.of()) : DistrictTimeZones.of(clients);
            while (follow || !TopicReader.hasReached(consumer, ends)) {
                consumer.poll(POLL_TIMEOUT).forEach(record -> print(record, zones));
                out().flush();
            }
            return 0;
        } catch (KafkaException e) {
            throw new CommandFailedException("cannot read " + Topics.DISCLOSURES + ": " + e.getMessage(), e);
        }
    }

    private void print(ConsumerRecord<byte[], byte[]> record, DistrictTimeZones zones) {
        DisclosureRecord entry = TopicValue.DISCLOSURE.read(record.value());
        if (district == null || entry.district().equals(district)) {
            out().println(json ? new String(record.value(), StandardCharsets.UTF_8) : line(entry, zones));
        }
    }

    private static String line(DisclosureRecord entry, DistrictTimeZones zones) {
        StringBuilder line = new StringBuilder(zones.formatTime(entry.at(), entry.district()))
                .append("  ")
                .append(entry.outcome().wireName())
                .append("  ")
                .append(entry.district());
        if (!entry.recipient().isEmpty()) {
            line.append('/')
                    .append(entry.recipient())
                    .append(" (")
                    .append(entry.agencyClass())
                    .append(')');
        }
        line.append("  ").append(entry.subject());
        if (!entry.fields().isEmpty()) {
            line.append("  [").append(String.join(", ", entry.fields())).append(']');
        }
        line.append("  ")
                .append(entry.rule())
                .append(": ")
                .append(zones.localizeTimes(entry.reason(), entry.district()));
        entry.actor()
                .ifPresent(actor -> line.append("  by ")
                        .append(actor.claimed())
                        .append(actor.verified()
                                .map(name -> " (verified as " + name + ")")
                                .orElse("")));
        return line.toString();
    }
}
