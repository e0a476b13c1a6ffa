package org.postwatch.app.intake;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postwatch.app.clients.TopicFollower;
import org.postwatch.app.clients.TopicFollower.RecordListener;
import org.postwatch.app.clients.TopicFollower.StartPosition;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.checkin.CheckInPlace;
import org.postwatch.http.HttpRoute;
import org.postwatch.intake.SourceStatus;
import org.postwatch.intake.http.EventsHandler;
import org.postwatch.intake.http.FeedAuthenticator;
import org.postwatch.intake.http.FeedsHandler;
import org.postwatch.intake.http.HooksHandler;
import org.postwatch.intake.http.IntakeRoutes;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.FailedAttemptLimiter;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.intake.source.MessageIntake;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.observability.IntakeProgress;
import org.postwatch.page.SiteCookies;
import org.postwatch.secrets.SecretResolver;
import org.postwatch.streams.RecordAuthentication;
import org.postwatch.streams.Topics;

/** The role intake of an instance: it takes events and the messages of vendors over HTTP and appends events to the topics. */
public final class IntakeService implements IntakeProgress, AutoCloseable {
    private volatile TopicFollower planFollower;
    private volatile TopicFollower accessFollower;
    private final FeedPlans plans;
    private final AccessFollower access = new AccessFollower();
    private final FeedCredentials credentials;
    private final PhonePlans phones;
    private final PhoneHeartbeats heartbeats;
    private final PhonePages phonePages;
    private final IntakePlans sources = new IntakePlans(() -> isCurrent(planFollower));
    private final FailedAttemptLimiter limiter = new FailedAttemptLimiter();
    private final MessageIntake messages;
    private final EventAppender appender;
    private final IntakeStatistics statistics;
    private final FeedAuthenticator authenticator;
    private final InstantSource clock;
    private final List<TopicFollower> followers = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "intake-secrets");
        thread.setDaemon(true);
        return thread;
    });

    private final ConnectedSources connected;
    private final SourceStatuses statuses;
    private final SourceStatusPublisher statusPublisher;

    private IntakeService(
            ClientSettings clients, RecordAuthentication authentication, OutgoingPolicy outgoing, InstantSource clock) {
        SecretResolver secrets = authentication.secretResolver();
        this.clock = clock;
        plans = new FeedPlans(secrets, clock);
        credentials = new FeedCredentials(plans, access, () -> isCurrent(planFollower) && isCurrent(accessFollower));
        appender = new EventAppender(clients, new FeedSigning(authentication, plans, clock), clock);
        phones = new PhonePlans(clock);
        heartbeats =
                new PhoneHeartbeats(phones::feeds, () -> phones.isReady() && credentials.isReady(), appender, clock);
        statistics = new IntakeStatistics(clock.instant());
        phonePages = new PhonePages(
                clients,
                phones,
                access,
                credentials::isReady,
                appender,
                statistics,
                authentication.instanceKey(),
                clock);
        authenticator = new FeedAuthenticator(credentials, limiter, clock);
        messages = new MessageIntake(appender, statistics, secrets);
        connected = ConnectedSources.start(clients, sources, appender, statistics, secrets, outgoing, clock);
        statuses = new SourceStatuses(instanceId(), sources, statistics, connected::states, clock);
        statusPublisher = SourceStatusPublisher.start(clients, statuses::now);
    }

    /**
     * Starts to follow plans, granted access and rejected events.
     *
     * @param authentication how instances verify what intake writes
     * @param outgoing which MQTT brokers and devices may be called
     */
    public static IntakeService start(
            ClientSettings clients, RecordAuthentication authentication, OutgoingPolicy outgoing) {
        return start(clients, authentication, outgoing, InstantSource.system());
    }

    /**
     * The same, with the time at which events and messages arrive.
     *
     * @param morePlans others that need the plans in force
     */
    public static IntakeService start(
            ClientSettings clients,
            RecordAuthentication authentication,
            OutgoingPolicy outgoing,
            InstantSource clock,
            RecordListener... morePlans) {
        IntakeService service = new IntakeService(clients, authentication, outgoing, clock);
        service.planFollower = TopicFollower.start(
                clients,
                Topics.PLANS,
                StartPosition.BEGINNING,
                RecordListener.all(
                        Stream.concat(Stream.of(service.plans, service.sources, service.phones), Stream.of(morePlans))
                                .toArray(RecordListener[]::new)));
        service.accessFollower = TopicFollower.start(clients, Topics.ACCESS, StartPosition.BEGINNING, service.access);
        service.followers.addAll(List.of(service.planFollower, service.accessFollower));
        service.followers.add(TopicFollower.start(
                clients,
                Topics.DEAD_LETTERS,
                StartPosition.END,
                new RejectedEventCounter(service.plans, service.statistics)));
        service.timer.scheduleWithFixedDelay(
                service.plans::rereadSecrets, FeedPlans.REREAD_SECONDS, FeedPlans.REREAD_SECONDS, TimeUnit.SECONDS);
        long tick = PhoneHeartbeats.TICK.toMillis();
        service.timer.scheduleAtFixedRate(service.heartbeats::tick, tick, tick, TimeUnit.MILLISECONDS);
        return service;
    }

    /** The resources that it serves. */
    public List<HttpRoute> routes() {
        return IntakeRoutes.of(
                new HooksHandler(sources, messages, limiter, clock),
                new EventsHandler(authenticator, appender, statistics, clock),
                new FeedsHandler(authenticator, statistics));
    }

    /**
     * The path that a QR code at the entrance of a campus leads to now, with the rotating code; empty if officers do not check in
     * by phone there.
     */
    public Optional<String> checkInPath(String district, String campus) {
        return phonePages.currentPath(new CheckInPlace(district, campus));
    }

    /** The pages with which officers check in by phone. */
    public List<HttpRoute> phoneRoutes(SiteCookies cookies) {
        return phonePages.routes(cookies);
    }

    /** Where events of pages go. */
    public EventSink events() {
        return appender;
    }

    /** What it counts of feeds. */
    public IntakeStatistics statistics() {
        return statistics;
    }

    /** The access that was granted. */
    public AccessFollower access() {
        return access;
    }

    /** Slows down clients with wrong credentials. */
    public FailedAttemptLimiter limiter() {
        return limiter;
    }

    private static boolean isCurrent(TopicFollower follower) {
        return follower != null && follower.isCurrent();
    }

    /** Whether it knows the feeds and the sources of the plans in force, and the credentials of the feeds. */
    public boolean isReady() {
        return credentials.isReady() && sources.isReady();
    }

    /** A name that no other start of an instance has. */
    private static String instanceId() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    @Override
    public List<SourceStatus> sources() {
        return statuses.now();
    }

    @Override
    public long confirmedEvents() {
        return appender.confirmedEvents();
    }

    @Override
    public long unconfirmedEvents() {
        return appender.unconfirmedEvents();
    }

    @Override
    public long failedCredentials() {
        return limiter.total();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        connected.close();
        phonePages.close();
        statusPublisher.close();
        followers.forEach(TopicFollower::close);
        appender.close();
    }
}
