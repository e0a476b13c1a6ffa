package org.postwatch.app.clients;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.postwatch.app.config.ClientSettings;

/** Whether a broker is there at all, asked before a command does its work: clients alone take long to give up. */
public final class BrokerProbe {
    /** A healthy cluster has taken more than 4 s to answer a client that had just started on a busy machine. */
    private static final long MAX_ANSWER_SECONDS = 10;

    private BrokerProbe() {}

    /** Why the topics cannot be used, and what to do; empty when they are there, and this login may see all of them. */
    public static Optional<String> findProblem(ClientSettings clients, Collection<String> topics) {
        return findProblem(clients, topics, Set::isEmpty);
    }

    /** The same where one of them will do. */
    public static Optional<String> findProblemUnlessAny(ClientSettings clients, Collection<String> topics) {
        return findProblem(clients, topics, missing -> missing.size() < topics.size());
    }

    private static Optional<String> findProblem(
            ClientSettings clients, Collection<String> topics, Predicate<Set<String>> fine) {
        try (Admin admin = Admin.create(clients.admin())) {
            try {
                TreeSet<String> missing = new TreeSet<>(topics);
                missing.removeAll(admin.listTopics().names().get(MAX_ANSWER_SECONDS, TimeUnit.SECONDS));
                return fine.test(missing)
                        ? Optional.empty()
                        : Optional.of(
                                "the broker at " + clients.bootstrapServers() + " has no topic "
                                        + String.join(", ", missing)
                                        + " that this login may see; is 'postwatch run' up? It makes the topics when it starts");
            } catch (TimeoutException e) {
                return Optional.of(noAnswer(clients));
            } catch (ExecutionException e) {
                // The client gives up after much the same time by itself.
                return Optional.of(
                        e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException
                                ? noAnswer(clients)
                                : "the broker at " + clients.bootstrapServers() + " refuses: "
                                        + e.getCause().getMessage());
            } finally {
                admin.close(Duration.ZERO);
            }
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of("cannot reach " + clients.bootstrapServers() + ": " + cause.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static String noAnswer(ClientSettings clients) {
        return "no Kafka broker answers at " + clients.bootstrapServers() + " within " + MAX_ANSWER_SECONDS
                + " s; is 'postwatch run' up? (A cluster of your own is named in the configuration as"
                + " kafka.bootstrap.servers)";
    }
}
