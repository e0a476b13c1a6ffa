package org.postwatch.notification.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.ManyReportsIncident;
import org.postwatch.text.WireName;

/**
 * The current state of something that recipients may have to know: an incident, or an event of NOTIFICATION itself
 * ({@code conduct}, {@code delivery-failed}, {@code clock-fault}, {@code input-stuck}, {@code silence-ending},
 * {@code mandatory-denial-lifted}).
 *
 * @param id unique in its district, begins with the kind
 * @param status expected, open, closed or withdrawn
 * @param severity absent while only expected
 * @param labels what routes match on beside kind, severity and status: {@code campus}, {@code entrance}, {@code
 * post}, …
 * @param fields all fields, by the names of {@link NoticeField}; the policy grants some of them
 * @param opened of the present or last episode; its instant names the episode
 * @param silentFeeds feeds whose silence is its cause: while recipients know of an open silence, this alert is
 * suppressed
 * @param emergency conduct declared an emergency, which is treated like a weapon
 */
public record Alert(
        String district,
        String id,
        String kind,
        AlertStatus status,
        Optional<String> severity,
        SortedMap<String, String> labels,
        SortedMap<String, String> fields,
        Optional<Instant> opened,
        Set<String> silentFeeds,
        boolean emergency) {
    public static final String WEAPON_SEEN = IncidentKind.WEAPON_SEEN.wireName();
    public static final String MANY_REPORTS = IncidentKind.MANY_REPORTS.wireName();
    public static final String FEED_SILENT = IncidentKind.FEED_SILENT.wireName();
    public static final String CONDUCT = EngineAlertKind.CONDUCT.wireName();
    public static final String DELIVERY_FAILED = EngineAlertKind.DELIVERY_FAILED.wireName();
    public static final String CLOCK_FAULT = EngineAlertKind.CLOCK_FAULT.wireName();
    public static final String INPUT_STUCK = EngineAlertKind.INPUT_STUCK.wireName();
    public static final String SILENCE_ENDING = EngineAlertKind.SILENCE_ENDING.wireName();
    public static final String MANDATORY_DENIAL_LIFTED = EngineAlertKind.MANDATORY_DENIAL_LIFTED.wireName();
    /** Each minute, for the recipients that ask for it. */
    public static final String WATCHDOG = IncidentKind.WATCHDOG.wireName();

    public static final String DIGEST = EngineAlertKind.DIGEST.wireName();

    /** All that a policy may speak of. */
    public static final List<String> KINDS = Stream.concat(
                    Arrays.stream(IncidentKind.values())
                            .filter(kind -> kind != IncidentKind.WATCHDOG)
                            .map(IncidentKind::wireName),
                    Arrays.stream(EngineAlertKind.values()).map(EngineAlertKind::wireName))
            .toList();

    public enum AlertStatus implements WireName {
        EXPECTED,
        OPEN,
        CLOSED,
        WITHDRAWN;

        /** Closed or withdrawn: nothing needs to be done about it any more. */
        public boolean isOver() {
            return this == CLOSED || this == WITHDRAWN;
        }

        /** @throws IllegalArgumentException when no status has that wire name */
        public static AlertStatus of(String wireName) {
            return WireName.find(AlertStatus.class, wireName)
                    .orElseThrow(() -> new IllegalArgumentException("no status is named '" + wireName + "'"));
        }
    }

    public Alert {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        silentFeeds = Set.copyOf(silentFeeds);
    }

    /** Kinds whose notices never wait, in addition to conduct that is an emergency. */
    public static final Set<String> URGENT_KINDS = IncidentKind.wireNames(IncidentKind::isUrgent);

    /** Kinds whose reports a {@code many-reports} may list. */
    public static final SortedSet<String> LISTABLE_KINDS = Collections.unmodifiableSortedSet(
            new TreeSet<>(IncidentKind.wireNames(kind -> kind.isUrgent() && kind != IncidentKind.MANY_REPORTS)));

    /** Kinds that an operator may close. */
    public static final Set<String> OPERATOR_CLOSABLE_KINDS = Stream.concat(
                    IncidentKind.wireNames(IncidentKind::isOperatorClosable).stream(),
                    EngineAlertKind.wireNames(EngineAlertKind::isOperatorClosable).stream())
            .collect(Collectors.toUnmodifiableSet());

    /** Kinds that silences apply to. Conduct that is an emergency is not silenced either. */
    public static final List<String> SILENCEABLE_KINDS = KINDS.stream()
            .filter(kind -> !URGENT_KINDS.contains(kind))
            .filter(kind -> EngineAlertKind.find(kind)
                    .map(EngineAlertKind::isSilenceable)
                    .orElse(true))
            .toList();

    /** Whether it is never grouped, silenced or otherwise suppressed. */
    public boolean isUrgent() {
        return URGENT_KINDS.contains(kind) || emergency;
    }

    /**
     * The kinds in routes and policies that apply to it: what applies to the reports that a {@code many-reports} lists
     * also applies to that.
     */
    public Set<String> applicableKinds() {
        String reported = labels.get(ManyReportsIncident.REPORTED_LABEL);
        return reported == null ? Set.of(kind) : Set.of(kind, reported);
    }

    /** It is not there yet. */
    public boolean isForecast() {
        return status == AlertStatus.EXPECTED;
    }

    /** As {@link AlertStatus#isOver}. */
    public boolean isOver() {
        return status.isOver();
    }

    /** The same, in another state, and with other facts where these name them. */
    public Alert withStatus(AlertStatus now, SortedMap<String, String> facts) {
        SortedMap<String, String> all = new TreeMap<>(fields);
        all.putAll(facts);
        return new Alert(district, id, kind, now, severity, labels, all, opened, silentFeeds, emergency);
    }
}
