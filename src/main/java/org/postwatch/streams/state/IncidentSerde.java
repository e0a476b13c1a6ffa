package org.postwatch.streams.state;

import java.util.List;
import org.postwatch.coverage.Reason;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;

/** Incidents as they were published last. */
final class IncidentSerde {
    private IncidentSerde() {}

    static void write(BinaryWriter pack, Incident incident) {
        pack.text(incident.id()).text(incident.kind().wireName()).map(incident.labels(), pack::text);
        pack.list(incident.episodes(), episode -> {
            pack.instant(episode.startedAt()).instant(episode.openedAt());
            pack.optional(episode.closedAt(), pack::instant).optional(episode.closeReason(), pack::text);
            pack.list(episode.severityChanges(), step -> pack.instant(step.at()).text(step.severity()));
        });
        pack.list(incident.reasons(), reason -> write(pack, reason));
    }

    static void write(BinaryWriter pack, Reason reason) {
        pack.text(reason.code()).list(reason.args(), pack::text);
    }

    static Reason readReason(BinaryReader unpack) {
        return new Reason(unpack.text(), unpack.list(unpack::text));
    }

    static Incident read(BinaryReader unpack) {
        String id = unpack.text();
        IncidentKind kind = kind(unpack.text());
        var labels = unpack.map(unpack::text);
        List<Episode> episodes = unpack.list(() -> new Episode(
                unpack.instant(),
                unpack.instant(),
                unpack.optional(unpack::instant),
                unpack.optional(unpack::text),
                unpack.list(() -> new Episode.SeverityChange(unpack.instant(), unpack.text()))));
        List<Reason> reasons = unpack.list(() -> readReason(unpack));
        return Incident.of(id, kind, labels, episodes, reasons);
    }

    private static IncidentKind kind(String wireName) {
        for (IncidentKind kind : IncidentKind.values()) {
            if (kind.wireName().equals(wireName)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of incident is named '" + wireName + "'");
    }
}
