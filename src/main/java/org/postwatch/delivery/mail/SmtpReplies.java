package org.postwatch.delivery.mail;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.postwatch.delivery.PermanentFailures;

/**
 * The replies of a mail server, from the exceptions that contain them.
 *
 * @param refusals every one; none when there was trouble before it could say so
 * @param sent those for whom it took the mail all the same
 * @param connected whether there was a line at all, and encrypted where it had to be
 * @param words the first refusal's, or the trouble's
 */
record SmtpReplies(List<SmtpReply> rejections, Set<String> acceptedAddresses, boolean wasConnected, String text) {
    private static final Pattern CODE = Pattern.compile("(?:^|response: )\\s*([45]\\d\\d)\\b");

    /** @param toRcpt whether it is about one address of the mail */
    record SmtpReply(boolean isForRcpt, int code, String text) {}

    SmtpReplies {
        rejections = List.copyOf(rejections);
        acceptedAddresses = Set.copyOf(acceptedAddresses);
    }

    static SmtpReplies of(Throwable thrown) {
        List<SmtpReply> refusals = new ArrayList<>();
        Set<String> sent = new LinkedHashSet<>();
        boolean connected = true;
        String trouble = "";
        for (Throwable one : withCauses(thrown)) {
            toRejection(one).ifPresent(refusals::add);
            if (one instanceof SendFailedException failed && failed.getValidSentAddresses() != null) {
                for (Address address : failed.getValidSentAddresses()) {
                    sent.add(((InternetAddress) address).getAddress());
                }
            }
            connected &= !isConnectFailure(one);
            trouble = one.getMessage() == null ? trouble : one.getMessage();
        }
        return new SmtpReplies(
                refusals,
                sent,
                connected,
                refusals.isEmpty() ? trouble : refusals.get(0).text());
    }

    /** Whether there is nothing left to try: a recipient that has not accepted the mail never will. */
    boolean isPermanent() {
        return !rejections.isEmpty()
                && rejections.stream()
                        .allMatch(reply ->
                                PermanentFailures.isPermanentSmtp(reply.isForRcpt(), reply.code(), reply.text()));
    }

    /** Whether somebody may have the mail: it was taken for some, or it was not said that it was not. */
    boolean mayHaveBeenDelivered() {
        return !acceptedAddresses.isEmpty() || rejections.isEmpty() && wasConnected;
    }

    private static boolean isConnectFailure(Throwable one) {
        return one instanceof ConnectException
                || one instanceof UnknownHostException
                || one instanceof SSLHandshakeException
                || one instanceof MailConnectException;
    }

    private static Optional<SmtpReply> toRejection(Throwable one) {
        String words = String.valueOf(one.getMessage());
        if (one instanceof SMTPAddressFailedException failed) {
            return toRejection(true, failed.getReturnCode(), words);
        }
        if (one instanceof SMTPSendFailedException failed) {
            return toRejection(isRcpt(failed.getCommand()), failed.getReturnCode(), words);
        }
        // The greeting's, EHLO's and authentication's codes come in the text alone.
        if (one instanceof AuthenticationFailedException || one.getClass() == MessagingException.class) {
            Matcher matcher = CODE.matcher(words);
            return matcher.find() ? toRejection(false, Integer.parseInt(matcher.group(1)), words) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<SmtpReply> toRejection(boolean toRcpt, int code, String words) {
        return code >= 400 && code < 600 ? Optional.of(new SmtpReply(toRcpt, code, words)) : Optional.empty();
    }

    private static boolean isRcpt(String command) {
        return command != null && command.regionMatches(true, 0, "RCPT", 0, 4);
    }

    /** The exception, its causes, and what hangs beside each; outermost first. */
    private static Set<Throwable> withCauses(Throwable thrown) {
        Set<Throwable> all = new LinkedHashSet<>();
        for (Throwable one = thrown; one != null && all.add(one); one = one.getCause()) {
            if (one instanceof MessagingException failed) {
                for (Exception next = failed.getNextException(); next != null && all.add(next); ) {
                    next = next instanceof MessagingException more ? more.getNextException() : null;
                }
            }
        }
        return all;
    }
}
