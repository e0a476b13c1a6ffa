package org.postwatch.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Ruling;

/**
 * Writes notices, and beside each what was told under which rule. Fields are redacted here and nowhere else: nothing
 * leaves that the policy does not grant at that moment.
 */
final class Outbox {
    static final String WATCHDOG = "~watchdog";
    private static final String SENT_AGAIN = "sent again: ";
    private static final String WITH_LESS = "with less, as the policy has it now: ";

    private final Office office;
    private final Announcer out;

    Outbox(Office office, Announcer out) {
        this.office = office;
        this.out = out;
    }

    /**
     * What a notice is about, why, and what it says of it.
     *
     * @param asBefore the matters of which it says what its last revision said: their news is held
     */
    record Letter(
            String subject,
            Notice.Stage stage,
            Matter.Status status,
            List<Affair> affairs,
            Set<String> asBefore,
            String because) {
        Letter(String subject, Notice.Stage stage, Matter.Status status, List<Affair> affairs, String because) {
            this(subject, stage, status, affairs, Set.of(), because);
        }
    }

    private record Told(Matter matter, Notice.Item item, Ruling.Granted granted) {}

    /** Writes the next revision; matters that the policy refuses are not in it. */
    void tell(Routing routing, Recipient recipient, Letter letter) {
        Shown shown = shown(routing, recipient, letter);
        write(routing.district(), recipient, letter, shown, Calls.of(letter.stage(), last(routing, recipient, letter)));
    }

    /** Writes an update for a recipient who knows of the matter, unless the last revision says the same. */
    void update(Routing routing, Recipient recipient, Letter letter) {
        Optional<Sent> last = last(routing, recipient, letter);
        Shown shown = shown(routing, recipient, letter);
        boolean known = last.isEmpty()
                || shown.told().isEmpty()
                || isOver(last.get().notice())
                || last.get().notice().items().equals(shown.items());
        if (!known) {
            write(routing.district(), recipient, letter, shown, Calls.of(letter.stage(), last));
        }
    }

    private Optional<Sent> last(Routing routing, Recipient recipient, Letter letter) {
        return sent(routing.district(), recipient.id(), letter.subject());
    }

    /** @param matters all that it is about, also those that there is no room for */
    private record Shown(List<Told> told, int matters) {
        List<Notice.Item> items() {
            return told.stream().map(Told::item).toList();
        }
    }

    private Shown shown(Routing routing, Recipient recipient, Letter letter) {
        Map<String, Notice.Item> before = new HashMap<>();
        sent(routing.district(), recipient.id(), letter.subject()).ifPresent(last -> {
            for (int i = 0; i < last.matters().size(); i++) {
                before.put(last.matters().get(i), last.notice().items().get(i));
            }
        });
        List<Told> told = new ArrayList<>();
        int unseen = 0;
        for (Affair affair :
                letter.affairs().stream().sorted(Contents.worstFirst(routing)).toList()) {
            Matter matter = affair.matter();
            if (!(routing.policy().on(recipient, matter) instanceof Ruling.Granted granted)) {
                continue;
            }
            if (!letter.asBefore().contains(matter.id())) {
                told.add(new Told(
                        matter, Contents.of(office.keys(routing.district()), routing, affair, granted), granted));
            } else if (before.containsKey(matter.id())) {
                told.add(new Told(
                        matter, Contents.redacted(routing, matter, before.get(matter.id()), granted), granted));
            } else {
                unseen++;
            }
        }
        return new Shown(told.subList(0, Math.min(told.size(), Notice.ITEMS_MAX)), told.size() + unseen);
    }

    /**
     * The last notice once more: what it said, as far as the policy still grants it, and nothing that came since.
     *
     * @return false when nothing is left of it
     */
    boolean tellAgain(Routing routing, Recipient recipient, Sent sent) {
        Notice last = sent.notice();
        if (last.subject().equals(WATCHDOG)) {
            watchdog(routing, recipient, routing.district());
            return true;
        }
        return again(routing, recipient, sent, stillGranted(routing, recipient, sent), SENT_AGAIN);
    }

    /**
     * The documents are others. What a notice says beyond what they grant is taken out of it, whether it was delivered or
     * waits to be: it is written anew with the rest, or goes where nobody can be sent it any more.
     */
    void narrow(Routing routing, Recipient recipient, Sent sent) {
        List<Told> left = stillGranted(routing, recipient, sent);
        List<Notice.Item> items = left.stream().map(Told::item).toList();
        Notice last = sent.notice();
        boolean tooMuch = false;
        for (int i = 0; i < sent.matters().size(); i++) {
            boolean known =
                    office.affair(routing.district(), sent.matters().get(i)).isPresent();
            tooMuch |= known && !items.contains(last.items().get(i));
        }
        if (!tooMuch) {
            return;
        }
        boolean settled =
                isOver(last) && last.at().plus(recipient.giveUpAfter()).isBefore(office.now());
        if (settled || !again(routing, recipient, sent, left, WITH_LESS)) {
            forget(last.key());
        }
    }

    private List<Told> stillGranted(Routing routing, Recipient recipient, Sent sent) {
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < sent.matters().size(); i++) {
            Notice.Item item = sent.notice().items().get(i);
            office.affair(routing.district(), sent.matters().get(i))
                    .map(Affair::matter)
                    .ifPresent(matter -> {
                        if (routing.policy().on(recipient, matter) instanceof Ruling.Granted granted) {
                            told.add(new Told(matter, Contents.redacted(routing, matter, item, granted), granted));
                        }
                    });
        }
        return told;
    }

    private boolean again(Routing routing, Recipient recipient, Sent sent, List<Told> told, String why) {
        Notice last = sent.notice();
        if (told.isEmpty() && !last.items().isEmpty()) {
            return false;
        }
        String because = why + last.because().substring(last.because().startsWith(why) ? why.length() : 0);
        Letter letter = new Letter(last.subject(), stageAgain(last, told), last.status(), List.of(), because);
        Shown shown = new Shown(told, last.matters() - last.items().size() + told.size());
        write(routing.district(), recipient, letter, shown, new Calls(last.call(), sent.acknowledged()));
        return true;
    }

    /** The recipient may no longer be allowed to know that somebody has acknowledged it. */
    private static Notice.Stage stageAgain(Notice last, List<Told> told) {
        Notice.Stage stage = last.news().stage();
        boolean may = told.stream().anyMatch(item -> item.granted().tellsAcknowledgements());
        return stage == Notice.Stage.ACKNOWLEDGED && !may ? Notice.Stage.UPDATED : stage;
    }

    private void write(String district, Recipient recipient, Letter letter, Shown all, Calls calls) {
        List<Told> shown = all.told();
        Optional<Sent> last = sent(district, recipient.id(), letter.subject());
        Notice notice = new Notice(
                district,
                recipient.id(),
                letter.subject(),
                office.keys(district).ref(letter.subject()),
                revision(district, recipient.id(), letter.subject()),
                letter.stage(),
                letter.status(),
                office.now(),
                all.items(),
                all.matters(),
                letter.because());
        Notice.News news = notice.isUpdate() ? last.orElseThrow().notice().news() : notice.news();
        Notice whole = notice.after(earlier(notice))
                .calling(calls.number())
                .updating(news)
                .urgent(shown.stream().anyMatch(told -> told.matter().isUrgent()));
        send(whole, shown.stream().map(told -> told.matter().id()).toList(), calls.acknowledged());
        record(recipient, notice, shown);
    }

    /**
     * After an unclean stop a revision may have been published that state has lost. What says the same is that very notice, so
     * that nobody is notified twice; what says something else gets a revision of its own, or nobody would be notified of it.
     */
    private Notice asPublished(Notice notice) {
        PublishedNotices published = out.published();
        Optional<Notice> same =
                published.find(notice.key(), notice.revision()).filter(known -> known.saysTheSameAs(notice));
        int latest = published.latest(notice.key());
        return same.orElse(notice.revision() <= latest ? notice.withRevision(latest + 1) : notice);
    }

    /** Publishes a notice again that stands: as it is, or with a revision of its own when later ones were published. */
    void republish(String key) {
        office.ledger().get(Tables.SENT, key).ifPresent(sent -> {
            Notice notice = sent.notice();
            int latest = out.published().latest(key);
            if (latest > notice.revision()) {
                send(notice.withRevision(latest + 1), sent.matters(), sent.acknowledged());
            } else {
                out.notice(notice);
            }
        });
    }

    /** A sign of life; says nothing of anything. */
    void watchdog(Routing routing, Recipient recipient, String canary) {
        send(
                new Notice(
                        routing.district(),
                        recipient.id(),
                        WATCHDOG,
                        office.keys(routing.district()).ref(WATCHDOG),
                        revision(routing.district(), recipient.id(), WATCHDOG),
                        Notice.Stage.WATCHDOG,
                        Matter.Status.OPEN,
                        office.now(),
                        List.of(),
                        0,
                        "a canary of '" + canary + "' came through"),
                List.of(),
                false);
    }

    /** Takes a notice out of the topic whose time is over. */
    void look(String key) {
        boolean over = office.ledger()
                .get(Tables.SENT, key)
                .filter(sent -> !sent.forgetAt().isAfter(office.now()))
                .isPresent();
        if (over) {
            forget(key);
        }
    }

    private void send(Notice decided, List<String> matters, boolean acknowledged) {
        Notice notice = asPublished(decided);
        Instant forgetAt = isOver(notice) ? office.now().plus(Affair.KEPT) : Affair.NEVER;
        office.agenda().put(Agenda.SENT, notice.key(), new Sent(notice, matters, acknowledged, forgetAt));
        out.notice(notice);
    }

    /** The revisions that this one replaces, except updates; a new opening replaces none. */
    private List<Notice.Earlier> earlier(Notice notice) {
        Optional<Notice> last =
                sent(notice.district(), notice.recipient(), notice.subject()).map(Sent::notice);
        if (last.isEmpty() || (isOver(last.get()) && !isOver(notice))) {
            return List.of();
        }
        List<Notice.Earlier> earlier = new ArrayList<>(last.get().earlier());
        if (!last.get().isUpdate()) {
            earlier.add(new Notice.Earlier(last.get().revision(), last.get().at()));
        }
        return earlier.subList(Math.max(0, earlier.size() - Notice.EARLIER_MAX), earlier.size());
    }

    private static boolean isOver(Notice notice) {
        return notice.status() == Matter.Status.CLOSED || notice.status() == Matter.Status.WITHDRAWN;
    }

    private int revision(String district, String recipient, String subject) {
        return sent(district, recipient, subject)
                        .map(sent -> sent.notice().revision())
                        .orElse(0)
                + 1;
    }

    /** Remembers a notice that its recipient does not have, unless it is of an earlier life of its subject. */
    void failed(Delivery delivery) {
        boolean known = office.ledger()
                .get(Tables.SENT, delivery.key())
                .filter(sent -> sent.notice().revision() >= delivery.revision())
                .isPresent();
        if (known) {
            office.ledger().put(Tables.UNDELIVERED, delivery.key(), new Tables.Undelivered(delivery.revision()));
        }
    }

    /** The recipient has this revision, or no longer needs to know of a matter that it was never notified of. */
    void delivered(Delivery delivery) {
        boolean newer = office.ledger()
                .get(Tables.UNDELIVERED, delivery.key())
                .filter(failed -> failed.revision() <= delivery.revision())
                .isPresent();
        if (newer && (delivery.isReached() || isMoot(delivery))) {
            office.ledger().delete(Tables.UNDELIVERED, delivery.key());
        }
    }

    private boolean isMoot(Delivery delivery) {
        return office.ledger()
                .get(Tables.SENT, delivery.key())
                .map(Sent::notice)
                .filter(notice -> notice.revision() == delivery.revision() && isOver(notice))
                .isPresent();
    }

    /** Whether a notice failed that the recipient was to have, and has nothing newer of its subject. */
    boolean hasUndelivered(String district, String recipient) {
        String first = district + "/" + recipient + "/";
        List<String> some = new ArrayList<>();
        office.ledger().range(Tables.UNDELIVERED, first, first + Tables.LAST, 1, (key, failed) -> some.add(key));
        return !some.isEmpty();
    }

    /** Somebody has taken care of what a recipient did not get. */
    void forgetUndelivered(String district, String recipient) {
        List<String> keys = new ArrayList<>();
        office.ledger().scan(Tables.UNDELIVERED, district + "/" + recipient + "/", (key, failed) -> keys.add(key));
        keys.forEach(key -> office.ledger().delete(Tables.UNDELIVERED, key));
    }

    Optional<Sent> sent(String district, String recipient, String subject) {
        return office.ledger().get(Tables.SENT, district + "/" + recipient + "/" + subject);
    }

    /** Nobody needs it any more, or nobody may have it. */
    void forget(String noticeKey) {
        if (office.ledger().get(Tables.SENT, noticeKey).isPresent()) {
            office.agenda().delete(Agenda.SENT, noticeKey);
            office.ledger().delete(Tables.UNDELIVERED, noticeKey);
            out.noticeGone(noticeKey);
        }
    }

    private void record(Recipient recipient, Notice notice, List<Told> shown) {
        SortedSet<String> fields = new TreeSet<>();
        SortedSet<String> kinds = new TreeSet<>();
        SortedSet<String> rules = new TreeSet<>();
        shown.forEach(told -> {
            fields.addAll(told.item().fields().keySet());
            kinds.add(told.matter().kind());
            rules.addAll(told.granted().rules());
        });
        out.entry(new Entry(
                notice.district(),
                office.now(),
                Entry.Outcome.TOLD,
                recipient.id(),
                recipient.agencyClass(),
                notice.subject(),
                String.join(", ", kinds),
                List.copyOf(fields),
                office.keys(notice.district()).ofTold(notice.items()),
                String.join(", ", rules),
                notice.because(),
                Optional.empty()));
    }

    /** Writes down why somebody is not told. */
    void record(Recipient recipient, Matter matter, Line.Hold hold) {
        out.entry(new Entry(
                matter.district(),
                office.now(),
                hold.outcome(),
                recipient.id(),
                recipient.agencyClass(),
                matter.id(),
                matter.kind(),
                List.of(),
                "",
                hold.rule(),
                hold.reason(),
                Optional.empty()));
    }

    /** Writes down what an operator did. */
    void record(String district, String subject, String kind, String what, Actor actor) {
        out.entry(new Entry(
                district,
                office.now(),
                Entry.Outcome.COMMANDED,
                "",
                "",
                subject,
                kind,
                List.of(),
                "",
                "command",
                what,
                Optional.of(actor)));
    }

    void record(Entry entry) {
        out.entry(entry);
    }
}
