package org.postwatch.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice;

/** What one recipient is to know now about one subject: the values of {@code postwatch.notices}. */
public final class NoticeJson {
    private NoticeJson() {}

    /**
     * A notice as it is written.
     *
     * @param call absent for the first one
     * @param lastNotification absent when the notice itself is the last notification
     */
    record NoticeFields(
            String district,
            String recipient,
            String subject,
            String ref,
            int revision,
            Notice.NoticeStage stage,
            Alert.AlertStatus status,
            Instant at,
            List<Notice.NoticeItem> items,
            int alertCount,
            String cause,
            List<Notice.EarlierRevision> earlierRevisions,
            Optional<Integer> call,
            Optional<Notice.LastNotification> lastNotification,
            boolean urgent) {}

    public static byte[] write(Notice notice) {
        return TopicJson.write(new NoticeFields(
                notice.district(),
                notice.recipient(),
                notice.subject(),
                notice.ref(),
                notice.revision(),
                notice.stage(),
                notice.status(),
                notice.at(),
                notice.items(),
                notice.alertCount(),
                notice.cause(),
                notice.earlierRevisions(),
                Optional.of(notice.callNumber()).filter(call -> call > 1),
                Optional.of(notice.lastNotification()).filter(last -> notice.isUpdate()),
                notice.urgent()));
    }

    /** @throws IllegalArgumentException when the bytes are no such value; the message names the field */
    public static Notice read(byte[] bytes) {
        NoticeFields fields = TopicJson.read(bytes, NoticeFields.class);
        return new Notice(
                fields.district(),
                fields.recipient(),
                fields.subject(),
                fields.ref(),
                fields.revision(),
                fields.stage(),
                fields.status(),
                fields.at(),
                fields.items(),
                fields.alertCount(),
                fields.cause(),
                fields.earlierRevisions(),
                fields.call().orElse(1),
                fields.lastNotification()
                        .orElseGet(() -> new Notice.LastNotification(fields.revision(), fields.stage(), fields.at())),
                fields.urgent());
    }
}
