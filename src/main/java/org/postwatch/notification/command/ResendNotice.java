package org.postwatch.notification.command;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.event.EventOrigin;
import org.postwatch.notification.model.Actor;

/**
 * A notice whose delivery failed is sent again.
 *
 * @param noticeSubject an incident, a group or a digest
 */
public record ResendNotice(String district, String id, Instant at, Actor actor, String recipient, String noticeSubject)
        implements OperatorCommand {
    static ResendNotice read(CommandFields in) {
        return new ResendNotice(
                in.district(),
                in.id(),
                in.at(),
                in.actor(),
                in.text("recipient", EventOrigin.MAX_ID_LENGTH),
                in.subject());
    }

    @Override
    public CommandType type() {
        return CommandType.RESEND;
    }

    @Override
    public Optional<String> subject() {
        return Optional.of(noticeSubject);
    }

    @Override
    public Optional<String> freeText() {
        return Optional.empty();
    }

    @Override
    public String action() {
        return "resends it to " + recipient;
    }

    @Override
    public void writeFields(CommandFieldWriter out) {
        out.text("recipient", recipient);
    }

    @Override
    public <R> R accept(CommandVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
