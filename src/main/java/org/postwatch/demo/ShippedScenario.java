package org.postwatch.demo;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.postwatch.documents.DistrictDocuments;

/** The districts that come with Postwatch, and of each recording the day that shows most. */
public enum ShippedScenario {
    SOCORRO_NM("socorro-nm", LocalDate.of(2022, 12, 6)),
    SOCORRO_TX("socorro-tx", LocalDate.of(2023, 10, 3)),
    ROARING_FORK("roaring-fork", LocalDate.of(2020, 2, 5)),
    PALM_SPRINGS("palm-springs", LocalDate.of(2021, 10, 12));

    /** The one that {@code demo --intake} plays. */
    public static final ShippedScenario WITH_INTAKE = SOCORRO_NM;

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
        return Scenario.read(documents(config), events(config), date);
    }

    /**
     * The district of {@code demo --intake} with what it has connected, and its day with a panic button.
     *
     * @throws DemoException when it cannot be read
     */
    public static Scenario readWithIntake(Path config) {
        return Scenario.readWithIntake(
                WITH_INTAKE.documents(config),
                WITH_INTAKE.scenario(config).resolve(DistrictDocuments.INTAKE_FILE),
                WITH_INTAKE.events(config),
                LocalDate.of(2022, 12, 7));
    }

    private Path documents(Path config) {
        return config.resolve("districts").resolve(district);
    }

    private Path scenario(Path config) {
        return config.resolve("scenarios").resolve(district);
    }

    private Path events(Path config) {
        return scenario(config).resolve("events.ndjson");
    }
}
