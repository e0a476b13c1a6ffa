package org.postwatch.app.intake;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.checkin.CheckInCodes;
import org.postwatch.checkin.CheckInKey;
import org.postwatch.checkin.CheckInPlace;
import org.postwatch.checkin.http.CheckInHandlers;
import org.postwatch.checkin.http.CheckInPaths;
import org.postwatch.checkin.http.PinHandlers;
import org.postwatch.checkin.http.PinVerification;
import org.postwatch.checkin.pin.PinHasher;
import org.postwatch.http.HttpRoute;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.EventSink.AppendResult;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.page.SiteCookies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages with which officers check in by phone. */
final class PhonePages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PhonePages.class);
    private static final int KEY_BYTES = 32;

    private final PhoneAccess directory;
    private final PinHasher hasher = new PinHasher();
    private final PinGrants pins;
    private final CheckInKey key;
    private final EventSink sink;
    private final InstantSource clock;

    /**
     * @param access follows the topic
     * @param isCurrent whether plans and access are read to their end
     * @param instanceKey the secret of the instances, if there is one
     */
    PhonePages(
            ClientSettings clients,
            PhonePlans plans,
            AccessFollower access,
            BooleanSupplier isCurrent,
            EventSink sink,
            IntakeStatistics statistics,
            Optional<String> instanceKey,
            InstantSource clock) {
        this.directory = new PhoneAccess(plans, access.table(), isCurrent);
        this.pins = new PinGrants(clients, access, clock);
        this.key = key(instanceKey);
        this.sink = event -> sink.append(event).thenApply(result -> {
            if (result == AppendResult.APPENDED) {
                statistics
                        .of(new FeedAccount(event.origin().district(), event.source()))
                        .countAccepted(clock.instant());
            }
            return result;
        });
        this.clock = clock;
    }

    private static CheckInKey key(Optional<String> instanceKey) {
        if (instanceKey.isPresent()) {
            return CheckInKey.derive(instanceKey.get().getBytes(StandardCharsets.UTF_8));
        }
        LOG.info(
                "no 'security.instance-key': codes and pages of check-in by phone hold at this instance only, until it stops");
        byte[] own = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(own);
        return CheckInKey.derive(own);
    }

    /** What the screen at the entrance shows as a QR code now; empty if officers do not check in by phone there. */
    Optional<String> currentPath(CheckInPlace place) {
        return directory
                .campus(place)
                .map(campus -> CheckInPaths.scanned(place, new CheckInCodes(key).current(place, clock.instant())));
    }

    List<HttpRoute> routes(SiteCookies cookies) {
        List<HttpRoute> routes = new ArrayList<>(
                new CheckInHandlers(directory, key, new PinVerification(directory, hasher), sink, cookies, clock)
                        .routes());
        routes.addAll(new PinHandlers(directory, pins, hasher, clock).routes());
        return routes;
    }

    @Override
    public void close() {
        hasher.close();
        pins.close();
    }
}
