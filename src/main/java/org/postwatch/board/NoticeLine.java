package org.postwatch.board;

import java.time.Instant;
import java.util.regex.Pattern;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;

/** A line about a notice: delivered, denied or suppressed. */
record NoticeLine(Instant at, String district, String recipient, NoticeMark mark, String text) {
    /** The mark at the start of the line, which distinguishes the three without colors. */
    enum NoticeMark {
        NOTIFIED(">", TextStyle.PLAIN),
        DENIED("x", TextStyle.WARNING),
        SUPPRESSED("~", TextStyle.DIM);

        final String sign;
        final TextStyle style;

        NoticeMark(String sign, TextStyle tone) {
            this.sign = sign;
            this.style = tone;
        }
    }

    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d[:.\\d]*Z");

    static NoticeLine of(Notice notice) {
        return new NoticeLine(
                notice.at(),
                notice.district(),
                notice.recipient(),
                NoticeMark.NOTIFIED,
                org.postwatch.delivery.NoticeText.headline(notice));
    }

    /** @param entry a denial or a suppression */
    static NoticeLine of(DisclosureRecord entry) {
        NoticeMark mark = entry.outcome() == DisclosureRecord.DisclosureOutcome.DENIED
                ? NoticeMark.DENIED
                : NoticeMark.SUPPRESSED;
        String text = entry.outcome().wireName() + " " + entry.kind() + " (" + entry.rule() + "): " + entry.reason();
        return new NoticeLine(entry.at(), entry.district(), entry.recipient(), mark, text);
    }

    /** The text, in the district's local time. */
    String format(ConsoleFormat wording) {
        return mark.sign + " "
                + INSTANT.matcher(text).replaceAll(found -> wording.formatTime(Instant.parse(found.group())));
    }
}
