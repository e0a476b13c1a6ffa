package org.postwatch.board;

import java.time.Instant;
import java.util.regex.Pattern;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;

/** A line for who looks on: a notice that its recipient has, a refusal, or something that was held back. */
record NoticeLine(Instant at, String district, String recipient, NoticeMark mark, String text) {
    /** What leads the line, so that the three are told apart without colours. */
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

    /** @param entry one that says that somebody is not told, or not now */
    static NoticeLine of(DisclosureRecord entry) {
        NoticeMark mark = entry.outcome() == DisclosureRecord.DisclosureOutcome.DENIED
                ? NoticeMark.DENIED
                : NoticeMark.SUPPRESSED;
        String text = entry.outcome().wireName() + " " + entry.kind() + " (" + entry.rule() + "): " + entry.reason();
        return new NoticeLine(entry.at(), entry.district(), entry.recipient(), mark, text);
    }

    /** What is said of it, in the district's local time. */
    String format(ConsoleFormat wording) {
        return mark.sign + " "
                + INSTANT.matcher(text).replaceAll(found -> wording.formatTime(Instant.parse(found.group())));
    }
}
