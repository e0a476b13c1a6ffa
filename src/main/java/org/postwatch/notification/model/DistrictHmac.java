package org.postwatch.notification.model;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed hashes (HMAC-SHA256) that stand for things where these may not be named. Each purpose has a key of its own,
 * derived from the district's secret by HKDF-Expand (RFC 5869, one block), so that the hashes of one purpose say
 * nothing of those of another. Not safe for threads.
 */
public final class DistrictHmac {
    private static final int REFERENCE_LENGTH = 16;
    private static final String ALGORITHM = "HmacSHA256";

    /** What a key is for. */
    private enum HmacPurpose {
        /** References of notices and their alerts. */
        REFERENCE("reference"),
        /** Hashes in the register of disclosures. */
        DISCLOSURE("disclosure");

        /** Part of what the key is derived from: another name makes every hash of that purpose another. */
        private final String name;

        HmacPurpose(String name) {
            this.name = name;
        }
    }

    private final Map<HmacPurpose, Mac> macs = new EnumMap<>(HmacPurpose.class);

    public DistrictHmac(DistrictSecret secret) {
        for (HmacPurpose purpose : HmacPurpose.values()) {
            String info = "postwatch/v1/" + purpose.name + '\u0001';
            byte[] key = mac(secret.bytes()).doFinal(info.getBytes(StandardCharsets.UTF_8));
            macs.put(purpose, mac(key));
        }
    }

    /**
     * The reference of a subject or an alert: the same for every recipient, so that they can refer to it among
     * themselves.
     */
    public String reference(String subject) {
        return hash(HmacPurpose.REFERENCE, subject).substring(0, REFERENCE_LENGTH);
    }

    /**
     * The HMAC of all disclosed names and values: with the secret it proves later what was disclosed; without it the
     * values cannot be guessed.
     */
    public String disclosureHash(Collection<Notice.NoticeItem> items) {
        StringBuilder lines = new StringBuilder();
        items.stream()
                .map(Notice.NoticeItem::fields)
                .map(SortedMap::entrySet)
                .flatMap(Collection::stream)
                .map(field -> field.getKey() + "=" + field.getValue())
                .sorted()
                .forEach(line -> lines.append(line).append('\n'));
        return hash(HmacPurpose.DISCLOSURE, lines.toString());
    }

    private String hash(HmacPurpose purpose, String text) {
        return HexFormat.of().formatHex(macs.get(purpose).doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
