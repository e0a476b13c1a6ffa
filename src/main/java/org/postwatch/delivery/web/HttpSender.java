package org.postwatch.delivery.web;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.DeliveryExecutor;
import org.postwatch.delivery.NoticeText;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.PermanentFailures;
import org.postwatch.network.AddressDeniedException;
import org.postwatch.network.HostResolver;
import org.postwatch.network.OutgoingPolicy;

/**
 * Posts, and says what the answer means. Connects only to addresses that the instance may call. Never follows a redirect, knows
 * no proxy, and reads no more of an answer than it shows.
 */
public final class HttpSender {
    private static final int MAX_DETAIL_CHARS = 200;

    /** Threads, of which some may wait for a name server after their attempt is over. */
    private static final int MAX_ATTEMPTS = 2 * DeliveryExecutor.MAX_THREADS;

    private static final long MAX_THREAD_IDLE_S = 30;

    /** A server that answers a byte at a time could hold a caller for ever: the attempt runs beside it. */
    private final ExecutorService attempts = new ThreadPoolExecutor(
            0, MAX_ATTEMPTS, MAX_THREAD_IDLE_S, TimeUnit.SECONDS, new SynchronousQueue<>(), HttpSender::newThread);

    private final CloseableHttpClient client;
    private final Clock clock;
    private final Duration maxAttemptDuration;

    public HttpSender(Clock clock, OutgoingPolicy policy) {
        this(clock, NotificationChannel.MAX_ATTEMPT_DURATION, HostResolver.SYSTEM.restrictedBy(policy));
    }

    /**
     * With less patience.
     *
     * @param resolver gives no address that may not be called
     */
    public HttpSender(Clock clock, Duration attemptMax, HostResolver resolver) {
        this.clock = clock;
        this.maxAttemptDuration = attemptMax;
        this.client = HttpClientFactory.create(resolver, attemptMax);
    }

    private static Thread newThread(Runnable run) {
        Thread thread = new Thread(run, "http-sender");
        thread.setDaemon(true);
        return thread;
    }

    public Clock clock() {
        return clock;
    }

    /**
     * Taken at 2xx; never at what {@link PermanentFailures} names; later at everything else and when the line breaks, after
     * {@code Retry-After} if it is there.
     *
     * @param masked beside the endpoint's own, what must not be seen in the answer's text
     */
    public AttemptResult post(
            HttpEndpoint endpoint, Map<String, String> headers, byte[] body, Collection<String> masked)
            throws InterruptedException {
        HttpPost request = new HttpPost(endpoint.uri());
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, null));
        try {
            Future<AttemptResult> answer = attempts.submit(() -> exchange(request, endpoint.maskedTexts(), masked));
            try {
                return answer.get(maxAttemptDuration.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                // Does nothing to an exchange that is over.
                answer.cancel(true);
            }
        } catch (TimeoutException e) {
            return timedOut();
        } catch (ExecutionException e) {
            return connectionFailed(e.getCause(), endpoint);
        } catch (RejectedExecutionException e) {
            return new AttemptResult.TemporaryFailure("too many attempts are under way", Optional.empty(), false);
        } finally {
            request.cancel();
        }
    }

    private AttemptResult exchange(HttpPost request, Collection<String> own, Collection<String> others)
            throws IOException {
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        boolean complete = false;
        try {
            ResponseBodyPrefix beginning = ResponseBodyPrefix.of(response.getEntity());
            complete = beginning.isComplete();
            return toResult(response, redact(beginning.text(), own, others));
        } finally {
            if (!complete) {
                // A mere close would read the rest.
                request.cancel();
            }
            Closer.closeQuietly(response);
        }
    }

    private AttemptResult toResult(ClassicHttpResponse response, String said) {
        int status = response.getCode();
        String detail = said.isEmpty() ? Integer.toString(status) : status + " " + said;
        if (status / 100 == 2) {
            return new AttemptResult.Delivered(detail);
        }
        if (PermanentFailures.isPermanentHttp(status)) {
            return new AttemptResult.PermanentFailure(detail);
        }
        String reason = status / 100 == 3 ? status + ": redirects are not followed" : detail;
        return new AttemptResult.TemporaryFailure(
                reason,
                retryAfter(response),
                mayHaveBeenDelivered(status),
                PermanentFailures.isLikelyPermanentHttp(status));
    }

    /** A 4xx and a 503 say that it was not; 408 and 409 come from those who have lost track, or know it already. */
    private static boolean mayHaveBeenDelivered(int status) {
        return status / 100 == 4 ? status == 408 || status == 409 : status != 503;
    }

    private AttemptResult timedOut() {
        return new AttemptResult.TemporaryFailure(
                "no answer within " + maxAttemptDuration.toMillis() + " ms", Optional.empty(), true);
    }

    /** Messages of exceptions may hold addresses, and those may be secret. */
    private AttemptResult connectionFailed(Throwable fault, HttpEndpoint endpoint) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof AddressDeniedException refused) {
                String host = endpoint.maskedTexts().isEmpty() ? endpoint.uri().getHost() + ": " : "";
                return new AttemptResult.TemporaryFailure(
                        "not called: " + host + refused.getMessage(), Optional.empty(), false);
            }
            if (cause instanceof UnknownHostException) {
                return new AttemptResult.TemporaryFailure("the host's name is not known", Optional.empty(), false);
            }
            if (cause instanceof SSLException) {
                return new AttemptResult.TemporaryFailure(
                        "TLS failed: " + cause.getClass().getSimpleName(), Optional.empty(), true);
            }
        }
        if (fault instanceof ConnectException
                || fault instanceof NoRouteToHostException
                || fault instanceof ConnectTimeoutException) {
            return new AttemptResult.TemporaryFailure("cannot connect", Optional.empty(), false);
        }
        return fault instanceof SocketTimeoutException
                ? timedOut()
                : new AttemptResult.TemporaryFailure("the connection broke", Optional.empty(), true);
    }

    private Optional<Duration> retryAfter(ClassicHttpResponse response) {
        return Optional.ofNullable(response.getFirstHeader("Retry-After"))
                .map(Header::getValue)
                .flatMap(text -> RetryAfter.parse(text.trim(), clock.instant()));
    }

    private static String redact(String text, Collection<String> own, Collection<String> others) {
        String plain = text;
        for (String secret : own) {
            plain = plain.replace(secret, "***");
        }
        for (String secret : others) {
            plain = plain.replace(secret, "***");
        }
        plain = NoticeText.sanitize(plain).strip();
        return plain.length() <= MAX_DETAIL_CHARS ? plain : plain.substring(0, MAX_DETAIL_CHARS);
    }
}
