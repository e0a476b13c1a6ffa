package org.postwatch.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CheckInTicketsTest {
    private static final CheckInPlace NORTH = new CheckInPlace("elm", "north");
    private static final CheckInPlace SOUTH = new CheckInPlace("elm", "south");
    private static final Instant NOW = Instant.parse("2026-11-30T13:20:00Z");
    private static final PlaceEvidence SHEET = PlaceEvidence.ofSheet("aabbccddeeff");
    private static final CheckInKey KEY = CheckInCodesTest.key("the key of the instances");

    private final PlaceTickets places = new PlaceTickets(KEY);
    private final SessionTickets sessions = new SessionTickets(KEY);

    @Test
    void a_ticket_says_what_proved_the_place_for_ten_minutes_to_the_second() {
        String ticket = places.issue(NORTH, SHEET, NOW);
        assertThat(places.read(NORTH, ticket, NOW)).contains(SHEET);
        assertThat(places.read(NORTH, ticket, NOW.plusMillis(599_999))).contains(SHEET);
        assertThat(places.read(NORTH, ticket, NOW.plusSeconds(600))).isEmpty();
    }

    @Test
    void a_ticket_of_another_campus_does_not_hold() {
        assertThat(places.read(SOUTH, places.issue(NORTH, PlaceEvidence.SCREEN, NOW), NOW))
                .isEmpty();
    }

    @Test
    void a_forged_ticket_does_not_hold() {
        String ticket = places.issue(NORTH, SHEET, NOW);
        String signature = ticket.substring(ticket.indexOf('.'));
        String other = encode(NOW.plusSeconds(600).getEpochSecond() + "\nelm\nnorth\nrotating-code\n");
        assertThat(places.read(NORTH, other + signature, NOW)).isEmpty();
        assertThat(new PlaceTickets(CheckInCodesTest.key("another key")).read(NORTH, ticket, NOW))
                .isEmpty();
    }

    @Test
    void any_other_text_is_no_ticket() {
        for (String text : new String[] {"", ".", "x.y", "%.%", "....", "a".repeat(10_000) + ".b"}) {
            assertThat(places.read(NORTH, text, NOW)).as(text).isEmpty();
            assertThat(sessions.read(NORTH, text, NOW)).as(text).isEmpty();
        }
    }

    @Test
    void a_session_names_the_officer_and_ends_after_ten_minutes() {
        CheckInSession session = new CheckInSession(NORTH, PlaceEvidence.SCREEN, "D-17", "0123456789ab");
        String ticket = sessions.issue(session, NOW);
        assertThat(sessions.read(NORTH, ticket, NOW.plusMillis(599_999))).contains(session);
        assertThat(sessions.read(NORTH, ticket, NOW.plusSeconds(600))).isEmpty();
        assertThat(sessions.read(SOUTH, ticket, NOW)).isEmpty();
    }

    @Test
    void a_session_names_the_sheet_that_it_began_with() {
        CheckInSession session = new CheckInSession(NORTH, SHEET, "D-17", "0123456789ab");
        assertThat(sessions.read(NORTH, sessions.issue(session, NOW), NOW)).contains(session);
    }

    @Test
    void the_ticket_of_a_place_is_no_session() {
        String ticket = places.issue(NORTH, PlaceEvidence.SCREEN, NOW);
        assertThat(sessions.read(NORTH, ticket, NOW)).isEmpty();
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
