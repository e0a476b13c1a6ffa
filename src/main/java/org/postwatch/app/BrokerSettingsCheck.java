package org.postwatch.app;

import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.clients.BrokerRequests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks settings of your own brokers that allow other clients to block Postwatch. */
final class BrokerSettingsCheck {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerSettingsCheck.class);
    private static final String MAX_TRANSACTION_TIMEOUT_KEY = "transaction.max.timeout.ms";

    private BrokerSettingsCheck() {}

    /** Warns of brokers that allow transactions in which a producer that dies holds up readers for long. */
    static void warnOfLongTransactions(Admin admin) {
        try {
            findLongTransactions(admin).forEach(LOG::warn);
        } catch (KafkaException e) {
            LOG.info("cannot read the setting {} of the brokers: {}", MAX_TRANSACTION_TIMEOUT_KEY, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static List<String> findLongTransactions(Admin admin) throws InterruptedException {
        Collection<Node> nodes = BrokerRequests.await(admin.describeCluster().nodes());
        List<ConfigResource> brokers = nodes.stream()
                .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
                .toList();
        return BrokerRequests.await(admin.describeConfigs(brokers).all()).entrySet().stream()
                .filter(entry -> milliseconds(entry.getValue()) > EmbeddedBroker.MAX_TRANSACTION_TIMEOUT_MS)
                .map(entry -> "broker " + entry.getKey().name() + ": " + MAX_TRANSACTION_TIMEOUT_KEY + " is "
                        + milliseconds(entry.getValue())
                        + "; a producer that dies in a transaction can block all readers of a partition for that"
                        + " time. Set it to " + EmbeddedBroker.MAX_TRANSACTION_TIMEOUT_MS)
                .sorted()
                .toList();
    }

    private static long milliseconds(Config config) {
        ConfigEntry entry = config.get(MAX_TRANSACTION_TIMEOUT_KEY);
        return entry == null || entry.value() == null ? 0 : Long.parseLong(entry.value());
    }
}
