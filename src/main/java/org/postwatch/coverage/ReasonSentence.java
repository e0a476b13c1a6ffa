package org.postwatch.coverage;

import java.util.List;
import java.util.function.UnaryOperator;
import org.postwatch.text.WireName;

/** Reasons in plain English, for people. */
public final class ReasonSentence {
    private ReasonSentence() {}

    /**
     * One sentence, as {@code Officer C-21 was called away at 13:30.}
     *
     * @param localTimes replaces every instant in a text, such as by the local time of the campus
     * @return the reason as it is in the topics if its code is not known or it lacks arguments
     */
    public static String of(Reason reason, UnaryOperator<String> localTimes) {
        List<String> args = reason.args().stream().map(localTimes).toList();
        return WireName.find(ReasonCode.class, reason.code())
                .filter(code -> args.size() >= requiredArguments(code))
                .map(code -> sentence(code, args))
                .orElseGet(() -> new Reason(reason.code(), args).toString());
    }

    private static int requiredArguments(ReasonCode code) {
        return switch (code) {
            case NOBODY_PRESENT, CANARY, WEAPON_SEEN, PANIC -> 0;
            case COVERED_BY,
                    EXCEPTION,
                    PRESENCE_DOUBTFUL,
                    TOO_FEW,
                    OFF_ROSTER,
                    DUTY_UNKNOWN,
                    DEVICE_NEVER_ONLINE,
                    DEVICE_OFFLINE,
                    DEVICE_TAMPERED,
                    SHIFT_OF,
                    DOOR_FORCED,
                    LATE,
                    FUTURE,
                    SEALED,
                    CONFLICTING -> 1;
            case FILLS_OTHER_POST,
                    CALLED_AWAY,
                    FEED_SILENT,
                    KIND_NOT_ACCEPTED,
                    CREDENTIAL_MISSING,
                    OTHER_DUTY,
                    DISQUALIFYING_AFFILIATION,
                    NO_AGREEMENT,
                    AGREEMENT_LAPSING,
                    AGREEMENT_SUSPENDED,
                    DEVICE_FEED_SILENT,
                    PRESSED,
                    REPORT -> 2;
            case CREDENTIAL_EXPIRED, AGREEMENT_NOT_IN_FORCE -> 3;
        };
    }

    private static String sentence(ReasonCode code, List<String> args) {
        return switch (code) {
            case COVERED_BY ->
                format("Officer %s is on post", args) + (args.size() > 1 ? " under " + args.get(1) : "") + ".";
            case EXCEPTION -> format("The exception %s allows this kind of officer.", args);
            case PRESENCE_DOUBTFUL -> format("It is not certain that officer %s is still on campus.", args);
            case FILLS_OTHER_POST -> format("Officer %s fills the post %s.", args);
            case CALLED_AWAY -> format("Officer %s was called away at %s.", args);
            case TOO_FEW -> format("Only %s officers are on post.", args);
            case NOBODY_PRESENT -> "No officer is on campus.";
            case FEED_SILENT -> format("The feed %s has been silent since %s.", args);
            case OFF_ROSTER -> format("Officer %s is not employed at this time.", args);
            case KIND_NOT_ACCEPTED -> format("Officer %s is of the kind %s, which the post does not accept.", args);
            case CREDENTIAL_MISSING -> format("Officer %s does not have the credential %s.", args);
            case CREDENTIAL_EXPIRED -> format("Officer %s has the credential %s, which expired at %s.", args);
            case DUTY_UNKNOWN -> format("Officer %s has several duties, and did not state which one this is.", args);
            case OTHER_DUTY -> format("Officer %s is on the duty %s, which does not count for the post.", args);
            case DISQUALIFYING_AFFILIATION ->
                format("Officer %s has the affiliation %s, which disqualifies in this district.", args);
            case NO_AGREEMENT -> format("Officer %s is of the agency %s, which has no agreement here.", args);
            case AGREEMENT_NOT_IN_FORCE ->
                format("Officer %s is here by the agreement %s, which is not in force (%s).", args);
            case AGREEMENT_LAPSING -> format("The agreement %s ends at %s.", args);
            case AGREEMENT_SUSPENDED -> format("The agreement %s is suspended from %s.", args);
            case DEVICE_NEVER_ONLINE -> format("The device %s was never online.", args);
            case DEVICE_OFFLINE -> format("The device %s is offline.", args);
            case DEVICE_TAMPERED -> format("The device %s was tampered with.", args);
            case DEVICE_FEED_SILENT -> format("Nobody knows whether the device %s works: its feed %s is silent.", args);
            case SHIFT_OF -> format("Officer %s did not come to the planned shift.", args);
            case DOOR_FORCED -> format("The door of the entrance %s was forced.", args);
            case PRESSED -> format("The buzzer of the entrance %s was pressed at %s, and nobody answered.", args);
            case REPORT -> format("Another report: %s, ", args) + String.join(", ", args.subList(1, args.size())) + ".";
            case CANARY -> "This is a check of the pipeline.";
            case WEAPON_SEEN -> "A weapon was seen" + place(args) + ".";
            case PANIC -> "A panic alarm was triggered" + place(args) + ".";
            case LATE -> format("The report itself gives the time %s, which is too old.", args);
            case FUTURE -> format("The report itself gives the time %s, which was in the future.", args);
            case SEALED -> format("The report itself gives the time %s, on a day that is sealed.", args);
            case CONFLICTING -> format("The report, of %s, has the id of another event.", args);
        };
    }

    private static String place(List<String> args) {
        return args.isEmpty() ? "" : " (" + args.get(0) + ")";
    }

    private static String format(String sentence, List<String> args) {
        return sentence.formatted(args.toArray());
    }
}
