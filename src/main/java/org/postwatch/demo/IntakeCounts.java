package org.postwatch.demo;

/** How many events of a recording were sent which way. */
final class IntakeCounts {
    private int batches;
    private int posted;
    private int webhooks;
    private int mqtt;
    private int commands;

    void addBatch(int events) {
        batches++;
        posted += events;
    }

    void addWebhook() {
        webhooks++;
    }

    void addMqtt() {
        mqtt++;
    }

    void addCommand() {
        commands++;
    }

    /** As {@code 3,105 events in 3,090 requests to /v1/events, 83 webhooks, 1,204 MQTT messages; 5 commands to their topic}. */
    String text() {
        return "%,d events in %,d requests to /v1/events, %,d webhooks, %,d MQTT messages; %,d commands to their topic"
                .formatted(posted, batches, webhooks, mqtt, commands);
    }
}
