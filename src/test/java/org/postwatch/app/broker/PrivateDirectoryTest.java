package org.postwatch.app.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under the umask of a test, which leaves others in. */
class PrivateDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void a_new_one_is_its_owners_alone() throws Exception {
        Path data = directory.resolve("new/data");
        PrivateDirectory.ensure(data);
        assertThat(mode(data)).isEqualTo("rwx------");
        PrivateDirectory.ensure(data);
    }

    @Test
    void one_that_is_open_to_others_is_rejected_with_the_command_that_mends_it() throws Exception {
        Path data = Files.createDirectory(directory.resolve("it's data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x--x"));
        assertThatThrownBy(() -> PrivateDirectory.ensure(data))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining(data + " is open to others (rwxr-x--x; expected rwx------)")
                .hasMessageContaining("chmod -R go= '" + directory + "/it'\\''s data'");
        assertThatThrownBy(() -> EmbeddedBroker.start(data, 0)).hasMessageContaining("chmod -R go=");

        // The very command that it names.
        Process chmod = new ProcessBuilder("chmod", "-R", "go=", data.toString()).start();
        assertThat(chmod.waitFor()).isZero();
        PrivateDirectory.ensure(data);
    }

    @Test
    void what_others_could_read_below_is_closed_to_them_and_nothing_else_changes() throws Exception {
        Path log = Files.createDirectories(directory.resolve("broker/log"));
        Path segment = Files.writeString(log.resolve("0.log"), "x");
        Path outside = Files.writeString(directory.resolve("outside"), "x");
        Files.setPosixFilePermissions(segment, PosixFilePermissions.fromString("r--r--rw-"));
        Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(log.resolve("link"), outside);

        PrivateDirectory.restrictPermissions(directory.resolve("broker"));

        assertThat(mode(segment)).isEqualTo("r--------");
        assertThat(mode(log)).isEqualTo("rwx------");
        assertThat(mode(outside)).isEqualTo("rw-r--r--");
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
