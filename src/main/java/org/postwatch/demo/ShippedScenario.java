package org.postwatch.demo;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** The districts that come with Postwatch, and of each recording the day that shows most. */
public enum ShippedScenario {
    SOCORRO_NM("socorro-nm", LocalDate.of(2022, 12, 6)),
    SOCORRO_TX("socorro-tx", LocalDate.of(2023, 10, 3)),
    ROARING_FORK("roaring-fork", LocalDate.of(2020, 2, 5)),
    PALM_SPRINGS("palm-springs", LocalDate.of(2021, 10, 12));

    private final String district;
    private final LocalDate date;

    ShippedScenario(String district, LocalDate date) {
        this.district = district;
        this.date = date;
    }

    public String district() {
        return district;
    }

    /** As users name them. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ShippedScenario::district).toList();
    }

    /** @throws DemoException when it cannot be read */
    public Scenario read(Path config) {
        return Scenario.read(
                config.resolve("districts").resolve(district),
                config.resolve("scenarios").resolve(district).resolve("events.ndjson"),
                date);
    }
}
