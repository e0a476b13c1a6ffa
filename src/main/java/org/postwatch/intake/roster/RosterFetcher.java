package org.postwatch.intake.roster;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.intake.poll.PollClient;
import org.postwatch.intake.poll.PollClient.PollResponse;
import org.postwatch.network.HostResolver;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.roster.RosterSource;
import org.postwatch.secrets.SecretResolver;

/** Gets the documents of one roster. Not safe for threads, except for {@link #cancel}. */
public final class RosterFetcher implements AutoCloseable {
    /** Bytes of all documents of a roster. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    /** Files in a folder. */
    static final int MAX_FILES = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CALENDAR = "text/calendar, text/plain;q=0.5, */*;q=0.1";
    private static final String TABLE = "text/csv, text/plain;q=0.5, */*;q=0.1";

    private final RosterSource roster;
    private final OutgoingPolicy outgoing;
    /** Empty for files. */
    private final Optional<PollClient> client;
    /** Of the last answer, which stands when the next one is that nothing has changed. */
    private Optional<String> etag = Optional.empty();

    private byte[] body = {};

    private RosterFetcher(RosterSource roster, OutgoingPolicy outgoing, Optional<PollClient> client) {
        this.roster = roster;
        this.outgoing = outgoing;
        this.client = client;
    }

    /**
     * Reads the secret of the address each time: it may have changed.
     *
     * @param resolver gives only addresses that may be called
     * @param outgoing which folders may be read
     * @param timer ends requests that take too long
     * @throws ConnectionProblemException if the address is not valid
     * @throws org.postwatch.secrets.MissingSecretException if this instance lacks the secret
     */
    public static RosterFetcher open(
            RosterSource roster,
            SecretResolver secrets,
            HostResolver resolver,
            OutgoingPolicy outgoing,
            ScheduledExecutorService timer) {
        if (roster.isFile()) {
            return new RosterFetcher(roster, outgoing, Optional.empty());
        }
        String address = roster.addressSecret()
                .map(name -> secrets.resolve(roster.district(), name).strip())
                .orElse(roster.location());
        String accept = roster.table().isPresent() ? TABLE : CALENDAR;
        return new RosterFetcher(
                roster, outgoing, Optional.of(PollClient.open(address, accept, MAX_BYTES, resolver, timer)));
    }

    /**
     * The documents as they are now.
     *
     * @throws ConnectionProblemException if they cannot be read; the message has no secret
     */
    public List<byte[]> fetch() {
        if (client.isEmpty()) {
            return readFiles();
        }
        PollResponse response = client.get().get("", etag, PATIENCE);
        if (response.isModified()) {
            body = response.body();
            etag = response.etag();
        } else if (etag.isEmpty()) {
            throw new ConnectionProblemException("it answered that nothing has changed, without having been asked");
        }
        return List.of(body);
    }

    private List<byte[]> readFiles() {
        try {
            Path location = Path.of(roster.location());
            Path folder = outgoing.resolveFolder(Files.isDirectory(location) ? location : location.getParent());
            List<Path> files = Files.isDirectory(location) ? list(folder) : List.of(location);
            List<byte[]> documents = new ArrayList<>();
            int left = MAX_BYTES;
            for (Path file : files) {
                // A link out of the folder is not followed: who may write there need not be allowed to read more.
                if (!file.toRealPath().startsWith(folder)) {
                    throw new ConnectionProblemException("the file " + file + " is a link out of its folder");
                }
                byte[] document = read(file, left);
                left -= document.length;
                documents.add(document);
            }
            return documents;
        } catch (AccessDeniedException e) {
            throw new ConnectionProblemException(
                    e.getReason() == null ? "the file " + e.getFile() + " may not be read" : e.getReason());
        } catch (NoSuchFileException e) {
            throw new ConnectionProblemException("there is no file " + e.getFile());
        } catch (IOException e) {
            throw new ConnectionProblemException("the files cannot be read: " + e);
        }
    }

    /** Those of its kind, in the order of their names. */
    private List<Path> list(Path folder) throws IOException {
        String ending = roster.table().isPresent() ? ".csv" : ".ics";
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files = all.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .limit(MAX_FILES + 1L)
                    .toList();
            if (files.isEmpty()) {
                throw new ConnectionProblemException(
                        "the folder " + roster.location() + " has no file " + "*" + ending);
            }
            if (files.size() > MAX_FILES) {
                throw new ConnectionProblemException(
                        "the folder " + roster.location() + " has more than " + MAX_FILES + " files *" + ending);
            }
            return files;
        }
    }

    private byte[] read(Path file, int left) throws IOException {
        try (var input = Files.newInputStream(file)) {
            byte[] document = input.readNBytes(left + 1);
            if (document.length > left) {
                throw new ConnectionProblemException("the files have more than " + MAX_BYTES + " bytes");
            }
            return document;
        }
    }

    /** Ends the request that is under way, if there is one. Does not block. */
    public void cancel() {
        client.ifPresent(PollClient::cancel);
    }

    @Override
    public void close() {
        client.ifPresent(PollClient::close);
    }
}
