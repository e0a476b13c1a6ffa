package org.postwatch.codec.state;

import java.util.List;
import org.postwatch.coverage.Reason;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;

/** Incidents as they were said. */
final class IncidentState {
    private IncidentState() {}

    static void write(Pack pack, Incident incident) {
        pack.text(incident.id()).text(incident.kind().wireName()).map(incident.labels(), pack::text);
        pack.list(incident.episodes(), episode -> {
            pack.instant(episode.from()).instant(episode.opened());
            pack.optional(episode.closed(), pack::instant).optional(episode.by(), pack::text);
            pack.list(episode.steps(), step -> pack.instant(step.at()).text(step.severity()));
        });
        pack.list(incident.reasons(), reason -> write(pack, reason));
    }

    static void write(Pack pack, Reason reason) {
        pack.text(reason.code()).list(reason.args(), pack::text);
    }

    static Reason readReason(Unpack unpack) {
        return new Reason(unpack.text(), unpack.list(unpack::text));
    }

    static Incident read(Unpack unpack) {
        String id = unpack.text();
        Kind kind = kind(unpack.text());
        var labels = unpack.map(unpack::text);
        List<Episode> episodes = unpack.list(() -> new Episode(
                unpack.instant(),
                unpack.instant(),
                unpack.optional(unpack::instant),
                unpack.optional(unpack::text),
                unpack.list(() -> new Episode.Step(unpack.instant(), unpack.text()))));
        List<Reason> reasons = unpack.list(() -> readReason(unpack));
        return Incident.of(id, kind, labels, episodes, reasons);
    }

    private static Kind kind(String wireName) {
        for (Kind kind : Kind.values()) {
            if (kind.wireName().equals(wireName)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of incident is named '" + wireName + "'");
    }
}
