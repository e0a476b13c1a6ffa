package org.postwatch.wire;

import static org.postwatch.wire.PlanJsonFields.newObject;
import static org.postwatch.wire.PlanJsonFields.text;

import java.util.List;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.RecipientAddress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where notices go, in JSON; {@code type} says of which kind. Secrets are references here too. */
final class RecipientAddressJson {
    private RecipientAddressJson() {}

    static ObjectNode write(RecipientAddress address) {
        ObjectNode node = newObject().put("type", address.type());
        if (address instanceof RecipientAddress.Webhook webhook) {
            node.put("url", webhook.url().text());
            PlanJsonFields.strings(
                    node,
                    "secrets",
                    webhook.secrets().stream().map(ConfigValue::text).toList());
        } else if (address instanceof RecipientAddress.Alertmanager alertmanager) {
            node.put("url", alertmanager.url().text());
            alertmanager.user().ifPresent(user -> node.put("user", user.text()));
            alertmanager.password().ifPresent(password -> node.put("password", password.text()));
            alertmanager.token().ifPresent(token -> node.put("token", token.text()));
        } else if (address instanceof RecipientAddress.PagerDuty pager) {
            node.put("url", pager.url().text()).put("key", pager.routingKey().text());
        } else if (address instanceof RecipientAddress.Chat chat) {
            node.put("url", chat.url().text());
        } else if (address instanceof RecipientAddress.Mail mail) {
            mail(node, mail);
        } else if (address instanceof RecipientAddress.Cap cap) {
            node.put("to", cap.to().text()).put("sender", cap.sender()).put("scope", cap.scope());
            cap.restriction().ifPresent(restriction -> node.put("restriction", restriction));
            PlanJsonFields.strings(node, "addresses", cap.addresses());
        }
        return node;
    }

    /** @throws IllegalArgumentException when it is of no kind known */
    static RecipientAddress read(JsonNode node) {
        String type = text(node, "type");
        return switch (type) {
            case "log" -> new RecipientAddress.Log();
            case "kafka" -> new RecipientAddress.KafkaTopic();
            case "webhook" -> new RecipientAddress.Webhook(setting(node, "url"), settings(node, "secrets"));
            case "alertmanager" ->
                new RecipientAddress.Alertmanager(
                        setting(node, "url"),
                        PlanJsonFields.optional(node, "user").map(ConfigValue::new),
                        PlanJsonFields.optional(node, "password").map(ConfigValue::new),
                        PlanJsonFields.optional(node, "token").map(ConfigValue::new));
            case "pagerduty" -> new RecipientAddress.PagerDuty(setting(node, "url"), setting(node, "key"));
            case "chat" -> new RecipientAddress.Chat(setting(node, "url"));
            case "mail" -> mail(node);
            case "cap" ->
                new RecipientAddress.Cap(
                        setting(node, "to"),
                        text(node, "sender"),
                        text(node, "scope"),
                        PlanJsonFields.optional(node, "restriction"),
                        PlanJsonFields.strings(node, "addresses"));
            default -> throw new IllegalArgumentException("no kind of address: '" + type + "'");
        };
    }

    private static void mail(ObjectNode node, RecipientAddress.Mail mail) {
        node.put("host", mail.host())
                .put("port", mail.port())
                .put("security", mail.security().wireName());
        mail.user().ifPresent(user -> node.put("user", user.text()));
        mail.password().ifPresent(password -> node.put("password", password.text()));
        node.put("from", mail.from());
        PlanJsonFields.strings(node, "to", mail.to());
    }

    private static RecipientAddress mail(JsonNode node) {
        return new RecipientAddress.Mail(
                text(node, "host"),
                PlanJsonFields.integer(node, "port"),
                RecipientAddress.MailSecurity.of(text(node, "security")),
                PlanJsonFields.optional(node, "user").map(ConfigValue::new),
                PlanJsonFields.optional(node, "password").map(ConfigValue::new),
                text(node, "from"),
                PlanJsonFields.strings(node, "to"));
    }

    private static ConfigValue setting(JsonNode node, String field) {
        return new ConfigValue(text(node, field));
    }

    private static List<ConfigValue> settings(JsonNode node, String field) {
        return PlanJsonFields.strings(node, field).stream()
                .map(ConfigValue::new)
                .toList();
    }
}
