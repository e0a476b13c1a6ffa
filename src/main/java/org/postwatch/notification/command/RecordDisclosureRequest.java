package org.postwatch.notification.command;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.notification.model.Actor;

/** An agency requested something and was answered under the policy; kept in the disclosure records. */
public record RecordDisclosureRequest(
        String district, String id, Instant at, Actor actor, String agency, String text, String answer)
        implements OperatorCommand {
    /** Characters of an answer. */
    public static final int MAX_ANSWER_LENGTH = 4_000;

    static RecordDisclosureRequest read(CommandFields in) {
        return new RecordDisclosureRequest(
                in.district(),
                in.id(),
                in.at(),
                in.actor(),
                in.subject(),
                in.text("text", MAX_TEXT_LENGTH),
                in.text("answer", MAX_ANSWER_LENGTH));
    }

    @Override
    public CommandType type() {
        return CommandType.DISCLOSURE_REQUEST;
    }

    @Override
    public Optional<String> subject() {
        return Optional.of(agency);
    }

    @Override
    public Optional<String> freeText() {
        return Optional.of(text);
    }

    @Override
    public String action() {
        return "request: " + text + "; answer: " + answer;
    }

    @Override
    public void writeFields(CommandFieldWriter out) {
        out.text("text", text);
        out.text("answer", answer);
    }

    @Override
    public <R> R accept(CommandVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
