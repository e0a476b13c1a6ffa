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

/**
 * What a mail server said, out of the exceptions in which it comes.
 *
 * @param codes of every refusal (RFC 5321: 4xx for now, 5xx for good); none when there was trouble before it could say so
 * @param sent those for whom it took the mail all the same
 * @param connected whether there was a line at all, and encrypted where it had to be
 * @param words the first refusal's, or the trouble's
 */
record Replies(List<Integer> codes, Set<String> sent, boolean connected, String words) {
    private static final Pattern CODE = Pattern.compile("(?:^|response: )\\s*([45]\\d\\d)\\b");

    Replies {
        codes = List.copyOf(codes);
        sent = Set.copyOf(sent);
    }

    static Replies of(Throwable thrown) {
        List<Integer> codes = new ArrayList<>();
        Set<String> sent = new LinkedHashSet<>();
        List<String> words = new ArrayList<>();
        boolean connected = true;
        String trouble = "";
        for (Throwable one : all(thrown)) {
            code(one).ifPresent(code -> {
                codes.add(code);
                words.add(one.getMessage());
            });
            if (one instanceof SendFailedException failed && failed.getValidSentAddresses() != null) {
                for (Address address : failed.getValidSentAddresses()) {
                    sent.add(((InternetAddress) address).getAddress());
                }
            }
            connected &= !isBeforeTheFirstWord(one);
            trouble = one.getMessage() == null ? trouble : one.getMessage();
        }
        return new Replies(codes, sent, connected, words.isEmpty() ? trouble : words.get(0));
    }

    boolean isForGood() {
        return !codes.isEmpty() && codes.stream().allMatch(code -> code >= 500);
    }

    /** Whether somebody may have the mail: it was taken for some, or it was not said that it was not. */
    boolean perhapsTaken() {
        return !sent.isEmpty() || codes.isEmpty() && connected;
    }

    private static boolean isBeforeTheFirstWord(Throwable one) {
        return one instanceof ConnectException
                || one instanceof UnknownHostException
                || one instanceof SSLHandshakeException
                || one instanceof MailConnectException;
    }

    private static Optional<Integer> code(Throwable one) {
        if (one instanceof SMTPAddressFailedException failed) {
            return refusal(failed.getReturnCode());
        }
        if (one instanceof SMTPSendFailedException failed) {
            return refusal(failed.getReturnCode());
        }
        // The greeting's, EHLO's and authentication's codes come in the text alone.
        if (one instanceof AuthenticationFailedException || one.getClass() == MessagingException.class) {
            Matcher matcher = CODE.matcher(String.valueOf(one.getMessage()));
            return matcher.find() ? refusal(Integer.parseInt(matcher.group(1))) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Integer> refusal(int code) {
        return code >= 400 && code < 600 ? Optional.of(code) : Optional.empty();
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
