package io.mmp.test.feast.parity;

import io.mmp.test.feast.view.Required;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many values or rows may be missing or wrong, and why. */
final class Allowance {

    private final List<String> reasons = new ArrayList<>();
    private long allowed;

    /**
     * Allow so many more.
     *
     * @throws IllegalArgumentException if the count is less than one, or the reason is null or blank
     */
    void add(int count, String reason) {
        if (count < 1 || Required.given(reason, "The reason").isBlank()) {
            throw new IllegalArgumentException(
                    "Allowing %s exceptions needs a positive count and a reason, not '%s'.".formatted(count, reason));
        }
        allowed += count;
        reasons.add(count + " (" + reason + ")");
    }

    /** Return the message of an assertion for which a report has more that is wrong, everything, or nothing that could be judged. */
    Optional<String> failure(ParityReport report) {
        boolean isAllWrong = report.wrong() == report.compared();
        if (report.wrong() <= allowed && !isAllWrong && report.unjudged().isEmpty()) {
            return Optional.empty();
        }
        String everything = isAllWrong && report.wrong() <= allowed ? ", but not that everything is wrong" : "";
        return Optional.of(ParityText.failure(report)
                + (reasons.isEmpty() ? "" : "%nAllowed: %s%s".formatted(String.join(", ", reasons), everything)));
    }
}
