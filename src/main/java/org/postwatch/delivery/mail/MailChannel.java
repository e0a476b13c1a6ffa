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
import org.postwatch.delivery.Answer;
import org.postwatch.delivery.Channel;
import org.postwatch.delivery.Secrets;
import org.postwatch.delivery.Wording;
import org.postwatch.network.HostResolver;
import org.postwatch.routing.Address;
import org.postwatch.routing.Notice;
import org.simplejavamail.api.mailer.Mailer;

/** Sends notices by mail. All addresses of a recipient get the same mail, none gets one twice on a retry. */
public final class MailChannel implements Channel {
    private static final int WORDS_MAX = 200;

    private final Address.Mail address;
    private final Mailer mailer;
    private final List<String> secret;
    /** A server that answers a byte at a time could hold a caller for ever: the attempt runs beside it. */
    private final ExecutorService attempts = Executors.newSingleThreadExecutor(run -> {
        Thread thread = new Thread(run, "mail");
        thread.setDaemon(true);
        return thread;
    });

    private Optional<Attempt> last = Optional.empty();
    /** Who has the mail that is being sent already. */
    private final Set<String> told = new HashSet<>();

    private record Attempt(String key, List<String> to, Future<?> mail) {}

    /**
     * @param hello the full name of this host, if it has one
     * @param resolver gives no address that may not be called
     * @throws IllegalStateException if a secret or the host's name is not there, or the way is neither encrypted nor within
     *     this machine
     */
    public MailChannel(Address.Mail address, Secrets secrets, Optional<String> hello, HostResolver resolver) {
        this(address, secrets, hello, resolver, Map.of());
    }

    MailChannel(
            Address.Mail address,
            Secrets secrets,
            Optional<String> hello,
            HostResolver resolver,
            Map<String, String> properties) {
        this.address = address;
        this.mailer = MailServer.open(address, secrets, hello, resolver, properties);
        this.secret = Stream.concat(address.password().stream(), address.user().stream())
                .map(secrets::get)
                .flatMap(text ->
                        Stream.of(text, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))))
                .toList();
    }

    @Override
    public Answer send(Notice notice) throws InterruptedException {
        if (last.isPresent() && !last.get().mail().isDone()) {
            return new Answer.Later("the attempt before is still under way", Optional.empty());
        }
        String key = notice.revisionKey();
        if (last.isEmpty() || !last.get().key().equals(key)) {
            told.clear();
        } else if (isTaken(last.get())) {
            told.addAll(last.get().to());
        }
        List<String> to = address.to().stream().filter(a -> !told.contains(a)).toList();
        if (to.isEmpty()) {
            return new Answer.Taken("taken before");
        }
        Attempt attempt = new Attempt(
                key, to, attempts.submit(() -> mailer.sendMail(Letter.of(notice, address.from(), to), false)));
        last = Optional.of(attempt);
        try {
            attempt.mail().get(ATTEMPT_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer.Taken("taken by " + address.host() + " for " + to.size());
        } catch (TimeoutException e) {
            return new Answer.Later("not taken within " + ATTEMPT_MAX.toSeconds() + " s", Optional.empty());
        } catch (ExecutionException e) {
            return answer(e.getCause(), to.size());
        }
    }

    private static boolean isTaken(Attempt attempt) throws InterruptedException {
        try {
            attempt.mail().get();
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private Answer answer(Throwable thrown, int all) {
        Replies replies = Replies.of(thrown);
        told.addAll(replies.sent());
        String taken =
                replies.sent().isEmpty() ? "" : "taken for " + replies.sent().size() + " of " + all + " addresses; ";
        String reason = taken + said(replies.words());
        return replies.isForGood()
                ? new Answer.Never(reason)
                : new Answer.Later(reason, Optional.empty(), replies.perhapsTaken());
    }

    /** A server may say back what it was told, so what is secret is taken out before it is cut. */
    private String said(String words) {
        String said = words;
        for (String text : secret) {
            said = said.replace(text, "***");
        }
        said = Wording.plain(said).strip();
        return said.length() <= WORDS_MAX ? said : said.substring(0, WORDS_MAX - 1) + "…";
    }

    @Override
    public void close() {
        attempts.shutdownNow();
    }
}
