package org.postwatch.app.broker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * A directory that only its owner can enter, independent of the umask: the data contain the events of feeds and show
 * which campuses have no officer on post. File systems without POSIX permissions are not restricted.
 */
public final class PrivateDirectory {
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private PrivateDirectory() {}

    /**
     * Creates the directory with mode 0700, or checks that an existing one is no wider.
     *
     * @throws BrokerException when others may enter it, with the command that mends it; or when it cannot be created
     */
    public static void ensure(Path directory) {
        Path home = directory.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(home)) {
                Files.createDirectories(home.getParent());
                if (isPosix(home.getParent())) {
                    Files.createDirectory(home, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                } else {
                    Files.createDirectory(home);
                }
            }
            if (isPosix(home)) {
                rejectAccessByOthers(home, Files.getPosixFilePermissions(home));
            }
        } catch (IOException e) {
            throw new BrokerException(
                    "cannot use the data directory " + home + ": " + e
                            + "; make it writable or configure another with data.directory",
                    e);
        }
    }

    private static void rejectAccessByOthers(Path home, Set<PosixFilePermission> found) {
        if (!OWNER_ONLY.containsAll(found)) {
            throw new BrokerException(
                    "the data directory " + home + " is open to others (" + PosixFilePermissions.toString(found)
                            + "; expected rwx------): it contains the events of feeds and shows which campuses have"
                            + " no officer on post. Run 'chmod -R go= " + shellQuoted(home)
                            + "' and start again; if it is a mount point that cannot be"
                            + " changed, set data.directory to a new folder below it",
                    null);
        }
    }

    /** For a shell. */
    private static String shellQuoted(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9/._+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    /**
     * Removes the permissions of other users from every file and directory below. Kafka and RocksDB create files with
     * the umask of the process, which Java cannot change. Files that are deleted meanwhile are skipped.
     */
    public static void restrictPermissions(Path directory) {
        FileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                restrict(path);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isSymbolicLink()) {
                    restrict(path);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        };
        try {
            if (isPosix(directory)) {
                Files.walkFileTree(directory, visitor);
            }
        } catch (IOException e) {
            // The directory itself is closed to others: it is what counts.
            return;
        }
    }

    private static void restrict(Path path) {
        try {
            Set<PosixFilePermission> found = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
            if (!OWNER_ONLY.containsAll(found)) {
                found.retainAll(OWNER_ONLY);
                Files.setPosixFilePermissions(path, found);
            }
        } catch (IOException e) {
            // Deleted meanwhile, as logs are.
            return;
        }
    }
}
