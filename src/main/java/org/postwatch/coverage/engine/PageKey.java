package org.postwatch.coverage.engine;

import org.postwatch.event.KeyPrefix;
import org.postwatch.state.KeyFormat;

/**
 * The key of a page of a list.
 *
 * @param number of the page, from 0
 */
public record PageKey<L>(L list, int number) {
    /** Numbers of pages have the same length, so that their order as text is their order. */
    private static final int FIRST_PAGE = 1_000_000;

    /** The format of the pages of lists with these keys. */
    static <L> KeyFormat<PageKey<L>> format(KeyFormat<L> lists) {
        return new KeyFormat<>(
                key -> prefix(lists, key.list).text() + (FIRST_PAGE + key.number), text -> parse(lists, text));
    }

    private static <L> PageKey<L> parse(KeyFormat<L> lists, String text) {
        int end = text.lastIndexOf('/');
        return new PageKey<>(
                lists.parse(text.substring(0, end)), Integer.parseInt(text.substring(end + 1)) - FIRST_PAGE);
    }

    /** What the keys of all pages of a list start with. */
    static <L> KeyPrefix prefix(KeyFormat<L> lists, L list) {
        return KeyPrefix.below(lists.write(list));
    }
}
