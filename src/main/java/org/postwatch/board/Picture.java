package org.postwatch.board;

import java.util.ArrayList;
import java.util.List;

/** The board as text: a pure function of its panels and the room there is. */
public final class Picture {
    private static final int WIDTH_MAX = 120;
    private static final int WHAT = 12;
    private static final int WHO_MAX = 30;
    private static final int SINCE = 9;

    private final int width;
    private final int height;
    private final boolean colours;

    /**
     * @param width characters a line
     * @param height lines
     * @param colours whether to paint with ANSI codes
     */
    public Picture(int width, int height, boolean colours) {
        this.width = Math.min(width, WIDTH_MAX);
        this.height = height;
        this.colours = colours;
    }

    /** @param head the first line: what runs, how far it is */
    public List<String> lines(String head, List<Panel> panels) {
        List<List<Row>> rows = panels.stream().map(Rows::of).toList();
        int[] room = room(rows);
        int who = who(rows);
        List<String> lines = new ArrayList<>();
        lines.add(Tone.STRONG.paint(cut(head), colours));
        lines.add(Tone.FAINT.paint(cut(columns(" ", "STATE", "WHERE", "SINCE", "WHY", who)), colours));
        for (int i = 0; i < panels.size(); i++) {
            if (spacious(rows)) {
                lines.add("");
            }
            lines.add(Tone.STRONG.paint(cut(title(panels.get(i))), colours));
            lines.addAll(text(rows.get(i), room[i], who));
        }
        return lines;
    }

    private boolean spacious(List<List<Row>> rows) {
        return rows.stream().mapToInt(panel -> panel.size() + 2).sum() + 2 <= height;
    }

    /** How many lines each panel gets: what it wants, the longest giving way first. */
    private int[] room(List<List<Row>> rows) {
        int[] room = rows.stream().mapToInt(List::size).toArray();
        int left = Math.max(rows.size(), height - 2 - rows.size());
        int sum = 0;
        for (int wanted : room) {
            sum += wanted;
        }
        while (sum > left) {
            int longest = 0;
            for (int i = 1; i < room.length; i++) {
                longest = room[i] > room[longest] ? i : longest;
            }
            room[longest]--;
            sum--;
        }
        return room;
    }

    private static int who(List<List<Row>> rows) {
        return rows.stream()
                .flatMap(List::stream)
                .mapToInt(row -> Names.of(row.names(), "places", WHO_MAX).length())
                .max()
                .orElse(0);
    }

    private List<String> text(List<Row> rows, int room, int who) {
        if (rows.size() <= room) {
            return rows.stream().map(row -> text(row, who)).toList();
        }
        List<String> lines = new ArrayList<>(
                rows.stream().limit(room - 1).map(row -> text(row, who)).toList());
        lines.add(Tone.FAINT.paint(cut("  .. and " + (rows.size() - room + 1) + " lines more"), colours));
        return lines;
    }

    private String text(Row row, int who) {
        String names = Names.of(row.names(), "places", WHO_MAX);
        String line = cut(columns(row.mark(), row.what(), names, row.since(), row.why(), who));
        int end = Math.min(line.length(), 2 + row.what().length());
        return line.substring(0, 2) + row.tone().paint(line.substring(2, end), colours) + line.substring(end);
    }

    private static String columns(String mark, String what, String who, String since, String why, int whoWidth) {
        return (mark + " " + pad(what, WHAT) + "  " + pad(who, whoWidth) + "  " + pad(since, SINCE) + "  " + why)
                .stripTrailing();
    }

    private String title(Panel panel) {
        Wording wording = Wording.of(panel.day());
        String name =
                panel.day().district().name() + " (" + panel.day().district().id() + ")";
        String when = wording.title() + "  " + wording.time(panel.now()) + " " + wording.zone(panel.now());
        String counts = panel.open().size() + " open"
                + (panel.deadLetters() == 0 ? "" : ", " + panel.deadLetters() + " events set aside");
        int gap = Math.max(2, width - name.length() - when.length() - counts.length() - 2);
        return name + " ".repeat(gap) + counts + "  " + when;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private String cut(String line) {
        return line.length() <= width ? line : line.substring(0, Math.max(2, width - 2)) + "..";
    }
}
