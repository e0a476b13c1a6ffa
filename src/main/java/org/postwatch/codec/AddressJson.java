package org.postwatch.codec;

import static org.postwatch.codec.JsonShape.object;
import static org.postwatch.codec.JsonShape.text;

import java.util.List;
import org.postwatch.routing.Address;
import org.postwatch.routing.Setting;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where notices go, in JSON; {@code type} says of which kind. Secrets are references here too. */
final class AddressJson {
    private AddressJson() {}

    static ObjectNode write(Address address) {
        ObjectNode node = object().put("type", address.type());
        if (address instanceof Address.Webhook webhook) {
            node.put("url", webhook.url().text());
            JsonShape.strings(
                    node,
                    "secrets",
                    webhook.secrets().stream().map(Setting::text).toList());
        } else if (address instanceof Address.Alertmanager alertmanager) {
            node.put("url", alertmanager.url().text());
            alertmanager.user().ifPresent(user -> node.put("user", user.text()));
            alertmanager.password().ifPresent(password -> node.put("password", password.text()));
            alertmanager.token().ifPresent(token -> node.put("token", token.text()));
        } else if (address instanceof Address.PagerDuty pager) {
            node.put("url", pager.url().text()).put("key", pager.routingKey().text());
        } else if (address instanceof Address.Chat chat) {
            node.put("url", chat.url().text());
        } else if (address instanceof Address.Mail mail) {
            mail(node, mail);
        } else if (address instanceof Address.Cap cap) {
            node.put("to", cap.to().text()).put("sender", cap.sender()).put("scope", cap.scope());
            cap.restriction().ifPresent(restriction -> node.put("restriction", restriction));
            JsonShape.strings(node, "addresses", cap.addresses());
        }
        return node;
    }

    /** @throws IllegalArgumentException when it is of no kind known */
    static Address read(JsonNode node) {
        String type = text(node, "type");
        return switch (type) {
            case "log" -> new Address.Log();
            case "kafka" -> new Address.Kafka();
            case "webhook" -> new Address.Webhook(setting(node, "url"), settings(node, "secrets"));
            case "alertmanager" ->
                new Address.Alertmanager(
                        setting(node, "url"),
                        JsonShape.optional(node, "user").map(Setting::new),
                        JsonShape.optional(node, "password").map(Setting::new),
                        JsonShape.optional(node, "token").map(Setting::new));
            case "pagerduty" -> new Address.PagerDuty(setting(node, "url"), setting(node, "key"));
            case "chat" -> new Address.Chat(setting(node, "url"));
            case "mail" -> mail(node);
            case "cap" ->
                new Address.Cap(
                        setting(node, "to"),
                        text(node, "sender"),
                        text(node, "scope"),
                        JsonShape.optional(node, "restriction"),
                        JsonShape.strings(node, "addresses"));
            default -> throw new IllegalArgumentException("no kind of address: '" + type + "'");
        };
    }

    private static void mail(ObjectNode node, Address.Mail mail) {
        node.put("host", mail.host())
                .put("port", mail.port())
                .put("security", mail.security().wireName());
        mail.user().ifPresent(user -> node.put("user", user.text()));
        mail.password().ifPresent(password -> node.put("password", password.text()));
        node.put("from", mail.from());
        JsonShape.strings(node, "to", mail.to());
    }

    private static Address mail(JsonNode node) {
        return new Address.Mail(
                text(node, "host"),
                JsonShape.whole(node, "port"),
                Address.Security.of(text(node, "security")),
                JsonShape.optional(node, "user").map(Setting::new),
                JsonShape.optional(node, "password").map(Setting::new),
                text(node, "from"),
                JsonShape.strings(node, "to"));
    }

    private static Setting setting(JsonNode node, String field) {
        return new Setting(text(node, field));
    }

    private static List<Setting> settings(JsonNode node, String field) {
        return JsonShape.strings(node, field).stream().map(Setting::new).toList();
    }
}
