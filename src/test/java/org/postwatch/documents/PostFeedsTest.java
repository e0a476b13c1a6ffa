package org.postwatch.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Case 33: a post without {@code feeds} has those that may report a check-in of some agency's officers at its campus. */
class PostFeedsTest {
    private static final String FEEDS = """
            feeds:
              - { source: elsewhere, agencies: [district], types: [staffing], campuses: [other] }
              - { source: 'no', types: [staffing] }
              - { source: out, agencies: [district], types: [checked-out] }
            """;

    @TempDir
    private Path directory;

    private DistrictFolderFixture folder;

    @BeforeEach
    void addFeeds() {
        folder = new DistrictFolderFixture(directory)
                .replace("feeds:\n", FEEDS)
                .append("  - id: other\n    posts: [{ id: sro, kinds: [police] }]\n");
    }

    @Test
    void areTheFeedsThatMayReportCheckInsThere() {
        var campuses = folder.read().compiled().orElseThrow().campuses();

        assertThat(campuses.get("sarracino-ms").posts().get(0).feeds()).containsExactly("hr");
        assertThat(campuses.get("other").posts().get(0).feeds()).containsExactlyInAnyOrder("hr", "elsewhere");
    }

    @Test
    void aFeedThatMayReportNoOfficersThereIsAWarning() {
        String at = folder.locationOf("{ source: 'no'");

        assertThat(folder.diagnostics())
                .contains(at + "warning: feed 'no' may report officers, but of no agency; expected 'agencies'");
    }
}
