package org.postwatch.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.event.Event;
import org.postwatch.wire.EventWriter;

/**
 * The same events as records of a producer, as batches and as single events over HTTP. All are created in advance, because
 * the clients share the machine with what is measured.
 *
 * @param singles of the first events only
 */
record IntakeLoad(
        List<ProducerRecord<byte[], byte[]>> records, List<IntakeRequest> batches, List<IntakeRequest> singles) {
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

    static IntakeLoad create(int events, int singles, LoadProducer producer) {
        MorningLoad morning = new MorningLoad(districts(), 1);
        EventWriter writer = new EventWriter();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<IntakeRequest> batches = new ArrayList<>();
        List<IntakeRequest> single = new ArrayList<>();
        Map<String, List<byte[]>> byDistrict = new HashMap<>();
        for (int i = 0; i < events; i++) {
            Event event = morning.nextEvent(InitialLoad.SCHOOL_START.plusMillis(i));
            records.add(producer.createRecord(event));
            String district = event.origin().district();
            byte[] bytes = writer.write(event);
            if (single.size() < singles) {
                single.add(IntakeRequest.single(token(district), bytes));
            }
            List<byte[]> batch = byDistrict.computeIfAbsent(district, d -> new ArrayList<>());
            batch.add(bytes);
            if (batch.size() == BATCH_EVENTS) {
                batches.add(IntakeRequest.batch(token(district), batch));
                batch.clear();
            }
        }
        byDistrict.forEach((district, batch) -> {
            if (!batch.isEmpty()) {
                batches.add(IntakeRequest.batch(token(district), batch));
            }
        });
        return new IntakeLoad(records, batches, single);
    }
}
