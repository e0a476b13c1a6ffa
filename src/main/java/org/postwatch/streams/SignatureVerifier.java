package org.postwatch.streams;

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
import org.postwatch.event.DistrictKey;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;
import org.postwatch.plan.FeedKey;
import org.postwatch.plan.FeedKeys;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.state.ProcessingResult.Rejection;
import org.postwatch.wire.MisplacedHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks whether records are signed by their senders. One for each task: not safe for threads. */
final class SignatureVerifier {
    private static final String UNSIGNED = "unsigned";
    /** More signatures of one record are ignored. */
    private static final int MAX_SIGNATURES = 10;
    /** A secret whose signature does not match is read again after so long: its file may have been corrected. */
    private static final long REREAD_AFTER_NANOS = Duration.ofSeconds(10).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(SignatureVerifier.class);

    private final RecordAuthentication authentication;
    private final Optional<RecordSigner> instanceSigner;
    private final Map<DistrictKey, CachedSigner> signers = new HashMap<>();

    /** A secret, and when it was read. */
    private record CachedSigner(RecordSigner signer, long readAt) {}

    SignatureVerifier(RecordAuthentication trust) {
        this.authentication = trust;
        this.instanceSigner = trust.instanceKey().map(RecordSigner::new);
    }

    /** Why an event of a feed does not count; empty when it is signed, or need not be. */
    Optional<Rejection> verifyEvent(
            String district,
            String source,
            FeedKeys keys,
            ZoneId zone,
            Record<byte[], byte[]> record,
            RecordOrigin at) {
        if (authentication.feedSigning() == RecordAuthentication.FeedSigningMode.UNCHECKED) {
            return Optional.empty();
        }
        if (keys.keys().isEmpty() && authentication.feedSigning() == RecordAuthentication.FeedSigningMode.SIGNED) {
            return unsigned("feed '" + source + "' of district '" + district
                    + "' has no key, and 'security.feeds' is 'signed'; expected 'key: secret:NAME' of the feed");
        }
        // Of a feed with a key its dates decide, and nothing that an operator may have changed since.
        if (!keys.isSignatureRequired(at.stamp(), zone)) {
            return Optional.empty();
        }
        List<byte[]> signatures = signatures(record.headers());
        for (String secret : keys.secretsAt(at.stamp(), zone)) {
            if (isSigned(district, secret, signatures, record, at)) {
                return Optional.empty();
            }
        }
        if (isSignedByInstance(signatures, record, at)) {
            // Intake has checked the feed's credential and signed for it.
            return Optional.empty();
        }
        return unsigned(
                signatures.isEmpty()
                        ? "no header '" + RecordSigner.HEADER + "'; feed '" + source + "' signs its events"
                        : "header '" + RecordSigner.HEADER + "': no secret of feed '" + source + "' at " + at.stamp()
                                + " has this signature; expected the HMAC-SHA256 over topic, key and value");
    }

    private boolean isSigned(
            String district, String secret, List<byte[]> signatures, Record<byte[], byte[]> record, RecordOrigin at) {
        DistrictKey name = new DistrictKey(district, secret);
        CachedSigner key = signers.computeIfAbsent(name, n -> readSigner(district, secret));
        boolean matches = matches(signatures, key.signer().sign(at.topic(), record.key(), record.value()));
        if (!matches && !signatures.isEmpty() && System.nanoTime() - key.readAt() > REREAD_AFTER_NANOS) {
            key = readSigner(district, secret);
            signers.put(name, key);
            matches = matches(signatures, key.signer().sign(at.topic(), record.key(), record.value()));
        }
        return matches;
    }

    private CachedSigner readSigner(String district, String secret) {
        try {
            return new CachedSigner(
                    new RecordSigner(authentication.secretResolver().resolve(district, secret)), System.nanoTime());
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
    void loadSecrets(District district) {
        if (authentication.feedSigning() == RecordAuthentication.FeedSigningMode.SIGNED
                && !RecordAuthentication.isCanaryDistrict(district)) {
            district.feeds().values().stream()
                    .filter(feed -> feed.keys().keys().isEmpty())
                    .forEach(feed -> LOG.error(
                            "feed '{}' of district '{}' has no key, and 'security.feeds' is 'signed': all its events are"
                                    + " rejected as unsigned",
                            feed.source(),
                            district.id()));
        }
        if (authentication.feedSigning() != RecordAuthentication.FeedSigningMode.UNCHECKED) {
            for (Feed feed : district.feeds().values()) {
                feed.keys().keys().forEach(key -> cacheSigner(district.id(), key));
            }
        }
    }

    /** The same for the feeds of conduct. */
    void loadSecrets(RoutingConfig routing) {
        if (authentication.feedSigning() != RecordAuthentication.FeedSigningMode.UNCHECKED) {
            routing.conductFeeds()
                    .values()
                    .forEach(feed -> feed.keys().keys().forEach(key -> cacheSigner(routing.district(), key)));
        }
    }

    private void cacheSigner(String district, FeedKey key) {
        signers.put(new DistrictKey(district, key.secret()), readSigner(district, key.secret()));
    }

    /**
     * The same at a start, where each feed must have a key that is in use, if all must sign.
     *
     * @throws MissingSecretException naming the first secret that is missing, or the feeds without a key
     */
    void loadSecretsAtStart(District district, Instant now) {
        loadSecrets(district);
        List<String> without = authentication.feedSigning() == RecordAuthentication.FeedSigningMode.SIGNED
                ? RecordAuthentication.feedsWithoutKey(district, now)
                : List.of();
        if (!without.isEmpty()) {
            throw new MissingSecretException("feeds of district '" + district.id() + "' without a key that is in use: "
                    + String.join(", ", without)
                    + "; 'security.feeds' is 'signed' in the configuration. Start with 'open',"
                    + " apply a plan in which each of them has 'key: secret:NAME', then start with 'signed'");
        }
    }

    /** Why a canary, or another record of an instance, does not count. */
    Optional<Rejection> verifyInstanceRecord(Record<byte[], byte[]> record, RecordOrigin at) {
        if (instanceSigner.isEmpty()) {
            return Optional.empty();
        }
        return isSignedByInstance(signatures(record.headers()), record, at)
                ? Optional.empty()
                : unsigned("it is not signed with the key of the instances ('security.instance-key')");
    }

    private boolean isSignedByInstance(List<byte[]> signatures, Record<byte[], byte[]> record, RecordOrigin at) {
        return instanceSigner.isPresent()
                && !signatures.isEmpty()
                && matches(signatures, instanceSigner.get().sign(at.topic(), record.key(), record.value()));
    }

    /** Signs a record that is forwarded, where it comes from included; empty without a key. */
    Optional<byte[]> signForwardedRecord(Record<byte[], byte[]> record, RecordOrigin from) {
        return instanceSigner.map(signature -> bytes(signature.sign(signedOrigin(from), record.key(), record.value())));
    }

    /** Why a forwarded record does not count: any client might have written it, if rights are not in order. */
    Optional<Rejection> verifyForwardedRecord(Record<byte[], byte[]> record, RecordOrigin at) {
        if (instanceSigner.isEmpty()) {
            return Optional.empty();
        }
        Header header = record.headers().lastHeader(MisplacedHeaders.SIGNATURE);
        String expected = instanceSigner.get().sign(signedOrigin(at), record.key(), record.value());
        return header != null && MessageDigest.isEqual(bytes(expected), header.value())
                ? Optional.empty()
                : unsigned("header '" + MisplacedHeaders.SIGNATURE
                        + "': no instance with the key of this one ('security.instance-key') forwarded it");
    }

    /** In the place of the topic, which is never two lines long. */
    private static String signedOrigin(RecordOrigin at) {
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
        for (Header header : headers.headers(RecordSigner.HEADER)) {
            if (header.value() != null && signatures.size() < MAX_SIGNATURES) {
                signatures.add(header.value());
            }
        }
        return signatures;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Optional<Rejection> unsigned(String detail) {
        return Optional.of(new Rejection(UNSIGNED, detail));
    }
}
