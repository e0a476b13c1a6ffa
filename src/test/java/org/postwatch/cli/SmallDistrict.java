package org.postwatch.cli;

/** One campus, one post at every hour of every day, one officer: whenever a test runs, it is school time. */
final class SmallDistrict {
    static final String DOCUMENT = """
            district: d
            name: Small
            zone: Etc/UTC
            first-day: 2024-01-01
            calendar:
              terms: [{ from: 2024-01-01, to: 2099-12-31 }]
              windows:
                - { name: all, days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "00:00" }
            officers:
              - { badge: P-1, kind: police, duties: [sro] }
            feeds:
              - { source: hr, agencies: [district], types: [staffing], limit: 60m }
            campuses:
              - id: a
                posts:
                  - { id: sro, kinds: [police] }
            """;

    private SmallDistrict() {}
}
