package org.postwatch.setup;

import java.util.List;
import java.util.Optional;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.MappingBuilder;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.documents.form.YamlNode;

/**
 * The hours of a school week, as documents write them.
 *
 * @param days as {@code mon}
 * @param from as {@code 07:30}
 */
public record SchoolHours(List<LocatedValue<String>> days, LocatedValue<String> from, LocatedValue<String> to) {
    private static final String WINDOW = "day";

    public SchoolHours {
        days = List.copyOf(days);
    }

    /** Those of a campus: what its row leaves blank is as here. */
    SchoolHours of(CsvRow row) {
        List<LocatedValue<String>> own = row.list("days");
        return new SchoolHours(
                own.isEmpty() ? days : own,
                row.find("from").map(SchoolHours::withZero).orElse(from),
                row.find("to").map(SchoolHours::withZero).orElse(to));
    }

    /** Spreadsheets write 07:30 as 7:30. */
    public static String withZero(String time) {
        return time.matches("[0-9]:[0-9]{2}") ? "0" + time : time;
    }

    private static LocatedValue<String> withZero(LocatedValue<String> time) {
        return new LocatedValue<>(withZero(time.value()), time.at());
    }

    boolean isSameAs(SchoolHours other) {
        return from.value().equals(other.from.value())
                && to.value().equals(other.to.value())
                && LocatedValue.values(days).equals(LocatedValue.values(other.days));
    }

    /** As a window of a calendar. */
    YamlNode.Mapping window(SourceLocation at) {
        return addTo(new MappingBuilder(at).text("name", WINDOW));
    }

    /** As hours of a feed. */
    YamlNode.Mapping feedHours(SourceLocation at) {
        return addTo(new MappingBuilder(at));
    }

    private YamlNode.Mapping addTo(MappingBuilder hours) {
        return hours.locatedList("days", days)
                .located("from", Optional.of(from))
                .located("to", Optional.of(to))
                .build();
    }
}
