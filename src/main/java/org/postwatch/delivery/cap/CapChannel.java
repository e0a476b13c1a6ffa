package org.postwatch.delivery.cap;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.postwatch.delivery.Answer;
import org.postwatch.delivery.Channel;
import org.postwatch.routing.Address;
import org.postwatch.routing.Notice;

/** Puts notices as CAP messages where they are wanted. */
public final class CapChannel implements Channel {
    private static final String FOLDER = "folder:";

    private final Composer composer;
    private final Outlet outlet;

    /**
     * @param severities the district's, from the mildest to the worst
     * @throws IllegalStateException if the address cannot make valid messages
     */
    public CapChannel(Address.Cap address, List<String> severities, Outlet outlet) {
        this.composer = new Composer(address, severities);
        this.outlet = outlet;
    }

    /** The folder that {@code folder:PATH} names, of what an address says once it is looked up; absent: it names none. */
    public static Optional<Outlet> folder(String to) {
        return to.startsWith(FOLDER)
                ? Optional.of(new Folder(Path.of(to.substring(FOLDER.length()))))
                : Optional.empty();
    }

    @Override
    public Answer send(Notice notice) throws InterruptedException {
        Alert alert = composer.compose(notice);
        return outlet.put(alert.identifier(), AlertXml.write(alert));
    }

    @Override
    public void close() {
        outlet.close();
    }
}
