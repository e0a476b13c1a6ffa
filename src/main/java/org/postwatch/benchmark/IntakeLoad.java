package org.postwatch.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postwatch.event.Event;

/**
 * The same events for a producer, as batches and as single events over HTTP.
 *
 * @param singles of the first events only
 */
record IntakeLoad(List<Event> events, List<IntakeRequest> batches, List<IntakeRequest> singles) {
    static final int BATCH_EVENTS = 100;
    static final int DISTRICTS = 8;
    private static final int CAMPUSES_PER_DISTRICT = 250;

    static DistrictSizes districts() {
        int[] sizes = new int[DISTRICTS];
        int[] first = new int[DISTRICTS];
        for (int district = 0; district < DISTRICTS; district++) {
            sizes[district] = CAMPUSES_PER_DISTRICT;
            first[district] = district * CAMPUSES_PER_DISTRICT;
        }
        return new DistrictSizes(DISTRICTS * CAMPUSES_PER_DISTRICT, sizes, first);
    }

    /** The credential of all feeds of a district. */
    static String token(String district) {
        return "a secret of this benchmark alone, " + district;
    }

    static IntakeLoad create(int count, int singleCount) {
        MorningLoad morning = new MorningLoad(districts(), 1);
        List<Event> events = new ArrayList<>();
        List<IntakeRequest> batches = new ArrayList<>();
        List<IntakeRequest> singles = new ArrayList<>();
        Map<String, List<Event>> byDistrict = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Event event = morning.nextEvent(InitialLoad.SCHOOL_START.plusMillis(i));
            events.add(event);
            String district = event.origin().district();
            if (singles.size() < singleCount) {
                singles.add(new IntakeRequest(token(district), List.of(event)));
            }
            List<Event> batch = byDistrict.computeIfAbsent(district, d -> new ArrayList<>());
            batch.add(event);
            if (batch.size() == BATCH_EVENTS) {
                batches.add(new IntakeRequest(token(district), batch));
                batch.clear();
            }
        }
        byDistrict.forEach((district, batch) -> {
            if (!batch.isEmpty()) {
                batches.add(new IntakeRequest(token(district), batch));
            }
        });
        return new IntakeLoad(events, batches, singles);
    }
}
