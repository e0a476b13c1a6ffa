package org.postwatch.codec.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Case 33: a post without {@code feeds} has those that may tell a check-in of some agency's officers at its campus. */
class FeedsOfPostsTest {
    private static final String FEEDS = """
            feeds:
              - { source: elsewhere, agencies: [district], types: [staffing], campuses: [other] }
              - { source: 'no', types: [staffing] }
              - { source: out, agencies: [district], types: [checked-out] }
            """;

    @TempDir
    private Path directory;

    private Folder folder;

    @BeforeEach
    void addFeeds() {
        folder = new Folder(directory)
                .with("feeds:\n", FEEDS)
                .adding("  - id: other\n    posts: [{ id: sro, kinds: [police] }]\n");
    }

    @Test
    void areThoseThatMayTellOfSomebodysCheckInsThere() {
        var campuses = folder.read().compiled().orElseThrow().campuses();

        assertThat(campuses.get("sarracino-ms").posts().get(0).feeds()).containsExactly("hr");
        assertThat(campuses.get("other").posts().get(0).feeds()).containsExactlyInAnyOrder("hr", "elsewhere");
    }

    @Test
    void ofAFeedThatMayTellOfNobodyThereIsAWarning() {
        String at = folder.at("{ source: 'no'");

        assertThat(folder.faults())
                .contains(at + "warning: feed 'no' may tell of officers, but of no agency's; expected 'agencies'");
    }
}
