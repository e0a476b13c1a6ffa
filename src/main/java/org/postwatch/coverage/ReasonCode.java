package org.postwatch.coverage;

import org.postwatch.text.WireName;

/** Every reason of a state or an incident that Postwatch gives. Its arguments are listed at each code, in their order. */
public enum ReasonCode implements WireName {
    /** The badge of an officer who covers the post; {@code agreement ID} if the officer's agency is here by an agreement. */
    COVERED_BY,
    /** The id of the exemption by which an officer of another kind fills the post. */
    EXCEPTION,
    /** The badge of an officer whose presence may have ended: the feed that would report it is silent. */
    PRESENCE_DOUBTFUL,
    /** The badge, and the post that the officer fills. */
    FILLS_OTHER_POST,
    /** The badge, and since when. */
    CALLED_AWAY,
    /** The officers who count and those who are required, as {@code 1 of 2}. */
    TOO_FEW,
    NOBODY_PRESENT,
    /** The feed, and since when. */
    FEED_SILENT,
    /** The badge of an officer who is not employed at the time. */
    OFF_ROSTER,
    /** The badge, and the kind of officer. */
    KIND_NOT_ACCEPTED,
    /** The badge, and the credential. */
    CREDENTIAL_MISSING,
    /** The badge, the credential, and when it expired. */
    CREDENTIAL_EXPIRED,
    /** The badge of an officer with several duties who did not state one. */
    DUTY_UNKNOWN,
    /** The badge, and the duty. */
    OTHER_DUTY,
    /** The badge, and the affiliation. */
    DISQUALIFYING_AFFILIATION,
    /** The badge, and the agency. */
    NO_AGREEMENT,
    /** The badge, the agreement, and why it is not in force. */
    AGREEMENT_NOT_IN_FORCE,
    /** The agreement, and its end. */
    AGREEMENT_LAPSING,
    /** The agreement, and the start of its suspension. */
    AGREEMENT_SUSPENDED,
    /** The device. */
    DEVICE_NEVER_ONLINE,
    /** The device. */
    DEVICE_OFFLINE,
    /** The device. */
    DEVICE_TAMPERED,
    /** The device, and its feed. */
    DEVICE_FEED_SILENT,
    /** The badge of an officer whose shift is planned. */
    SHIFT_OF,
    /** The entrance. */
    DOOR_FORCED,
    /** The entrance, and when the buzzer was pressed. */
    PRESSED,
    /** The incident, the place if one is named, and the time of another urgent report. */
    REPORT,
    CANARY,
    /** The device, if one is named. */
    WEAPON_SEEN,
    /** The location, if one is named. */
    PANIC,
    /** The time of an urgent event that is too old. */
    LATE,
    /** The time of an urgent event that lies in the future. */
    FUTURE,
    /** The time of an urgent event whose day is sealed. */
    SEALED,
    /** The time of an urgent event whose id another event has. */
    CONFLICTING;

    /** @throws IllegalArgumentException when no code has that wire name */
    public static ReasonCode of(String wireName) {
        return WireName.find(ReasonCode.class, wireName)
                .orElseThrow(() -> new IllegalArgumentException("no reason has the code '" + wireName + "'"));
    }
}
