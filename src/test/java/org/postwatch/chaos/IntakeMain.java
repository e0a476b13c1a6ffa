package org.postwatch.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.postwatch.app.config.AuthenticationConfigReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.intake.IntakeService;
import org.postwatch.http.HttpLimits;
import org.postwatch.http.HttpServer;

/** An instance with the role intake alone, so that it can die alone. Its records have the stamps of the script. */
final class IntakeMain {
    private static final Duration FINISH_TIME = Duration.ofSeconds(1);

    private IntakeMain() {}

    public static void main(String[] args) {
        ParentProcessGuard.exitWithParent();
        Configuration configuration = Configuration.read(Path.of(args[0]));
        ClientSettings clients = new ClientSettings(
                ClientSettings.of(configuration).bootstrapServers(),
                Map.of(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, ScriptStamps.class.getName()));
        IntakeService intake = IntakeService.start(
                clients, AuthenticationConfigReader.read(configuration), configuration.outgoingPolicy());
        HttpServer server = HttpServer.start(configuration.front(), HttpLimits.FRONT, intake.routes());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close(FINISH_TIME);
                            intake.close();
                        },
                        "stop"));
    }
}
