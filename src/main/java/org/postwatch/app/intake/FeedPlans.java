package org.postwatch.app.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postwatch.app.clients.TopicFollower;
import org.postwatch.event.DistrictKey;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.service.FeedDirectory;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;
import org.postwatch.plan.FeedKey;
import org.postwatch.plan.FeedKeys;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.secrets.SecretResolver;
import org.postwatch.streams.RecordSigner;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.RoutingJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feeds of the plans in force, with their secrets. It follows {@code postwatch.plans}; secrets are read when a plan
 * changes, and again every {@value #REREAD_SECONDS} s at most, since their files may change.
 */
final class FeedPlans implements FeedDirectory, TopicFollower.RecordListener {
    static final int REREAD_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(FeedPlans.class);

    /** A feed of a plan. */
    private record PlannedFeed(FeedAccount account, FeedKeys keys) {}

    /** A secret in force from one plan, by the hash under which a token is looked up. */
    private record FeedSecret(FeedAccount account, FeedKey key, ZoneId zone, String secret) {
        boolean isValidAt(Instant now) {
            return key.dates().contains(now, zone);
        }
    }

    /** All secrets as they were read at one moment. */
    private record SecretIndex(
            Instant readAt, Map<String, List<FeedSecret>> byHash, Map<FeedAccount, List<FeedSecret>> byFeed) {}

    private final SecretResolver secrets;
    private final InstantSource clock;
    private final Map<String, Map<FeedAccount, PlannedFeed>> feedsByRecord = new ConcurrentHashMap<>();
    private final Map<String, ZoneId> zones = new ConcurrentHashMap<>();
    private final Set<String> missing = ConcurrentHashMap.newKeySet();
    private volatile SecretIndex index;

    FeedPlans(SecretResolver secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public void onRecord(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            feedsByRecord.remove(key);
            return;
        }
        try {
            if (RoutingJson.isRoutingKey(key)) {
                conductFeeds(key, RoutingJson.decode(record.value()));
            } else if (DistrictKey.isDistrict(key)) {
                feeds(key, PlanJson.decodeDistrict(record.value()));
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("the plan {} cannot be read, its feeds stay as they are: {}", key, e.getMessage());
        }
    }

    private void feeds(String key, District district) {
        Map<FeedAccount, PlannedFeed> feeds = new HashMap<>();
        for (Feed feed : district.feeds().values()) {
            FeedAccount account = new FeedAccount(district.id(), feed.source());
            feeds.put(account, new PlannedFeed(account, feed.keys()));
        }
        zones.put(district.id(), district.zone());
        feedsByRecord.put(key, Map.copyOf(feeds));
    }

    private void conductFeeds(String key, RoutingConfig routing) {
        Map<FeedAccount, PlannedFeed> feeds = new HashMap<>();
        routing.conductFeeds().forEach((source, feed) -> {
            FeedAccount account = new FeedAccount(routing.district(), source);
            feeds.put(account, new PlannedFeed(account, feed.keys()));
        });
        feedsByRecord.put(key, Map.copyOf(feeds));
    }

    @Override
    public void onCaughtUp() {
        readSecrets();
    }

    @Override
    public boolean isReady() {
        return index != null;
    }

    @Override
    public boolean isKnown(FeedAccount account) {
        return find(account).isPresent();
    }

    @Override
    public Set<FeedAccount> ofSource(String source) {
        return feedsByRecord.values().stream()
                .flatMap(feeds -> feeds.keySet().stream())
                .filter(account -> account.source().equals(source))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether the plan of the feed names a secret, in whatever dates. */
    boolean hasKey(FeedAccount account) {
        return keys(account).filter(keys -> !keys.keys().isEmpty()).isPresent();
    }

    /** Whether an event of the feed that arrives then counts only when it is signed. */
    boolean mustSign(FeedAccount account, Instant arrival) {
        return keys(account)
                .filter(keys ->
                        keys.isSignatureRequired(arrival, zones.getOrDefault(account.district(), ZoneOffset.UTC)))
                .isPresent();
    }

    private Optional<FeedKeys> keys(FeedAccount account) {
        return find(account).map(PlannedFeed::keys);
    }

    /** In the plan of its district, or among the feeds of conduct. */
    private Optional<PlannedFeed> find(FeedAccount account) {
        return Stream.of(account.district(), RoutingJson.key(account.district()))
                .map(record -> feedsByRecord.getOrDefault(record, Map.of()).get(account))
                .filter(Objects::nonNull)
                .findFirst();
    }

    @Override
    public Set<FeedAccount> ofToken(String token, Instant now) {
        Set<FeedAccount> accounts = new TreeSet<>();
        for (FeedSecret secret : index().byHash().getOrDefault(hash(token), List.of())) {
            if (secret.isValidAt(now)) {
                accounts.add(secret.account());
            }
        }
        return accounts;
    }

    @Override
    public List<String> signingSecrets(FeedAccount account, Instant now) {
        return index().byFeed().getOrDefault(account, List.of()).stream()
                .filter(secret -> secret.isValidAt(now))
                .map(FeedSecret::secret)
                .toList();
    }

    private SecretIndex index() {
        SecretIndex known = index;
        return known == null ? new SecretIndex(Instant.MIN, Map.of(), Map.of()) : known;
    }

    /** Called once in a while by a timer, which an exception would stop. */
    synchronized void rereadSecrets() {
        SecretIndex known = index;
        if (known != null && Duration.between(known.readAt(), clock.instant()).toSeconds() >= REREAD_SECONDS) {
            try {
                readSecrets();
            } catch (RuntimeException | Error e) {
                LOG.error("the secrets of feeds cannot be read again, those read before are used", e);
            }
        }
    }

    private synchronized void readSecrets() {
        Map<String, List<FeedSecret>> byHash = new HashMap<>();
        Map<FeedAccount, List<FeedSecret>> byFeed = new HashMap<>();
        feedsByRecord.values().stream()
                .flatMap(feeds -> feeds.values().stream())
                // The feeds of conduct may be read before their district.
                .filter(feed -> zones.containsKey(feed.account().district()))
                .forEach(feed -> addSecrets(feed, byHash, byFeed));
        index = new SecretIndex(clock.instant(), byHash, byFeed);
    }

    private void addSecrets(
            PlannedFeed feed, Map<String, List<FeedSecret>> byHash, Map<FeedAccount, List<FeedSecret>> byFeed) {
        ZoneId zone = zones.get(feed.account().district());
        for (FeedKey key : feed.keys().keys()) {
            String secret = resolve(feed, key);
            if (!secret.isEmpty()) {
                FeedSecret found = new FeedSecret(feed.account(), key, zone, secret);
                byHash.computeIfAbsent(hash(secret), h -> new ArrayList<>()).add(found);
                byFeed.computeIfAbsent(feed.account(), f -> new ArrayList<>()).add(found);
            }
        }
    }

    /** Empty when this instance does not have it, or it is too short: then the feed has no access here. */
    private String resolve(PlannedFeed feed, FeedKey key) {
        String name = feed.account().district() + "/" + key.secret();
        try {
            String secret = requireLongEnough(secrets.resolve(feed.account().district(), key.secret()), name);
            missing.remove(name);
            return secret;
        } catch (MissingSecretException e) {
            if (missing.add(name)) {
                LOG.warn("feed '{}' has no access to intake: {}", feed.account().source(), e.getMessage());
            }
            return "";
        }
    }

    /** As its signatures do: who sees one could try all shorter secrets. */
    private static String requireLongEnough(String secret, String name) {
        int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < RecordSigner.MIN_SECRET_BYTES) {
            throw new MissingSecretException("the secret '" + name + "' has " + bytes + " bytes; expected at least "
                    + RecordSigner.MIN_SECRET_BYTES + ", such as the output of: openssl rand -hex 32");
        }
        return secret;
    }

    private static String hash(String token) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
