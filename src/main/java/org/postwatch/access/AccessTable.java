package org.postwatch.access;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.access.AccessGrant.AccessRevocation;
import org.postwatch.access.AccessGrant.GrantStatus;

/**
 * The grants as the records of a topic state them. A grant that was revoked, or whose record was deleted, stays without effect
 * even if an earlier record of it is read again. Of several devices that were enrolled with one code, the first record counts.
 * Safe for threads.
 */
public final class AccessTable {
    private final Map<String, AccessGrant> open = new HashMap<>();
    private final Map<String, Set<String>> idsByHash = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    /** The device of each enrolment: the first one that a record names. */
    private final Map<String, String> deviceByEnrolment = new HashMap<>();

    private final Map<GrantedTo, Instant> lastChange = new HashMap<>();

    private record GrantedTo(AccessKind kind, String district, String subject) {}

    /** Takes a record; taking it twice changes nothing. */
    public synchronized void put(AccessGrant grant) {
        String first = grant.enrolment()
                .map(code -> deviceByEnrolment.computeIfAbsent(code, unused -> grant.id()))
                .orElse(grant.id());
        if (first.equals(grant.id())) {
            lastChange.merge(
                    new GrantedTo(grant.kind(), grant.district(), grant.subject()),
                    grant.revocation().map(AccessRevocation::at).orElse(grant.grantedAt()),
                    (a, b) -> a.isAfter(b) ? a : b);
        }
        if (grant.revocation().isPresent() || !first.equals(grant.id())) {
            end(grant.id());
        } else if (!ended.contains(grant.id())) {
            remove(grant.id());
            open.put(grant.id(), grant);
            idsByHash
                    .computeIfAbsent(grant.tokenHash(), hash -> new HashSet<>())
                    .add(grant.id());
        }
    }

    /** Ends a grant for good: its record is gone, or cannot be read. */
    public synchronized void end(String id) {
        ended.add(id);
        remove(id);
    }

    private void remove(String id) {
        AccessGrant former = open.remove(id);
        if (former != null) {
            idsByHash.computeIfPresent(former.tokenHash(), (hash, ids) -> {
                ids.remove(id);
                return ids.isEmpty() ? null : ids;
            });
        }
    }

    /**
     * The grants of a token that are valid at a moment; empty for any other text. The token is found by its hash: how long
     * that takes says nothing of the token.
     */
    public List<AccessGrant> ofToken(AccessKind kind, String token, Instant now) {
        Optional<String> hash = AccessToken.parse(token).map(AccessToken::hash);
        return hash.isEmpty() ? List.of() : ofHash(kind, hash.get(), now);
    }

    /** The grant of a code that is valid at a moment and that no device has used yet; empty for any other code. */
    public synchronized Optional<AccessGrant> ofCode(AccessKind kind, EnrolmentCode code, Instant now) {
        return ofHash(kind, code.hash(), now).stream()
                .filter(grant -> !deviceByEnrolment.containsKey(grant.id()))
                .findFirst();
    }

    /** Whether the grant is in force: its record was read, and neither a revocation nor an earlier device of its enrolment. */
    public synchronized boolean isOpen(String id) {
        return open.containsKey(id);
    }

    /** The grants of one subject that are valid at a moment. */
    public synchronized List<AccessGrant> ofSubject(AccessKind kind, String district, String subject, Instant now) {
        return open.values().stream()
                .filter(grant -> grant.kind() == kind
                        && grant.district().equals(district)
                        && grant.subject().equals(subject)
                        && grant.statusAt(now) == GrantStatus.VALID)
                .toList();
    }

    /** The latest time at which access of a kind to a subject was granted or revoked; empty if there was none. */
    public synchronized Optional<Instant> lastChange(AccessKind kind, String district, String subject) {
        return Optional.ofNullable(lastChange.get(new GrantedTo(kind, district, subject)));
    }

    private synchronized List<AccessGrant> ofHash(AccessKind kind, String hash, Instant now) {
        return idsByHash.getOrDefault(hash, Set.of()).stream()
                .map(open::get)
                .filter(grant -> grant.kind() == kind && grant.statusAt(now) == GrantStatus.VALID)
                .toList();
    }
}
