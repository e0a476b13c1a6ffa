package org.postwatch.intake.mqtt;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.MqttDecodeException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.postwatch.intake.connection.ConnectionProblemException;

/** What the failures of a connection mean. */
final class ConnectionProblems {
    private static final int MAX_LENGTH = 200;

    private ConnectionProblems() {}

    /** Whether a broker that knows MQTT 3.1.1 only could have ended the attempt to connect with MQTT 5. */
    static boolean mayBeVersion(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof Mqtt5ConnAckException refused) {
            return refused.getMqttMessage().getReasonCode() == Mqtt5ConnAckReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
        }
        // Its answer is not one of MQTT 5, or it just hangs up.
        return cause instanceof ConnectionClosedException
                || cause instanceof MqttDecodeException
                || cause instanceof Mqtt5DisconnectException && cause.getCause() instanceof MqttDecodeException;
    }

    /** Whether another client connected with the same client id. */
    static boolean isTakeover(Throwable failure) {
        return unwrap(failure) instanceof Mqtt5DisconnectException ended
                && ended.getMqttMessage().getReasonCode() == Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER;
    }

    /** Whether the broker closed the connection and did not say why, as mosquitto 2.0.11 does for another client with the same id. */
    static boolean isClosedByBroker(Throwable failure) {
        return unwrap(failure) instanceof ConnectionClosedException;
    }

    /** For {@code exceptionally}: gives the value in a failure of that type, and fails with any other one. */
    static <E extends Throwable, T> Function<Throwable, T> recover(Class<E> type, Function<E, T> value) {
        return failure -> {
            Throwable cause = unwrap(failure);
            if (type.isInstance(cause)) {
                return value.apply(type.cast(cause));
            }
            throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(cause);
        };
    }

    /** One line for people. What a broker wrote is not repeated. */
    static String describe(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof Mqtt5ConnAckException refused) {
            return "the broker refused the connection: "
                    + words(refused.getMqttMessage().getReasonCode());
        }
        if (cause instanceof Mqtt3ConnAckException refused) {
            return "the broker refused the connection: "
                    + words(refused.getMqttMessage().getReturnCode());
        }
        if (cause instanceof TimeoutException) {
            return "the broker did not answer in time";
        }
        if (cause instanceof Mqtt5DisconnectException ended) {
            return "the connection ended: " + words(ended.getMqttMessage().getReasonCode());
        }
        if (cause instanceof ConnectionClosedException) {
            return "the broker closed the connection";
        }
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root && !(root instanceof ConnectionProblemException)) {
            root = root.getCause();
        }
        String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return printable(root instanceof SSLException || isCertificate(root) ? "TLS failed: " + text : text);
    }

    private static boolean isCertificate(Throwable cause) {
        return cause instanceof java.security.GeneralSecurityException;
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String words(Enum<?> code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String printable(String text) {
        String line = text.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "…" : line;
    }
}
