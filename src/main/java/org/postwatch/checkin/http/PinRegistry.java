package org.postwatch.checkin.http;

import java.util.concurrent.CompletionStage;

/** Where chosen PINs are kept. Safe for threads. */
public interface PinRegistry {
    /**
     * Saves the PIN of an officer and ends the former ones. Does not block, and does not complete exceptionally.
     *
     * @param code the id of the grant of the code, which works once
     * @param hash as the hasher of PINs makes it
     * @return whether every in-sync replica has it and this instance knows it
     */
    CompletionStage<Boolean> save(String district, String badge, String code, String hash);
}
