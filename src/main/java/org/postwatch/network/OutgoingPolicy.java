package org.postwatch.network;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where an instance may send, as it is configured. Public addresses are always allowed; others only if the address, its
 * range or the name of its host is listed. Folders may be written to only at or below listed ones.
 *
 * @param allow names of hosts, addresses and ranges ({@code 10.1.0.0/16}); a name allows every address that it
 * resolves to
 * @param folders absolute paths
 */
public record OutgoingPolicy(List<String> allow, List<Path> folders) {
    /** Public addresses, and no folder. */
    public static final OutgoingPolicy PUBLIC_ONLY = new OutgoingPolicy(List.of(), List.of());

    /** The keys of the configuration, as messages name them. */
    private static final String ALLOW_KEY = "'outgoing.allow' in the configuration of the instance";

    private static final String FOLDERS_KEY = "'outgoing.folders' in the configuration of the instance";
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)*");

    public OutgoingPolicy {
        allow = allow.stream().map(OutgoingPolicy::normalize).toList();
        folders = List.copyOf(folders);
    }

    /** Whether it is valid in {@code allow}. */
    public static boolean isValidTarget(String text) {
        String plain = normalize(text);
        boolean isName = NAME.matcher(plain).matches() && !plain.matches("[0-9.]+");
        return isName || AddressRange.of(plain).isPresent();
    }

    /**
     * The allowed addresses of a host.
     *
     * @param host as the document names it; an IPv6 address with or without brackets
     * @throws AddressDeniedException if none is allowed
     */
    public List<InetAddress> requireAllowed(String host, List<InetAddress> resolved) throws AddressDeniedException {
        List<InetAddress> allowed = new ArrayList<>();
        Optional<String> refusal = Optional.empty();
        for (InetAddress address : resolved) {
            Optional<String> why = denialReason(host, address);
            if (why.isEmpty()) {
                allowed.add(address);
            }
            refusal = refusal.or(() -> why);
        }
        if (allowed.isEmpty()) {
            throw new AddressDeniedException(refusal.orElse("the host has no address"));
        }
        return allowed;
    }

    private Optional<String> denialReason(String host, InetAddress address) {
        String name = normalize(host);
        if (isThisMachine(name) && !address.isLoopbackAddress()) {
            return Optional.of(address.getHostAddress() + " is no loopback address, but the host is named as one");
        }
        return SpecialPurposeAddresses.describe(address)
                .filter(kind -> !allow.contains(name))
                .filter(kind -> ranges().noneMatch(range -> range.contains(address)))
                .map(kind -> address.getHostAddress() + " is " + kind
                        + ", which may be called only when it or its host is" + " listed in " + ALLOW_KEY);
    }

    /**
     * Why a host may not be called, as far as known without DNS: a literal address, or a name of this machine.
     */
    public Optional<String> literalDenialReason(String host) {
        String name = normalize(host);
        Optional<InetAddress> address = AddressRange.parseLiteral(name);
        if (address.isEmpty() && isThisMachine(name)) {
            address = Optional.of(InetAddress.getLoopbackAddress());
        }
        return address.flatMap(known -> denialReason(host, known));
    }

    /** Why messages may not be written to a folder, judged by its path; links are resolved at the time of writing. */
    public Optional<String> folderDenialReason(Path folder) {
        Path path = folder.normalize();
        return folder.isAbsolute() && folders.stream().anyMatch(path::startsWith)
                ? Optional.empty()
                : Optional.of(deniedFolderMessage(folder));
    }

    /**
     * Where a folder really is, links followed.
     *
     * @throws AccessDeniedException with a reason when that is not at or below a listed folder
     * @throws IOException when it is not there
     */
    public Path resolveFolder(Path folder) throws IOException {
        if (folderDenialReason(folder).isEmpty()) {
            Path real = folder.toRealPath();
            for (Path listed : folders) {
                // A missing folder contains nothing.
                if (Files.exists(listed) && real.startsWith(listed.toRealPath())) {
                    return real;
                }
            }
        }
        throw new AccessDeniedException(folder.toString(), null, deniedFolderMessage(folder));
    }

    private static String deniedFolderMessage(Path folder) {
        return "the folder " + folder + " may be used only when it or one above it is listed in " + FOLDERS_KEY;
    }

    private Stream<AddressRange> ranges() {
        return allow.stream().flatMap(text -> AddressRange.of(text).stream());
    }

    private static boolean isThisMachine(String name) {
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || AddressRange.parseLiteral(name)
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }

    /** Lower case, without brackets and without a dot at its end. */
    private static String normalize(String host) {
        String lower = host.strip().toLowerCase(Locale.ROOT);
        String bare = lower.startsWith("[") && lower.endsWith("]") ? lower.substring(1, lower.length() - 1) : lower;
        return bare.endsWith(".") && bare.length() > 1 ? bare.substring(0, bare.length() - 1) : bare;
    }
}
