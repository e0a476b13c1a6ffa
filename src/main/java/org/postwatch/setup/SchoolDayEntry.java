package org.postwatch.setup;

import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.postwatch.setup.SchoolCalendar.DaySpan;

/** An entry of a school calendar that lasts whole days, and what its words say. In doubt it is a school day. */
record SchoolDayEntry(DaySpan days, String summary) {
    /** A term is no shorter than this; "Term 2 exams" is none. */
    private static final int MIN_TERM_DAYS = 14;

    /** A break is no longer than this if its name is also one of a term, as in "Semester break". */
    private static final int MAX_BREAK_DAYS = 35;

    private static final Pattern TERM = words("term|semester|trimester|quarter|school year");
    private static final Pattern FIRST_DAY = words("first day of (school|classes)|school (begins|starts)");
    private static final Pattern LAST_DAY = words("last day of (school|classes)|school ends");

    /** When a day begins or ends, and no term. */
    private static final Pattern HOURS =
            words("school (begins|starts|ends) *(early|late|at|by|@|noon|[0-9]{1,2}(:[0-9]| *[ap]\\.?m)).*");

    private static final Pattern BREAK =
            words("no school|no students|no classes|schools? closed|break|recess|vacation|holidays?(?= *([-:(]|$))");
    private static final Pattern BEFORE = words("before|prior to|until");
    private static final Pattern SUMMER = words("summer");

    /** Those of whom the others may come earlier or stay longer. */
    private static final Pattern GROUP = words(
            "seniors?|juniors?|sophomores?|freshm[ae]n|grades?|graders?|pre-?k|pre-?school|preschoolers|k(?!-12)|tk"
                    + "|kindergart[a-z]*|elementary|primary|middle|secondary|high|staff|teachers?|faculty|only");

    /** Days around a holiday, and what happens on school days. */
    private static final Pattern SCHOOL_DAY = words("after|before|resumes?|returns?|back|early (release|dismissal)"
            + "|half[ -]day|minimum[ -]day|concert|party|registration");

    boolean isTerm() {
        long count = days.first().until(days.last(), ChronoUnit.DAYS) + 1;
        return is(TERM) && count >= MIN_TERM_DAYS && (!isHolidayByWords() || count > MAX_BREAK_DAYS);
    }

    boolean isHoliday() {
        return isHolidayByWords() && !isTerm();
    }

    boolean isFirstDay() {
        return is(FIRST_DAY);
    }

    /** The last one of a year or of a semester, not the one before a break within them. */
    boolean isLastDay() {
        return is(LAST_DAY) && !is(FIRST_DAY) && (is(SUMMER) || !is(BREAK) && !is(BEFORE));
    }

    /** Whether a first or a last day is one of all students: it names no group of them, and no hour. */
    boolean isForAll() {
        return !is(GROUP) && !is(HOURS);
    }

    /** Whether it is about a term, and so no holiday. */
    boolean isOfTerm() {
        return isTerm() || is(FIRST_DAY) || is(LAST_DAY);
    }

    /** Whether it says nothing besides when a term is. */
    boolean isOfTermOnly() {
        return (isTerm() || isFirstDay() || isLastDay()) && !is(BREAK);
    }

    private boolean isHolidayByWords() {
        return is(BREAK) && !is(SCHOOL_DAY) && !is(FIRST_DAY) && !is(LAST_DAY);
    }

    private boolean is(Pattern pattern) {
        return pattern.matcher(summary).find();
    }

    @Override
    public String toString() {
        return days + ": " + summary;
    }

    private static Pattern words(String words) {
        return Pattern.compile("\\b(" + words + ")(?!\\w)", Pattern.CASE_INSENSITIVE);
    }
}
