package org.postwatch.board;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.postwatch.notification.model.DisclosureRecord;

/** Renders the board as text: a pure function of its panels and the size of the screen. */
public final class BoardRenderer {
    private static final int MAX_WIDTH = 120;
    private static final int HEADER_LINES = 2;
    /** One line of the screen for notices per so many lines. */
    private static final int LINES_PER_NOTICE = 6;
    /** The indentation of continued lines: below the name of the recipient. */
    private static final String INDENT = " ".repeat("07:40  ".length());

    /** From this size on, a group of similar campuses shares a line even if there is room. */
    private static final int MIN_GROUP_SIZE = 6;

    private final int width;
    private final int height;
    private final boolean colours;

    /**
     * @param width characters a line
     * @param height lines
     * @param colours whether to paint with ANSI codes
     */
    public BoardRenderer(int width, int height, boolean colours) {
        this.width = Math.min(width, MAX_WIDTH);
        this.height = height;
        this.colours = colours;
    }

    /** Renders without the notices panel. */
    public List<String> render(String head, List<DistrictPanel> panels) {
        return render(head, panels, height);
    }

    /**
     * Renders with the notices panel below.
     *
     * @param head the first line: what runs and its progress
     */
    public List<String> render(String head, List<DistrictPanel> panels, NoticesPanel foot) {
        int last = Math.min(NoticesPanel.MAX_ROWS, height / LINES_PER_NOTICE);
        List<String> lines = new ArrayList<>(render(head, panels, height - last - 2));
        lines.add("");
        lines.add(paint(TextStyle.BOLD, title(foot)));
        lines.addAll(latest(foot, last));
        return lines;
    }

    /** The latest notices that fit into the given number of lines; long ones continue in the next line. */
    private List<String> latest(NoticesPanel foot, int room) {
        int who = foot.rows().stream()
                .mapToInt(line -> line.recipient().length())
                .max()
                .orElse(0);
        Deque<String> lines = new ArrayDeque<>();
        for (int i = foot.rows().size() - 1; i >= 0; i--) {
            NoticesPanel.NoticeRow line = foot.rows().get(i);
            String text = line.time() + "  " + line.recipient()
                    + " ".repeat(who - line.recipient().length()) + "  " + line.text();
            List<String> whole = text.length() <= width
                    ? List.of(text)
                    : wrapped(line.time() + "  " + line.recipient() + "  " + line.text());
            if (!lines.isEmpty() && lines.size() + whole.size() > room) {
                break;
            }
            for (int j = Math.min(whole.size(), room) - 1; j >= 0; j--) {
                lines.addFirst(paint(line.style(), whole.get(j)));
            }
        }
        return List.copyOf(lines);
    }

    private List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width && width > 2 * INDENT.length()) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > INDENT.length() ? space : width;
            lines.add(rest.substring(0, end).stripTrailing());
            rest = INDENT + rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }

    private String title(NoticesPanel foot) {
        String counts = "NOTICES  " + foot.count(DisclosureRecord.DisclosureOutcome.NOTIFIED) + " notified, "
                + foot.count(DisclosureRecord.DisclosureOutcome.DENIED) + " denied, "
                + foot.count(DisclosureRecord.DisclosureOutcome.SUPPRESSED) + " suppressed, "
                + foot.count(DisclosureRecord.DisclosureOutcome.SKIPPED)
                + " skipped";
        String full = counts + " (printed here; no address of the documents is used)";
        return full.length() <= width ? full : counts;
    }

    private List<String> render(String head, List<DistrictPanel> panels, int height) {
        List<List<PanelRow>> rows = rows(panels, height);
        boolean spacious = requiredLines(rows) + rows.size() <= height;
        int[] room = allocateLines(rows, height);
        ColumnWidths columns = ColumnWidths.of(rows);
        List<String> lines = new ArrayList<>();
        lines.add(paint(TextStyle.BOLD, head));
        lines.add(paint(TextStyle.DIM, columns.format(" ", "STATE", "WHERE", "SINCE", "WHY")));
        for (int i = 0; i < panels.size(); i++) {
            if (spacious) {
                lines.add("");
            }
            lines.add(paint(TextStyle.BOLD, title(panels.get(i))));
            lines.addAll(text(rows.get(i), room[i], columns));
        }
        return lines;
    }

    /** Groups campuses only as far as the room requires. */
    private List<List<PanelRow>> rows(List<DistrictPanel> panels, int height) {
        List<List<PanelRow>> apart = panels.stream()
                .map(panel -> PanelRowBuilder.build(panel, MIN_GROUP_SIZE))
                .toList();
        return requiredLines(apart) <= height
                ? apart
                : panels.stream().map(panel -> PanelRowBuilder.build(panel, 2)).toList();
    }

    private static int requiredLines(List<List<PanelRow>> rows) {
        return HEADER_LINES + rows.stream().mapToInt(panel -> 1 + panel.size()).sum();
    }

    /** The number of lines of each panel: all that it needs, or fewer, taken from the longest first. */
    private int[] allocateLines(List<List<PanelRow>> rows, int height) {
        int[] room = rows.stream().mapToInt(List::size).toArray();
        for (int excess = requiredLines(rows) - height; excess > 0; excess--) {
            int longest = 0;
            for (int i = 1; i < room.length; i++) {
                longest = room[i] > room[longest] ? i : longest;
            }
            room[longest] = Math.max(1, room[longest] - 1);
        }
        return room;
    }

    private List<String> text(List<PanelRow> rows, int room, ColumnWidths columns) {
        if (rows.size() <= room) {
            return rows.stream().map(row -> text(row, columns)).toList();
        }
        List<String> lines = new ArrayList<>();
        bothKinds(rows, room - 1).forEach(row -> lines.add(text(row, columns)));
        lines.add(paint(TextStyle.DIM, "  .. and " + (rows.size() - room + 1) + " lines more"));
        return lines;
    }

    /** The first campuses and the first incidents, up to half of the lines each. */
    private static List<PanelRow> bothKinds(List<PanelRow> rows, int room) {
        List<PanelRow> campuses = rows.stream().filter(row -> !row.isIncident()).toList();
        List<PanelRow> incidents = rows.stream().filter(PanelRow::isIncident).toList();
        int open = Math.min(incidents.size(), Math.max(room - campuses.size(), (room + 1) / 2));
        return Stream.concat(
                        campuses.stream().limit(room - open), incidents.stream().limit(open))
                .toList();
    }

    private String text(PanelRow row, ColumnWidths columns) {
        String line = truncate(columns.format(row));
        int end = Math.min(line.length(), 2 + row.label().length());
        return line.substring(0, 2) + row.style().apply(line.substring(2, end), colours) + line.substring(end);
    }

    private String title(DistrictPanel panel) {
        ConsoleFormat wording = ConsoleFormat.of(panel.day());
        String id = panel.day().district().id();
        String when = wording.formatDate() + "  " + wording.formatTime(panel.now()) + " " + wording.zone(panel.now());
        String counts = panel.openIncidents().size() + " open"
                + (panel.deadLetters() == 0 ? "" : ", " + panel.deadLetters() + " rejected");
        String right = "  " + counts + "  " + when;
        String name = panel.day().district().name() + " (" + id + ")";
        String left = name.length() + right.length() <= width ? name : id;
        return left + " ".repeat(Math.max(0, width - left.length() - right.length())) + right;
    }

    private String paint(TextStyle tone, String line) {
        return tone.apply(truncate(line), colours);
    }

    private String truncate(String line) {
        return line.length() <= width ? line : line.substring(0, Math.max(2, width - 2)) + "..";
    }
}
