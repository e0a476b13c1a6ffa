package org.postwatch.app.desk;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.postwatch.app.clients.TopicFollower;
import org.postwatch.app.clients.TopicFollower.StartPosition;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.intake.IntakeService;
import org.postwatch.http.HttpRoute;
import org.postwatch.page.SiteCookies;
import org.postwatch.streams.Topics;

/** The front desks of the districts, served by an instance with the role intake. */
public final class DeskService implements AutoCloseable {
    private final TopicFollower coverageFollower;
    private final DeskEnrolment enrolment;
    private final DeskHandlers handlers;

    private DeskService(TopicFollower coverageFollower, DeskEnrolment enrolment, DeskHandlers handlers) {
        this.coverageFollower = coverageFollower;
        this.enrolment = enrolment;
        this.handlers = handlers;
    }

    /**
     * Starts to follow the coverage.
     *
     * @param plans that the intake follows
     * @param cookies of the front server
     * @param clock the time at which touches arrive
     */
    public static DeskService start(
            ClientSettings clients, IntakeService intake, DeskPlans plans, SiteCookies cookies, InstantSource clock) {
        CoverageFollower coverage = new CoverageFollower();
        TopicFollower coverageFollower =
                TopicFollower.start(clients, Topics.COVERAGE, StartPosition.BEGINNING, coverage);
        DeskEnrolment enrolment = new DeskEnrolment(clients, intake.access());
        DeskHandlers handlers = new DeskHandlers(
                plans,
                (district, campus) -> coverageFollower.isCurrent() ? coverage.of(district, campus) : Optional.empty(),
                intake::checkInPath,
                intake.access(),
                enrolment,
                intake::isReady,
                intake.limiter(),
                intake.events(),
                intake.statistics(),
                cookies,
                clock);
        return new DeskService(coverageFollower, enrolment, handlers);
    }

    /** The resources that it serves. */
    public List<HttpRoute> routes() {
        return handlers.routes();
    }

    @Override
    public void close() {
        coverageFollower.close();
        enrolment.close();
    }
}
