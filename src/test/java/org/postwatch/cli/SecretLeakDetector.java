package org.postwatch.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** Has every logger of the process say all that it has, and listens for words that nobody may say. */
final class SecretLeakDetector extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Collection<String> secrets;
    private final List<String> leaks = new CopyOnWriteArrayList<>();
    private final AtomicLong lineCount = new AtomicLong();
    private final Map<Logger, Level> levels = new HashMap<>();
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    private SecretLeakDetector(Collection<String> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    static SecretLeakDetector start(Collection<String> secrets) {
        SecretLeakDetector ear = new SecretLeakDetector(secrets);
        ear.setContext(ear.context);
        ear.start();
        ear.context.getLoggerList().stream()
                .filter(logger -> logger.getLevel() != null)
                .forEach(logger -> ear.levels.put(logger, logger.getLevel()));
        ear.enableAllLoggers();
        Logger root = ear.context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        // Nobody reads it all on stderr.
        root.iteratorForAppenders().forEachRemaining(ear::stopAppender);
        root.addAppender(ear);
        return ear;
    }

    /** Some commands set levels of their own. */
    void enableAllLoggers() {
        levels.keySet().forEach(logger -> logger.setLevel(Level.DEBUG));
    }

    private void stopAppender(ch.qos.logback.core.Appender<ILoggingEvent> appender) {
        appender.stop();
    }

    @Override
    protected void append(ILoggingEvent event) {
        lineCount.incrementAndGet();
        String said = event.getFormattedMessage()
                + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
        secrets.stream().filter(said::contains).forEach(secret -> leaks.add(event.getLoggerName() + ": " + said));
    }

    /** Lines with secrets, so far. */
    List<String> leaks() {
        return leaks;
    }

    /** How much was logged at all. */
    long lineCount() {
        return lineCount.get();
    }

    @Override
    public void close() {
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAppender(this);
        stop();
        levels.forEach(Logger::setLevel);
        root.iteratorForAppenders().forEachRemaining(ch.qos.logback.core.Appender::start);
    }
}
