package org.postwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.notification.model.Recipient;

/** What is written by hand of notices leaves nobody out who matters, and gives its reasons. */
class ExpectedNoticesTest {
    static List<String> districts() {
        return ShippedDistrict.NAMES;
    }

    @ParameterizedTest
    @MethodSource("districts")
    void recipients_outside_the_school_are_listed_completely(String name) {
        Map<String, Recipient> recipients = DistrictDocuments.read(ShippedDistrict.documents(name))
                .compiled()
                .orElseThrow()
                .routing()
                .recipients();
        Map<String, ExpectedNotices.ExpectedRecipient> listed = new TreeMap<>();
        ShippedDistrict.read(name).notices().recipients().forEach(a -> listed.put(a.id(), a));

        assertThat(recipients.keySet()).containsAll(listed.keySet());
        recipients.values().stream()
                .filter(recipient -> !recipient.agencyClass().equals("school"))
                .forEach(recipient -> assertThat(listed.get(recipient.id()))
                        .as(recipient.id())
                        .matches(a ->
                                a != null && a.complete() && !a.absentNotices().isEmpty()));
        assertThat(listed.get("board").counts()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("districts")
    void everything_written_has_its_argument(String name) {
        ExpectedNotices notices = ShippedDistrict.read(name).notices();

        assertThat(notices.district()).isEqualTo(name);
        assertThat(notices.disclosures())
                .isNotEmpty()
                .allMatch(r -> !r.because().isBlank());
        assertThat(notices.recipients())
                .allSatisfy(
                        a -> assertThat(a.subjects()).allMatch(t -> !t.because().isBlank()))
                .allSatisfy(a ->
                        assertThat(a.absentNotices()).allMatch(t -> !t.because().isBlank()));
    }
}
