package org.postwatch.coverage;

import java.util.List;

/** What bears on the posts of one campus: who was there, who was called away from it, which feeds were silent. */
public record Evidence(List<Presence> presences, List<Away> aways, Silences silences) {
    public Evidence {
        presences = List.copyOf(presences);
        aways = List.copyOf(aways);
    }
}
