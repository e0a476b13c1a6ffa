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
import org.postwatch.delivery.FinalRefusals;

/**
 * What a mail server said, out of the exceptions in which it comes.
 *
 * @param refusals every one; none when there was trouble before it could say so
 * @param sent those for whom it took the mail all the same
 * @param connected whether there was a line at all, and encrypted where it had to be
 * @param words the first refusal's, or the trouble's
 */
record Replies(List<Reply> refusals, Set<String> sent, boolean connected, String words) {
    private static final Pattern CODE = Pattern.compile("(?:^|response: )\\s*([45]\\d\\d)\\b");

    /** @param toRcpt whether it is about one address of the mail */
    record Reply(boolean toRcpt, int code, String words) {}

    Replies {
        refusals = List.copyOf(refusals);
        sent = Set.copyOf(sent);
    }

    static Replies of(Throwable thrown) {
        List<Reply> refusals = new ArrayList<>();
        Set<String> sent = new LinkedHashSet<>();
        boolean connected = true;
        String trouble = "";
        for (Throwable one : all(thrown)) {
            refusal(one).ifPresent(refusals::add);
            if (one instanceof SendFailedException failed && failed.getValidSentAddresses() != null) {
                for (Address address : failed.getValidSentAddresses()) {
                    sent.add(((InternetAddress) address).getAddress());
                }
            }
            connected &= !isBeforeTheFirstWord(one);
            trouble = one.getMessage() == null ? trouble : one.getMessage();
        }
        return new Replies(
                refusals,
                sent,
                connected,
                refusals.isEmpty() ? trouble : refusals.get(0).words());
    }

    /** Whether there is nothing left to try: a recipient that has not accepted the mail never will. */
    boolean isForGood() {
        return !refusals.isEmpty()
                && refusals.stream().allMatch(reply -> FinalRefusals.smtp(reply.toRcpt(), reply.code(), reply.words()));
    }

    /** Whether somebody may have the mail: it was taken for some, or it was not said that it was not. */
    boolean perhapsTaken() {
        return !sent.isEmpty() || refusals.isEmpty() && connected;
    }

    private static boolean isBeforeTheFirstWord(Throwable one) {
        return one instanceof ConnectException
                || one instanceof UnknownHostException
                || one instanceof SSLHandshakeException
                || one instanceof MailConnectException;
    }

    private static Optional<Reply> refusal(Throwable one) {
        String words = String.valueOf(one.getMessage());
        if (one instanceof SMTPAddressFailedException failed) {
            return refusal(true, failed.getReturnCode(), words);
        }
        if (one instanceof SMTPSendFailedException failed) {
            return refusal(isRcpt(failed.getCommand()), failed.getReturnCode(), words);
        }
        // The greeting's, EHLO's and authentication's codes come in the text alone.
        if (one instanceof AuthenticationFailedException || one.getClass() == MessagingException.class) {
            Matcher matcher = CODE.matcher(words);
            return matcher.find() ? refusal(false, Integer.parseInt(matcher.group(1)), words) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Reply> refusal(boolean toRcpt, int code, String words) {
        return code >= 400 && code < 600 ? Optional.of(new Reply(toRcpt, code, words)) : Optional.empty();
    }

    private static boolean isRcpt(String command) {
        return command != null && command.regionMatches(true, 0, "RCPT", 0, 4);
    }

    /** The exception, its causes, and what hangs beside each; outermost first. */
    private static Set<Throwable> all(Throwable thrown) {
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
