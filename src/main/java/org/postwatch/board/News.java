package org.postwatch.board;

import java.time.Instant;
import java.util.regex.Pattern;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Notice;

/** A line for who looks on: a notice that its recipient has, a refusal, or something that was held back. */
record News(Instant at, String district, String recipient, Mark mark, String text) {
    /** What leads the line, so that the three are told apart without colours. */
    enum Mark {
        TOLD(">", Tone.PLAIN),
        REFUSED("x", Tone.DOUBT),
        HELD("~", Tone.FAINT);

        final String sign;
        final Tone tone;

        Mark(String sign, Tone tone) {
            this.sign = sign;
            this.tone = tone;
        }
    }

    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d[:.\\d]*Z");

    static News of(Notice notice) {
        return new News(
                notice.at(),
                notice.district(),
                notice.recipient(),
                Mark.TOLD,
                org.postwatch.delivery.Wording.headline(notice));
    }

    /** @param entry one that says that somebody is not told, or not now */
    static News of(Entry entry) {
        Mark mark = entry.outcome() == Entry.Outcome.REFUSED ? Mark.REFUSED : Mark.HELD;
        String text = entry.outcome().wireName() + " " + entry.kind() + " (" + entry.rule() + "): " + entry.reason();
        return new News(entry.at(), entry.district(), entry.recipient(), mark, text);
    }

    /** What is said of it, in the district's local time. */
    String said(Wording wording) {
        return mark.sign + " " + INSTANT.matcher(text).replaceAll(found -> wording.time(Instant.parse(found.group())));
    }
}
