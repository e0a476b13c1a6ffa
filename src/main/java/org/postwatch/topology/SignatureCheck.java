package org.postwatch.topology;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.postwatch.codec.MisplacedHeaders;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;
import org.postwatch.plan.FeedKey;
import org.postwatch.plan.FeedKeys;
import org.postwatch.routing.Routing;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.watch.Verdict.SetAside;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks whether records are signed by their senders. One for each task: not safe for threads. */
final class SignatureCheck {
    private static final String UNSIGNED = "unsigned";
    /** More signatures of one record are ignored. */
    private static final int SIGNATURES_MAX = 10;
    /** A secret whose signature does not match is read again after so long: its file may have been corrected. */
    private static final long READ_AGAIN_NANOS = Duration.ofSeconds(10).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(SignatureCheck.class);

    private final Trust trust;
    private final Optional<Signature> instance;
    private final Map<String, Known> known = new HashMap<>();

    /** A secret, and when it was read. */
    private record Known(Signature signature, long readAt) {}

    SignatureCheck(Trust trust) {
        this.trust = trust;
        this.instance = trust.instanceKey().map(Signature::new);
    }

    /** Why an event of a feed does not count; empty when it is signed, or need not be. */
    Optional<SetAside> refusal(
            String district, String source, FeedKeys keys, ZoneId zone, Record<byte[], byte[]> record, Arrival at) {
        if (trust.feeds() == Trust.Feeds.UNCHECKED) {
            return Optional.empty();
        }
        if (keys.keys().isEmpty() && trust.feeds() == Trust.Feeds.SIGNED) {
            return unsigned("feed '" + source + "' of district '" + district
                    + "' has no key, and 'security.feeds' is 'signed'; expected 'key: secret:NAME' of the feed");
        }
        // Of a feed with a key its dates decide, and nothing that an operator may have changed since.
        if (!keys.isRequired(at.stamp(), zone)) {
            return Optional.empty();
        }
        List<byte[]> signatures = signatures(record.headers());
        for (String secret : keys.secretsAt(at.stamp(), zone)) {
            if (isSigned(district, secret, signatures, record, at)) {
                return Optional.empty();
            }
        }
        return unsigned(
                signatures.isEmpty()
                        ? "no header '" + Signature.HEADER + "'; feed '" + source + "' signs its events"
                        : "header '" + Signature.HEADER + "': no secret of feed '" + source + "' at " + at.stamp()
                                + " has this signature; expected the HMAC-SHA256 over topic, key and value");
    }

    private boolean isSigned(
            String district, String secret, List<byte[]> signatures, Record<byte[], byte[]> record, Arrival at) {
        String name = district + "/" + secret;
        Known key = known.computeIfAbsent(name, n -> read(district, secret));
        boolean matches = matches(signatures, key.signature().of(at.topic(), record.key(), record.value()));
        if (!matches && !signatures.isEmpty() && System.nanoTime() - key.readAt() > READ_AGAIN_NANOS) {
            key = read(district, secret);
            known.put(name, key);
            matches = matches(signatures, key.signature().of(at.topic(), record.key(), record.value()));
        }
        return matches;
    }

    private Known read(String district, String secret) {
        try {
            return new Known(new Signature(trust.secrets().resolve(district, secret)), System.nanoTime());
        } catch (IllegalArgumentException e) {
            throw new MissingSecretException(
                    "the secret '" + secret + "' of district '" + district + "' is too short: " + e.getMessage());
        }
    }

    /**
     * Reads the secrets of all feeds of a district that will be needed: an instance that lacks one must not reject events as unsigned.
     *
     * @throws MissingSecretException naming the first one that is missing
     */
    void require(District district) {
        if (trust.feeds() == Trust.Feeds.SIGNED && !Trust.isOfInstances(district)) {
            district.feeds().values().stream()
                    .filter(feed -> feed.keys().keys().isEmpty())
                    .forEach(feed -> LOG.error(
                            "feed '{}' of district '{}' has no key, and 'security.feeds' is 'signed': all its events are"
                                    + " rejected as unsigned",
                            feed.source(),
                            district.id()));
        }
        if (trust.feeds() != Trust.Feeds.UNCHECKED) {
            for (Feed feed : district.feeds().values()) {
                feed.keys().keys().forEach(key -> remember(district.id(), key));
            }
        }
    }

    /** The same for the feeds of conduct. */
    void require(Routing routing) {
        if (trust.feeds() != Trust.Feeds.UNCHECKED) {
            routing.conductFeeds()
                    .values()
                    .forEach(feed -> feed.keys().keys().forEach(key -> remember(routing.district(), key)));
        }
    }

    private void remember(String district, FeedKey key) {
        known.put(district + "/" + key.secret(), read(district, key.secret()));
    }

    /**
     * The same at a start, where each feed must have a key that is in use, if all must sign.
     *
     * @throws MissingSecretException naming the first secret that is missing, or the feeds without a key
     */
    void requireAtStart(District district, Instant now) {
        require(district);
        List<String> without = trust.feeds() == Trust.Feeds.SIGNED ? Trust.withoutKey(district, now) : List.of();
        if (!without.isEmpty()) {
            throw new MissingSecretException("feeds of district '" + district.id() + "' without a key that is in use: "
                    + String.join(", ", without)
                    + "; 'security.feeds' is 'signed' in the configuration. Start with 'open',"
                    + " apply a plan in which each of them has 'key: secret:NAME', then start with 'signed'");
        }
    }

    /** Why a canary, or another record of an instance, does not count. */
    Optional<SetAside> refusalOfInstances(Record<byte[], byte[]> record, Arrival at) {
        if (instance.isEmpty()) {
            return Optional.empty();
        }
        String expected = instance.get().of(at.topic(), record.key(), record.value());
        return matches(signatures(record.headers()), expected)
                ? Optional.empty()
                : unsigned("it is not signed with the key of the instances ('security.instance-key')");
    }

    /** Signs a record that is forwarded, where it comes from included; empty without a key. */
    Optional<byte[]> forwarding(Record<byte[], byte[]> record, Arrival from) {
        return instance.map(signature -> bytes(signature.of(origin(from), record.key(), record.value())));
    }

    /** Why a forwarded record does not count: any client might have written it, if rights are not in order. */
    Optional<SetAside> refusalOfForwarded(Record<byte[], byte[]> record, Arrival at) {
        if (instance.isEmpty()) {
            return Optional.empty();
        }
        Header header = record.headers().lastHeader(MisplacedHeaders.SIGNATURE);
        String expected = instance.get().of(origin(at), record.key(), record.value());
        return header != null && MessageDigest.isEqual(bytes(expected), header.value())
                ? Optional.empty()
                : unsigned("header '" + MisplacedHeaders.SIGNATURE
                        + "': no instance with the key of this one ('security.instance-key') forwarded it");
    }

    /** In the place of the topic, which is never two lines long. */
    private static String origin(Arrival at) {
        return at.topic() + "\n" + at.partition() + "\n" + at.offset() + "\n" + at.stamp();
    }

    private static boolean matches(List<byte[]> signatures, String expected) {
        boolean matches = false;
        for (byte[] signature : signatures) {
            matches |= MessageDigest.isEqual(bytes(expected), signature);
        }
        return matches;
    }

    private static List<byte[]> signatures(Headers headers) {
        List<byte[]> signatures = new ArrayList<>();
        for (Header header : headers.headers(Signature.HEADER)) {
            if (header.value() != null && signatures.size() < SIGNATURES_MAX) {
                signatures.add(header.value());
            }
        }
        return signatures;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Optional<SetAside> unsigned(String detail) {
        return Optional.of(new SetAside(UNSIGNED, detail));
    }
}
