package org.postwatch.notification.model;

import org.postwatch.event.DistrictKey;

/**
 * The key of what one recipient is notified of: in {@code postwatch.notices}, {@code postwatch.deliveries} and
 * {@code postwatch.disclosures}, and in state tables.
 *
 * @param subject an incident, a group or a digest; may contain {@code /}
 */
public record NoticeKey(RecipientKey recipient, String subject) {
    public NoticeKey(String district, String recipient, String subject) {
        this(new RecipientKey(district, recipient), subject);
    }

    /** Reads what {@link #text} writes. */
    public static NoticeKey parse(String text) {
        DistrictKey key = DistrictKey.parse(text);
        DistrictKey rest = DistrictKey.parse(key.name());
        return new NoticeKey(key.district(), rest.district(), rest.name());
    }

    /** As {@code socorro-nm/board/coverage/socorro-hs/sro/2026-09-14/day}. */
    public String text() {
        return recipient.prefix().text() + subject;
    }
}
