package org.postwatch.checkin;

import java.util.Objects;
import java.util.Optional;

/**
 * What proved that an officer was at the entrance.
 *
 * @param sheet the id of the grant of the printed sheet, which everything that began with it ends with; only a printed code has one
 */
public record PlaceEvidence(PlaceProof proof, Optional<String> sheet) {
    /** The screen at the entrance. */
    public static final PlaceEvidence SCREEN = new PlaceEvidence(PlaceProof.ROTATING_CODE, Optional.empty());

    /** @throws IllegalArgumentException if a printed code has no sheet, or another one has */
    public PlaceEvidence {
        Objects.requireNonNull(proof);
        if (sheet.isPresent() != (proof == PlaceProof.PRINTED_CODE)) {
            throw new IllegalArgumentException("a printed code names its sheet, and no other code does");
        }
    }

    /** @param grant the id of its grant */
    public static PlaceEvidence ofSheet(String grant) {
        return new PlaceEvidence(PlaceProof.PRINTED_CODE, Optional.of(grant));
    }

    /** The same from the fields of a ticket; empty for any others. */
    static Optional<PlaceEvidence> read(String proof, String sheet) {
        if (proof.equals(PlaceProof.PRINTED_CODE.wireName()) && !sheet.isEmpty()) {
            return Optional.of(ofSheet(sheet));
        }
        return Optional.of(SCREEN).filter(screen -> proof.equals(screen.proof().wireName()) && sheet.isEmpty());
    }

    /** The field of a ticket that names the sheet. */
    String sheetField() {
        return sheet.orElse("");
    }
}
