package org.postwatch.delivery.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.DistrictSecrets;
import org.postwatch.delivery.NoticeText;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.network.HostResolver;
import org.postwatch.notification.model.Notice;
import org.simplejavamail.api.mailer.Mailer;

/** Sends notices by mail. All addresses of a recipient get the same mail, none gets one twice on a retry. */
final class MailChannel implements NotificationChannel {
    private static final int MAX_REASON_CHARS = 200;

    private final MailAddress address;
    private final Mailer mailer;
    private final List<String> secretTexts;
    /** A server that answers a byte at a time could hold a caller for ever: the attempt runs beside it. */
    private final ExecutorService attempts = Executors.newSingleThreadExecutor(run -> {
        Thread thread = new Thread(run, "mail");
        thread.setDaemon(true);
        return thread;
    });

    private Optional<MailAttempt> lastAttempt = Optional.empty();
    /** Who has the mail that is being sent already. */
    private final Set<String> deliveredTo = new HashSet<>();

    private record MailAttempt(String key, List<String> to, Future<?> mail) {}

    /**
     * @param heloName the full name of this host, if it has one
     * @param resolver gives no address that may not be called
     * @throws IllegalStateException if a secret or the host's name is missing, or the connection is neither encrypted
     *     nor on loopback
     */
    MailChannel(MailAddress address, DistrictSecrets secrets, Optional<String> heloName, HostResolver resolver) {
        this(address, secrets, heloName, resolver, Map.of());
    }

    MailChannel(
            MailAddress address,
            DistrictSecrets secrets,
            Optional<String> hello,
            HostResolver resolver,
            Map<String, String> properties) {
        this.address = address;
        this.mailer = SmtpMailerFactory.create(address, secrets, hello, resolver, properties);
        this.secretTexts = Stream.concat(address.password().stream(), address.user().stream())
                .map(secrets::resolve)
                .flatMap(text ->
                        Stream.of(text, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))))
                .toList();
    }

    @Override
    public AttemptResult send(Notice notice) throws InterruptedException {
        if (lastAttempt.isPresent() && !lastAttempt.get().mail().isDone()) {
            return new AttemptResult.TemporaryFailure("the attempt before is still under way", Optional.empty());
        }
        String key = notice.revisionKey();
        if (lastAttempt.isEmpty() || !lastAttempt.get().key().equals(key)) {
            deliveredTo.clear();
        } else if (isAccepted(lastAttempt.get())) {
            deliveredTo.addAll(lastAttempt.get().to());
        }
        List<String> to =
                address.to().stream().filter(a -> !deliveredTo.contains(a)).toList();
        if (to.isEmpty()) {
            return new AttemptResult.Delivered("taken before");
        }
        MailAttempt attempt = new MailAttempt(
                key, to, attempts.submit(() -> mailer.sendMail(MailMessage.of(notice, address.from(), to), false)));
        lastAttempt = Optional.of(attempt);
        try {
            attempt.mail().get(MAX_ATTEMPT_DURATION.toMillis(), TimeUnit.MILLISECONDS);
            return new AttemptResult.Delivered("taken by " + address.host() + " for " + to.size());
        } catch (TimeoutException e) {
            return new AttemptResult.TemporaryFailure(
                    "not taken within " + MAX_ATTEMPT_DURATION.toSeconds() + " s", Optional.empty());
        } catch (ExecutionException e) {
            return toResult(e.getCause(), to.size());
        }
    }

    private static boolean isAccepted(MailAttempt attempt) throws InterruptedException {
        try {
            attempt.mail().get();
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private AttemptResult toResult(Throwable thrown, int all) {
        SmtpReplies replies = SmtpReplies.of(thrown);
        deliveredTo.addAll(replies.acceptedAddresses());
        String taken = replies.acceptedAddresses().isEmpty()
                ? ""
                : "taken for " + replies.acceptedAddresses().size() + " of " + all + " addresses; ";
        String reason = taken + redact(replies.text());
        return replies.isPermanent()
                ? new AttemptResult.PermanentFailure(reason)
                : new AttemptResult.TemporaryFailure(reason, Optional.empty(), replies.mayHaveBeenDelivered());
    }

    /** A server may echo its input, so secrets are removed before the text is truncated. */
    private String redact(String words) {
        String said = words;
        for (String text : secretTexts) {
            said = said.replace(text, "***");
        }
        said = NoticeText.sanitize(said).strip();
        return said.length() <= MAX_REASON_CHARS ? said : said.substring(0, MAX_REASON_CHARS - 1) + "…";
    }

    @Override
    public void close() {
        attempts.shutdownNow();
    }
}
