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
import org.postwatch.delivery.Answer;
import org.postwatch.delivery.Channel;
import org.postwatch.delivery.Couriers;
import org.postwatch.delivery.FinalRefusals;
import org.postwatch.delivery.Wording;
import org.postwatch.network.HostResolver;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.network.RefusedAddressException;

/**
 * Posts, and says what the answer means. Connects only to addresses that the instance may call. Never follows a redirect, knows
 * no proxy, and reads no more of an answer than it shows.
 */
public final class Web {
    private static final int DETAIL_MAX = 200;

    /** Threads, of which some may wait for a name server after their attempt is over. */
    private static final int ATTEMPTS_MAX = 2 * Couriers.THREADS_MAX;

    private static final long THREAD_IDLE_S = 30;

    /** A server that answers a byte at a time could hold a caller for ever: the attempt runs beside it. */
    private final ExecutorService attempts = new ThreadPoolExecutor(
            0, ATTEMPTS_MAX, THREAD_IDLE_S, TimeUnit.SECONDS, new SynchronousQueue<>(), Web::thread);

    private final CloseableHttpClient client;
    private final Clock clock;
    private final Duration attemptMax;

    public Web(Clock clock, OutgoingPolicy policy) {
        this(clock, Channel.ATTEMPT_MAX, HostResolver.SYSTEM.within(policy));
    }

    /**
     * With less patience.
     *
     * @param resolver gives no address that may not be called
     */
    public Web(Clock clock, Duration attemptMax, HostResolver resolver) {
        this.clock = clock;
        this.attemptMax = attemptMax;
        this.client = WebClient.open(resolver, attemptMax);
    }

    private static Thread thread(Runnable run) {
        Thread thread = new Thread(run, "web");
        thread.setDaemon(true);
        return thread;
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
        HttpPost request = new HttpPost(endpoint.uri());
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, null));
        try {
            Future<Answer> answer = attempts.submit(() -> exchange(request, endpoint.masked(), masked));
            try {
                return answer.get(attemptMax.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                // Does nothing to an exchange that is over.
                answer.cancel(true);
            }
        } catch (TimeoutException e) {
            return late();
        } catch (ExecutionException e) {
            return broken(e.getCause(), endpoint);
        } catch (RejectedExecutionException e) {
            return new Answer.Later("too many attempts are under way", Optional.empty(), false);
        } finally {
            request.cancel();
        }
    }

    private Answer exchange(HttpPost request, Collection<String> own, Collection<String> others) throws IOException {
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        boolean complete = false;
        try {
            Beginning beginning = Beginning.of(response.getEntity());
            complete = beginning.complete();
            return meaning(response, plain(beginning.text(), own, others));
        } finally {
            if (!complete) {
                // A mere close would read the rest.
                request.cancel();
            }
            Closer.closeQuietly(response);
        }
    }

    private Answer meaning(ClassicHttpResponse response, String said) {
        int status = response.getCode();
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

    private Answer late() {
        return new Answer.Later("no answer within " + attemptMax.toMillis() + " ms", Optional.empty(), true);
    }

    /** Messages of exceptions may hold addresses, and those may be secret. */
    private Answer broken(Throwable fault, Endpoint endpoint) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedAddressException refused) {
                String host = endpoint.masked().isEmpty() ? endpoint.uri().getHost() + ": " : "";
                return new Answer.Later("not called: " + host + refused.getMessage(), Optional.empty(), false);
            }
            if (cause instanceof UnknownHostException) {
                return new Answer.Later("the host's name is not known", Optional.empty(), false);
            }
            if (cause instanceof SSLException) {
                return new Answer.Later("TLS failed: " + cause.getClass().getSimpleName(), Optional.empty(), true);
            }
        }
        if (fault instanceof ConnectException
                || fault instanceof NoRouteToHostException
                || fault instanceof ConnectTimeoutException) {
            return new Answer.Later("cannot connect", Optional.empty(), false);
        }
        return fault instanceof SocketTimeoutException
                ? late()
                : new Answer.Later("the connection broke", Optional.empty(), true);
    }

    private Optional<Duration> retryAfter(ClassicHttpResponse response) {
        return Optional.ofNullable(response.getFirstHeader("Retry-After"))
                .map(Header::getValue)
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
