package io.mmp.test.security;

import io.mmp.test.security.VulnerabilityAllowList.Entry;
import io.mmp.test.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on the report of a scanner. A report of nothing is refused by each of them.
 *
 * @since 0.1.0
 */
public class ScannerReportAssert extends AbstractAssert<ScannerReportAssert, ScannerReport> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<ScannerReport, ScannerReportAssert> SCANNER_REPORT =
            new InstanceOfAssertFactory<>(ScannerReport.class, ScannerReportAssert::new);

    private VulnerabilityAllowList allowed = VulnerabilityAllowList.empty();
    private Instant now = Instant.now();
    private Predicate<Vulnerability> judged = found -> true;
    private boolean worst;

    /** Start assertions, for AssertJ's soft assertions; others use {@link SecurityAssertions#assertThat(ScannerReport)}. */
    public ScannerReportAssert(@Nullable ScannerReport actual) {
        super(actual, ScannerReportAssert.class);
    }

    /** Let from now on pass what is allowed. */
    public ScannerReportAssert usingAllowList(VulnerabilityAllowList list) {
        allowed = list;
        return myself;
    }

    /** Judge from now on ages and days as if it were now this time. */
    public ScannerReportAssert usingNow(Instant time) {
        now = time;
        return myself;
    }

    /** Take from now on the worst of what the sources of a vulnerability say (CVSS scores of NVD, GitHub and others), instead of what the scanner has chosen. */
    public ScannerReportAssert usingWorstSource() {
        worst = true;
        return myself;
    }

    /** Judge from now on only what a newer version of the package mends. */
    public ScannerReportAssert usingFixableOnly() {
        judged = judged.and(found -> !found.fixedVersions().isEmpty());
        return myself;
    }

    /** Judge from now on only what has been known, or mended if the report says when, for this long or longer, and what has no date. */
    public ScannerReportAssert usingOlderThan(Duration age) {
        judged = judged.and(
                found -> found.since().isEmpty() || !found.since().get().isAfter(now.minus(age)));
        return myself;
    }

    /**
     * Verify that there is no vulnerability this bad or worse, of unknown severity, or allowed no more; and that the list of what is allowed has no entry that nothing needs.
     *
     * <pre>{@code
     * assertThat(ScannerReport.read(file)).hasNoneAtLeast(CRITICAL); // passes if the worst is HIGH
     * assertThat(ScannerReport.read(file)).hasNoneAtLeast(CRITICAL); // fails if one is CRITICAL or UNKNOWN, or nothing was scanned
     * }</pre>
     */
    public ScannerReportAssert hasNoneAtLeast(VulnerabilitySeverity severity) {
        requireScan();
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        List<Vulnerability> found = actual.vulnerabilities().stream()
                .filter(vulnerability -> severityOf(vulnerability).compareTo(severity) >= 0)
                .filter(judged)
                .filter(vulnerability -> !allowed.allows(vulnerability, today))
                .sorted(Comparator.comparing(this::severityOf).reversed())
                .toList();
        List<String> faults = new ArrayList<>();
        for (Entry entry : allowed.entries()) {
            boolean isNeeded = actual.vulnerabilities().stream()
                    .anyMatch(vulnerability -> vulnerability.names().contains(entry.id()));
            if (!isNeeded) {
                faults.add("'%s' is allowed, but was not found: take it off the list".formatted(entry.id()));
            } else if (entry.until().isBefore(today)) {
                faults.add("'%s' was allowed until %s (%s): mend it, or allow it anew"
                        .formatted(entry.id(), entry.until(), entry.reason()));
            }
        }
        if (!found.isEmpty() || !faults.isEmpty()) {
            failWithMessage(
                    "%nExpecting the %s to have no vulnerability of %s or worse, but %s of %s:%s%s",
                    actual,
                    severity,
                    found.isEmpty()
                            ? "the list of what is allowed is not right, with none"
                            : "there " + (found.size() == 1 ? "is 1" : "are " + found.size()),
                    actual.vulnerabilities().size(),
                    found.isEmpty() ? "" : table(found),
                    faults.stream()
                            .map(fault -> System.lineSeparator() + "  " + fault)
                            .collect(Collectors.joining()));
        }
        return myself;
    }

    /**
     * Verify that it is of this image: the digest of its manifest, its configuration, or in a registry.
     *
     * <pre>{@code
     * assertThat(report).isOfImage("sha256:4bcff6..."); // passes if that was scanned
     * assertThat(report).isOfImage("sha256:4bcff6..."); // fails if it is of the image of last week, or does not say
     * }</pre>
     */
    public ScannerReportAssert isOfImage(String digest) {
        requireScan();
        String wanted = digest.substring(digest.indexOf('@') + 1);
        if (!wanted.matches("sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})")) {
            throw new VulnerabilityException(
                    "A digest is sha256: and 64 digits of 0-9 and a-f, but not '%s': a tag may be of another image tomorrow."
                            .formatted(digest));
        }
        if (!actual.digests().contains(wanted)) {
            failWithMessage(
                    "%nExpecting the %s to be of the image %s, but %s",
                    actual,
                    wanted,
                    actual.digests().isEmpty()
                            ? "it names no digest: scan an image"
                            : "it is of " + String.join(", ", actual.digests()));
        }
        return myself;
    }

    /**
     * Verify that it was made at most this long ago: what became known since is not in it.
     *
     * <pre>{@code
     * assertThat(report).isNoOlderThan(Duration.ofDays(1)); // passes if it was made an hour ago
     * assertThat(report).isNoOlderThan(Duration.ofDays(1)); // fails if it was made last week, will be made tomorrow, or does not say
     * }</pre>
     */
    public ScannerReportAssert isNoOlderThan(Duration age) {
        requireScan();
        Instant created = actual.created().orElse(null);
        if (created == null) {
            failWithMessage(
                    "%nExpecting the %s to be no older than %s h, but it does not say when it was made",
                    actual, age.toHours());
        } else if (created.isAfter(now.plus(Duration.ofMinutes(5)))) {
            failWithMessage(
                    "%nExpecting the %s to be no older than %s h, but it was made at %s, which is to come",
                    actual, age.toHours(), created);
        } else if (created.isBefore(now.minus(age))) {
            failWithMessage(
                    "%nExpecting the %s to be no older than %s h, but it was made at %s, %s h ago: scan anew",
                    actual,
                    age.toHours(),
                    created,
                    Duration.between(created, now).toHours());
        }
        return myself;
    }

    private void requireScan() {
        isNotNull();
        if (!actual.emptiness().isEmpty()) {
            failWithMessage(
                    "%nExpecting the %s to be of something, but %s, so that nothing is judged",
                    actual, actual.emptiness());
        }
    }

    private VulnerabilitySeverity severityOf(Vulnerability found) {
        return worst ? found.worst() : found.severity();
    }

    private String table(List<Vulnerability> found) {
        return TextGrid.of(
                List.of("severity", "id", "package", "fixed in", "age", "place"),
                found.stream()
                        .map(vulnerability -> List.of(
                                severityOf(vulnerability).name(),
                                vulnerability.id(),
                                vulnerability.packageName() + " " + vulnerability.version(),
                                vulnerability.fixedVersions().isEmpty()
                                        ? "none"
                                        : String.join(", ", vulnerability.fixedVersions()),
                                vulnerability
                                        .since()
                                        .map(since -> Words.count(
                                                Duration.between(since, now).toDays(), "day"))
                                        .orElse("unknown"),
                                vulnerability.place()))
                        .toList());
    }
}
