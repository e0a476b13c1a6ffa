package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKey;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.AlertOverview;
import org.postwatch.notification.model.AlertOverview.AcknowledgementOverview;
import org.postwatch.notification.model.IncidentAlertMapper;

class IncidentViewTest {
    private static final Instant T = Instant.parse("2026-09-14T13:30:00Z");

    @Test
    void what_nobody_handles_comes_first_and_of_that_what_is_urgent() {
        IncidentView closed = view("closed", IncidentKind.WEAPON_SEEN, T, true, Optional.empty());
        IncidentView handledWeapon = view("handled", IncidentKind.WEAPON_SEEN, T, false, Optional.of("dana"));
        IncidentView oldGap = view("old", IncidentKind.COVERAGE, T, false, Optional.empty());
        IncidentView newGap = view("new", IncidentKind.COVERAGE, T.plusSeconds(60), false, Optional.empty());
        IncidentView weapon = view("weapon", IncidentKind.WEAPON_SEEN, T.plusSeconds(90), false, Optional.empty());

        assertThat(Stream.of(closed, handledWeapon, newGap, oldGap, weapon).sorted(IncidentView.ORDER))
                .containsExactly(weapon, oldGap, newGap, handledWeapon, closed);
    }

    @Test
    void an_incident_that_the_notification_engine_has_not_read_is_there_with_its_reasons() {
        IncidentView unread = new IncidentView(
                new IncidentKey("d", "gap"),
                Optional.of(incident("gap", IncidentKind.COVERAGE, T, false)),
                Optional.empty());
        assertThat(unread.isOpen()).isTrue();
        assertThat(unread.place()).isEqualTo("north sro");
        assertThat(unread.why(new DistrictTimeZones(Map.of("d/north", ZoneOffset.UTC))))
                .containsExactly("Officer D-1 was called away at Mon 14 Sep 2026, 13:30 UTC.");
        assertThat(unread.overview()).isEmpty();
    }

    private static IncidentView view(
            String id, IncidentKind kind, Instant opened, boolean isClosed, Optional<String> acknowledgedBy) {
        Incident incident = incident(id, kind, opened, isClosed);
        IncidentTransition transition = new IncidentTransition(
                "d", incident, IncidentTransition.IncidentChange.OPENED, opened, opened, Optional.empty());
        return new IncidentView(
                new IncidentKey("d", id),
                Optional.of(incident),
                Optional.of(new AlertOverview(
                        IncidentAlertMapper.toAlert(transition),
                        opened,
                        opened,
                        acknowledgedBy.map(name -> new AcknowledgementOverview(name, opened, Optional.empty())),
                        List.of(),
                        new TreeMap<>(),
                        Optional.empty())));
    }

    private static Incident incident(String id, IncidentKind kind, Instant opened, boolean isClosed) {
        return Incident.of(
                id,
                kind,
                Map.of("campus", "north", "post", "sro"),
                List.of(new Episode(
                        opened,
                        opened,
                        isClosed ? Optional.of(opened.plusSeconds(5)) : Optional.empty(),
                        isClosed ? Optional.of("covered") : Optional.empty(),
                        List.of(new Episode.SeverityChange(opened, "high")))),
                List.of(Reason.of(ReasonCode.CALLED_AWAY, "D-1", T)));
    }
}
