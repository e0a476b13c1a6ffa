package org.postwatch.delivery.mail;

import static java.util.stream.Collectors.joining;

import java.util.Date;
import java.util.List;
import org.postwatch.delivery.NoticeText;
import org.postwatch.notification.model.Notice;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.email.EmailBuilder;

/** A notice as a mail, text and HTML. */
final class MailMessage {
    private MailMessage() {}

    /** @param to whom it is addressed to, some of its recipients if others have it already */
    static Email of(Notice notice, String from, List<String> to) {
        String headline = NoticeText.headline(notice);
        List<String> lines = NoticeText.lines(notice);
        EmailPopulatingBuilder letter = EmailBuilder.startingBlank()
                .from(from)
                .withSubject(headline)
                .withPlainText(text(headline, lines))
                .withHTMLText(html(headline, lines))
                .fixingMessageId(messageId(notice, notice.revisionKey(), from))
                .fixingSentDate(Date.from(notice.at()))
                // Automatic replies to it (RFC 3834) would go round in circles.
                .withHeader("Auto-Submitted", "auto-generated");
        to.forEach(letter::to);
        // No mail has this id: what refers to it is one thread, whichever of them arrive.
        String thread = messageId(notice, notice.ref(), from);
        letter.withHeader("In-Reply-To", thread).withHeader("References", thread);
        return letter.buildEmail();
    }

    /**
     * The same for every attempt; can be derived without the mail. It includes the recipient, because two recipients
     * of an incident may get different fields and servers drop a second mail with the same id.
     */
    static String messageId(Notice notice, String key, String from) {
        String domain = from.substring(from.lastIndexOf('@') + 1);
        return "<" + toAtom(key + "." + notice.recipient()) + "@" + domain + ">";
    }

    private static String toAtom(String text) {
        return text.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private static String text(String headline, List<String> lines) {
        return headline + "\n\n" + String.join("\n", lines) + "\n";
    }

    private static String html(String headline, List<String> lines) {
        return "<!DOCTYPE html>\n<html lang=\"en\"><body>\n<p><strong>" + escaped(headline) + "</strong></p>\n<p>"
                + lines.stream().map(MailMessage::escaped).collect(joining("<br>\n")) + "</p>\n</body></html>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
