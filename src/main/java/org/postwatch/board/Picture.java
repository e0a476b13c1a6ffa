package org.postwatch.board;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.postwatch.routing.Entry;

/** The board as text: a pure function of its panels and the room there is. */
public final class Picture {
    private static final int WIDTH_MAX = 120;
    private static final int HEAD = 2;
    /** Of so many lines on the screen, one is for what goes out. */
    private static final int LINES_PER_NEWS = 6;
    /** Of what goes on in the next line: below the name of the recipient. */
    private static final String INDENT = " ".repeat("07:40  ".length());

    /** So many that are alike share a line however much room there is. */
    private static final int MANY = 6;

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

    /** Without a foot. */
    public List<String> lines(String head, List<Panel> panels) {
        return lines(head, panels, height);
    }

    /**
     * With what goes out below.
     *
     * @param head the first line: what runs, how far it is
     */
    public List<String> lines(String head, List<Panel> panels, Foot foot) {
        int last = Math.min(Foot.LINES_MAX, height / LINES_PER_NEWS);
        List<String> lines = new ArrayList<>(lines(head, panels, height - last - 2));
        lines.add("");
        lines.add(paint(Tone.STRONG, title(foot)));
        lines.addAll(latest(foot, last));
        return lines;
    }

    /** The latest that fit into so many lines, each whole; what is too long for a line goes on in the next one. */
    private List<String> latest(Foot foot, int room) {
        int who =
                foot.last().stream().mapToInt(line -> line.who().length()).max().orElse(0);
        Deque<String> lines = new ArrayDeque<>();
        for (int i = foot.last().size() - 1; i >= 0; i--) {
            Foot.Line line = foot.last().get(i);
            String text = line.time() + "  " + line.who()
                    + " ".repeat(who - line.who().length()) + "  " + line.said();
            List<String> whole = text.length() <= width
                    ? List.of(text)
                    : wrapped(line.time() + "  " + line.who() + "  " + line.said());
            if (!lines.isEmpty() && lines.size() + whole.size() > room) {
                break;
            }
            for (int j = Math.min(whole.size(), room) - 1; j >= 0; j--) {
                lines.addFirst(paint(line.tone(), whole.get(j)));
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

    private String title(Foot foot) {
        String counts = "NOTICES  " + foot.count(Entry.Outcome.TOLD) + " told, "
                + foot.count(Entry.Outcome.REFUSED) + " refused, " + foot.count(Entry.Outcome.HELD) + " held, "
                + foot.count(Entry.Outcome.PASSED_OVER)
                + " passed over";
        String full = counts + " (printed here; no address of the documents is used)";
        return full.length() <= width ? full : counts;
    }

    private List<String> lines(String head, List<Panel> panels, int height) {
        List<List<Row>> rows = rows(panels, height);
        boolean spacious = wanted(rows) + rows.size() <= height;
        int[] room = room(rows, height);
        Columns columns = Columns.of(rows);
        List<String> lines = new ArrayList<>();
        lines.add(paint(Tone.STRONG, head));
        lines.add(paint(Tone.FAINT, columns.line(" ", "STATE", "WHERE", "SINCE", "WHY")));
        for (int i = 0; i < panels.size(); i++) {
            if (spacious) {
                lines.add("");
            }
            lines.add(paint(Tone.STRONG, title(panels.get(i))));
            lines.addAll(text(rows.get(i), room[i], columns));
        }
        return lines;
    }

    /** As much apart as there is room for. */
    private List<List<Row>> rows(List<Panel> panels, int height) {
        List<List<Row>> apart =
                panels.stream().map(panel -> Rows.of(panel, MANY)).toList();
        return wanted(apart) <= height
                ? apart
                : panels.stream().map(panel -> Rows.of(panel, 2)).toList();
    }

    private static int wanted(List<List<Row>> rows) {
        return HEAD + rows.stream().mapToInt(panel -> 1 + panel.size()).sum();
    }

    /** How many lines each panel gets: what it wants, the longest giving way first. */
    private int[] room(List<List<Row>> rows, int height) {
        int[] room = rows.stream().mapToInt(List::size).toArray();
        for (int excess = wanted(rows) - height; excess > 0; excess--) {
            int longest = 0;
            for (int i = 1; i < room.length; i++) {
                longest = room[i] > room[longest] ? i : longest;
            }
            room[longest] = Math.max(1, room[longest] - 1);
        }
        return room;
    }

    private List<String> text(List<Row> rows, int room, Columns columns) {
        if (rows.size() <= room) {
            return rows.stream().map(row -> text(row, columns)).toList();
        }
        List<String> lines = new ArrayList<>();
        bothKinds(rows, room - 1).forEach(row -> lines.add(text(row, columns)));
        lines.add(paint(Tone.FAINT, "  .. and " + (rows.size() - room + 1) + " lines more"));
        return lines;
    }

    /** The first campuses and the first incidents, half of the lines each as far as there are so many. */
    private static List<Row> bothKinds(List<Row> rows, int room) {
        List<Row> campuses = rows.stream().filter(row -> !row.isIncident()).toList();
        List<Row> incidents = rows.stream().filter(Row::isIncident).toList();
        int open = Math.min(incidents.size(), Math.max(room - campuses.size(), (room + 1) / 2));
        return Stream.concat(
                        campuses.stream().limit(room - open), incidents.stream().limit(open))
                .toList();
    }

    private String text(Row row, Columns columns) {
        String line = cut(columns.line(row));
        int end = Math.min(line.length(), 2 + row.what().length());
        return line.substring(0, 2) + row.tone().paint(line.substring(2, end), colours) + line.substring(end);
    }

    private String title(Panel panel) {
        Wording wording = Wording.of(panel.day());
        String id = panel.day().district().id();
        String when = wording.title() + "  " + wording.time(panel.now()) + " " + wording.zone(panel.now());
        String counts = panel.open().size() + " open"
                + (panel.deadLetters() == 0 ? "" : ", " + panel.deadLetters() + " set aside");
        String right = "  " + counts + "  " + when;
        String name = panel.day().district().name() + " (" + id + ")";
        String left = name.length() + right.length() <= width ? name : id;
        return left + " ".repeat(Math.max(0, width - left.length() - right.length())) + right;
    }

    private String paint(Tone tone, String line) {
        return tone.paint(cut(line), colours);
    }

    private String cut(String line) {
        return line.length() <= width ? line : line.substring(0, Math.max(2, width - 2)) + "..";
    }
}
