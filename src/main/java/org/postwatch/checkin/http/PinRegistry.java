package org.postwatch.checkin.http;

import java.util.concurrent.CompletionStage;

/** Where chosen PINs are kept. Safe for threads. */
public interface PinRegistry {
    /** What is known of a PIN that was to be saved. */
    enum SaveResult {
        /** Every in-sync replica has it and this instance knows it. */
        SAVED,
        /** It was not written: the code still works. */
        NOT_SAVED,
        /** It may count now or soon, or the code was used for another one. */
        UNKNOWN
    }

    /**
     * Saves the PIN of an officer, and ends the former ones once it counts. Does not block, completes within 4 s, and not
     * exceptionally.
     *
     * @param code the id of the grant of the code, which works once
     * @param hash as the hasher of PINs makes it
     */
    CompletionStage<SaveResult> save(String district, String badge, String code, String hash);
}
