package org.postwatch.delivery.web;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.postwatch.delivery.Answer;
import org.postwatch.delivery.Channel;
import org.postwatch.delivery.FinalRefusals;
import org.postwatch.delivery.Wording;

/** Posts, and says what the answer means. Never follows a redirect; reads no more of an answer than it shows. */
public final class Web {
    private static final int DETAIL_MAX = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Channel.ATTEMPT_MAX)
            .build();
    private final Clock clock;
    private final Duration attemptMax;

    public Web(Clock clock) {
        this(clock, Channel.ATTEMPT_MAX);
    }

    /** With less patience. */
    public Web(Clock clock, Duration attemptMax) {
        this.clock = clock;
        this.attemptMax = attemptMax;
    }

    public Clock clock() {
        return clock;
    }

    /**
     * Taken at 2xx; never at what {@link FinalRefusals} names; later at everything else and when the line breaks, after
     * {@code Retry-After} if it is there.
     *
     * @param masked beside the endpoint's own, what must not be seen in the answer's text
     */
    public Answer post(Endpoint endpoint, Map<String, String> headers, byte[] body, Collection<String> masked)
            throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.uri())
                .timeout(attemptMax)
                .header("User-Agent", "Postwatch")
                .POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request.build(), info -> new Beginning());
        try {
            return meaning(answer.get(attemptMax.toMillis(), TimeUnit.MILLISECONDS), endpoint.masked(), masked);
        } catch (TimeoutException e) {
            return broken(e);
        } catch (ExecutionException e) {
            return broken(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private Answer meaning(HttpResponse<String> response, Collection<String> own, Collection<String> others) {
        int status = response.statusCode();
        String said = plain(response.body(), own, others);
        String detail = said.isEmpty() ? Integer.toString(status) : status + " " + said;
        if (status / 100 == 2) {
            return new Answer.Taken(detail);
        }
        if (FinalRefusals.http(status)) {
            return new Answer.Never(detail);
        }
        String reason = status / 100 == 3 ? status + ": redirects are not followed" : detail;
        return new Answer.Later(reason, retryAfter(response), isPerhapsTaken(status));
    }

    /** A 4xx and a 503 say that it was not; 408 and 409 come from those who have lost track, or know it already. */
    private static boolean isPerhapsTaken(int status) {
        return status / 100 == 4 ? status == 408 || status == 409 : status != 503;
    }

    /** Messages of exceptions may hold addresses, and those may be secret. */
    private Answer broken(Throwable fault) {
        if (fault instanceof TimeoutException || fault instanceof java.net.http.HttpTimeoutException) {
            boolean connected = !(fault instanceof HttpConnectTimeoutException);
            return new Answer.Later("no answer within " + attemptMax.toMillis() + " ms", Optional.empty(), connected);
        }
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return new Answer.Later("the host's name is not known", Optional.empty(), false);
            }
            if (cause instanceof SSLException) {
                return new Answer.Later("TLS failed: " + cause.getClass().getSimpleName(), Optional.empty(), true);
            }
        }
        return fault instanceof ConnectException
                ? new Answer.Later("cannot connect", Optional.empty(), false)
                : new Answer.Later("the connection broke", Optional.empty(), true);
    }

    private Optional<Duration> retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .flatMap(text -> RetryAfter.parse(text.trim(), clock.instant()));
    }

    private static String plain(String text, Collection<String> own, Collection<String> others) {
        String plain = text;
        for (String secret : own) {
            plain = plain.replace(secret, "***");
        }
        for (String secret : others) {
            plain = plain.replace(secret, "***");
        }
        plain = Wording.plain(plain).strip();
        return plain.length() <= DETAIL_MAX ? plain : plain.substring(0, DETAIL_MAX);
    }
}
