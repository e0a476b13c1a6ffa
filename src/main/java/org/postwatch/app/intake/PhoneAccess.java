package org.postwatch.app.intake;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessKind;
import org.postwatch.access.AccessTable;
import org.postwatch.access.EnrolmentCode;
import org.postwatch.checkin.CheckInPlace;
import org.postwatch.checkin.http.CheckInCampus;
import org.postwatch.checkin.http.CheckInDirectory;

/**
 * What the pages of check-in know: phones of the plans in force, and PINs and sheets of granted access. Safe for threads.
 *
 * @param isCurrent whether plans and access are read to their end
 */
record PhoneAccess(PhonePlans plans, AccessTable access, BooleanSupplier isCurrent) implements CheckInDirectory {
    private static final Comparator<AccessGrant> NEWEST =
            Comparator.comparing(AccessGrant::grantedAt).thenComparing(AccessGrant::id);

    @Override
    public boolean isReady() {
        return plans.isReady() && isCurrent.getAsBoolean();
    }

    @Override
    public Optional<CheckInCampus> campus(CheckInPlace place) {
        return plans.campus(place);
    }

    @Override
    public boolean mayReport(CheckInCampus campus, String badge, Instant now) {
        return plans.mayReport(campus.place(), badge, now);
    }

    @Override
    public Optional<String> sheet(CheckInPlace place, String code, Instant now) {
        return access.ofToken(AccessKind.SHEET, code, now).stream()
                .filter(sheet -> sheet.district().equals(place.district())
                        && sheet.subject().equals(place.campus()))
                .map(AccessGrant::id)
                .findFirst();
    }

    @Override
    public boolean isSheetValid(CheckInPlace place, String grant, Instant now) {
        return access.ofSubject(AccessKind.SHEET, place.district(), place.campus(), now).stream()
                .anyMatch(sheet -> sheet.id().equals(grant));
    }

    @Override
    public Optional<OfficerPin> pin(String district, String badge, Instant now) {
        return access.ofSubject(AccessKind.PIN, district, badge, now).stream()
                .max(NEWEST)
                .map(grant -> new OfficerPin(grant.id(), grant.tokenHash()));
    }

    @Override
    public Optional<String> pinCode(String district, String badge, String code, Instant now) {
        return EnrolmentCode.parse(code)
                .flatMap(typed -> access.ofCode(AccessKind.PIN_CODE, typed, now))
                .filter(grant ->
                        grant.district().equals(district) && grant.subject().equals(badge))
                .map(AccessGrant::id);
    }
}
