package org.postwatch.chaos;

import java.util.List;
import java.util.function.ToIntFunction;
import org.postwatch.chaos.Findings.FindingKind;

/** What is numbered is numbered without a gap and without a double: 1, 2, 3, and from 1 again after it was no more. */
final class RevisionCheck {
    private final Findings findings;

    RevisionCheck(Findings findings) {
        this.findings = findings;
    }

    /** @param number of a value */
    void check(String what, List<TopicRecord> ofOneKey, ToIntFunction<byte[]> number) {
        int last = 0;
        for (TopicRecord said : ofOneKey) {
            if (said.value() == null) {
                last = 0;
                continue;
            }
            int now = number.applyAsInt(said.value());
            if (now != last + 1) {
                findings.add(
                        now <= last ? FindingKind.TWICE : FindingKind.LOST,
                        what + " " + said.key() + ": revision " + now + " follows " + last + " (partition "
                                + said.partition() + ", offset " + said.offset() + ")");
            }
            last = now;
        }
        findings.compared(ofOneKey.size());
    }
}
