package org.postwatch.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.postwatch.app.config.AuthenticationConfigReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.desk.DeskPlans;
import org.postwatch.app.desk.DeskService;
import org.postwatch.app.intake.IntakeService;
import org.postwatch.http.HttpLimits;
import org.postwatch.http.HttpRoute;
import org.postwatch.http.HttpServer;
import org.postwatch.observability.HealthCheckResult;
import org.postwatch.observability.IntakeProgress;
import org.postwatch.page.SiteCookies;
import org.postwatch.page.StaticAssets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The front server of an instance with the role intake, and all routes that it serves. */
final class FrontServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrontServer.class);
    /** For running requests to finish at a stop: longer than an embedded broker, which is still there, needs to acknowledge a record. */
    private static final Duration FINISH_TIME = Duration.ofSeconds(1);
    /** The same with a cluster, which may be away: until intake has answered 503. */
    private static final Duration FINISH_TIME_WITH_CLUSTER = Duration.ofMillis(2_500);

    private final HttpServer server;
    private final IntakeService intake;
    private final DeskService desks;
    private final Duration finishTime;

    private FrontServer(HttpServer server, IntakeService intake, DeskService desks, Duration finishTime) {
        this.server = server;
        this.intake = intake;
        this.desks = desks;
        this.finishTime = finishTime;
    }

    /**
     * @param clock the time at which events and messages arrive
     * @throws org.postwatch.http.HttpServerException if it cannot listen there, or its TLS files are invalid
     */
    static FrontServer start(Configuration configuration, ClientSettings clients, InstantSource clock) {
        DeskPlans deskPlans = new DeskPlans();
        IntakeService intake = IntakeService.start(
                clients,
                AuthenticationConfigReader.read(configuration),
                configuration.outgoingPolicy(),
                clock,
                deskPlans);
        SiteCookies cookies = new SiteCookies(configuration.front().tls().isPresent());
        DeskService desks = DeskService.start(clients, intake, deskPlans, cookies, clock);
        FrontServer front;
        try {
            front = new FrontServer(
                    HttpServer.start(configuration.front(), HttpLimits.FRONT, routes(intake, desks, cookies)),
                    intake,
                    desks,
                    configuration.usesEmbeddedBroker() ? FINISH_TIME : FINISH_TIME_WITH_CLUSTER);
        } catch (RuntimeException e) {
            desks.close();
            intake.close();
            throw e;
        }
        LOG.info(
                "intake: {}://{}:{}",
                configuration.front().tls().isPresent() ? "https" : "http",
                configuration.front().host(),
                front.port());
        return front;
    }

    /** The routes of the front server: the one place where handlers are added. */
    private static List<HttpRoute> routes(IntakeService intake, DeskService desks, SiteCookies cookies) {
        List<HttpRoute> routes = new ArrayList<>(intake.routes());
        routes.addAll(intake.phoneRoutes(cookies));
        routes.addAll(desks.routes());
        routes.add(StaticAssets.route());
        return routes;
    }

    /**
     * A check of readiness: without the plans and the tokens, every credential would be refused.
     *
     * @param front null until it listens
     */
    static HealthCheckResult check(FrontServer front) {
        String expected = "events are accepted";
        if (front != null && front.intake.isReady()) {
            return HealthCheckResult.passed("intake", "listens on port " + front.port(), expected);
        }
        return HealthCheckResult.failed(
                "intake",
                front == null
                        ? "the front server does not listen yet"
                        : "the plans or the granted tokens are not read, or were not read to the end for 5 s",
                expected,
                "wait during a start; if it persists, see the log, and whether the brokers answer this instance");
    }

    /** What intake takes here, for metrics. */
    IntakeProgress intakeProgress() {
        return intake;
    }

    int port() {
        return server.port();
    }

    /** Accepts nothing more, lets running requests finish, and closes. */
    @Override
    public void close() {
        server.close(finishTime);
        desks.close();
        intake.close();
    }
}
