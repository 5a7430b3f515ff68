package io.mmp.test.security;

import io.mmp.test.text.Words;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts that there are no secrets in what is to be published. What is found is told with its kind, place, length and, of long ones, four characters and a digest: the secret is never printed.
 *
 * @since 0.1.0
 */
public class SecretScanAssert extends AbstractAssert<SecretScanAssert, SecretScan> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<SecretScan, SecretScanAssert> SECRET_SCAN =
            new InstanceOfAssertFactory<>(SecretScan.class, SecretScanAssert::new);

    private static final int SHOWN = 10;

    private @Nullable SecretAllowList allowed;

    /** Start assertions, for AssertJ's soft assertions; others use {@link SecurityAssertions#assertThat(SecretScan)}. */
    public SecretScanAssert(@Nullable SecretScan actual) {
        super(actual, SecretScanAssert.class);
    }

    /** Let from now on pass the values of this list, in place of the list before. */
    public SecretScanAssert usingAllowed(SecretAllowList list) {
        allowed = list;
        return myself;
    }

    /**
     * Verify that there is no secret but those allowed, that all was judged, and that each allowed value is still there.
     *
     * <pre>{@code
     * assertThat(SecretScan.of(Path.of("deploy"))).hasNoSecrets(); // passes with DB_PASSWORD=${DB_PASSWORD}
     * assertThat(SecretScan.of(Path.of("deploy"))).hasNoSecrets(); // fails with a password in its place, or with an archive that cannot be unpacked
     * }</pre>
     */
    public SecretScanAssert hasNoSecrets() {
        isNotNull();
        SecretReport report = (allowed == null ? actual : actual.withAllowed(allowed)).report();
        if (report.files() == 0 && report.unjudged().isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to have no secrets, but there was no file to be judged. Name what is published.",
                    actual);
        }
        String offenders = list(Words.count(report.findings().size(), "secret"), report.findings())
                + list("not judged", report.unjudged())
                + list("allowed, but found nowhere (take it off the list)", report.stale());
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to have no secrets, but of %s:%s%s",
                    actual,
                    Words.count(report.files(), "file"),
                    offenders,
                    report.findings().isEmpty()
                            ? ""
                            : "%nTake each out, and make it anew where others could have seen it; one that is none goes to the allow-list by its digest (SecretAllowList.digestOf)."
                                    .formatted());
        }
        return myself;
    }

    /**
     * Verify that a value is found, as the control of a scan: a secret that the test has planted.
     *
     * <pre>{@code
     * assertThat(SecretScan.ofImage("app:1")).finds(planted); // passes if it is in one of the layers
     * assertThat(SecretScan.ofImage("app:1")).finds(planted); // fails if it is nowhere, or looks like none
     * }</pre>
     */
    public SecretScanAssert finds(String value) {
        isNotNull();
        String digest = SecretAllowList.digestOf(value);
        SecretReport report = (allowed == null ? actual : actual.withAllowed(allowed)).report();
        if (Stream.concat(report.findings().stream(), report.allowed().stream())
                .noneMatch(finding -> finding.digest().equals(digest))) {
            failWithMessage(
                    "%nExpecting the scan of %s to find the value with the digest %s, but of %s it found %s:%s",
                    actual,
                    digest,
                    Words.count(report.files(), "file"),
                    Words.count(report.findings().size(), "other secret"),
                    list("found", report.findings()) + list("not judged", report.unjudged()));
        }
        return myself;
    }

    private static String list(String heading, List<?> offenders) {
        if (offenders.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("%n%s:".formatted(heading));
        offenders.stream()
                .limit(SHOWN)
                .forEach(each -> text.append("%n  ".formatted()).append(each));
        if (offenders.size() > SHOWN) {
            text.append("%n  and %s more".formatted(offenders.size() - SHOWN));
        }
        return text.toString();
    }
}
