package org.postwatch.incident;

/** Kinds of incident. Facts are implied by evidence and plan; history is what was said when. */
public enum Kind {
    COVERAGE("coverage", true),
    ENTRANCE_UNWATCHED("entrance-unwatched", true),
    NO_SHOW("no-show", true),
    FEED_SILENT("feed-silent", true),
    AGREEMENT_LAPSING("agreement-lapsing", true),
    BUZZER_UNANSWERED("buzzer-unanswered", false),
    ENTRANCE_FORCED("entrance-forced", false),
    WEAPON_SEEN("weapon-seen", false),
    /** A canary came through: a sign of life, no incident of any campus. */
    WATCHDOG("watchdog", false);

    private final String wireName;
    private final boolean fact;

    Kind(String wireName, boolean fact) {
        this.wireName = wireName;
        this.fact = fact;
    }

    public String wireName() {
        return wireName;
    }

    public boolean isFact() {
        return fact;
    }
}
