package io.mmp.test.readiness;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts that a text gives nothing away. What is found is told with its line, kind and beginning; of secrets nothing is printed.
 *
 * <p>Secrets are found by what is sure to be one, not by how random they look: UUIDs, hashes, and images in base64 pass. Name those of your deployment by {@link #usingSecrets}.
 *
 * @since 0.1.0
 */
public class SafeTextAssert extends AbstractAssert<SafeTextAssert, SafeText> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<SafeText, SafeTextAssert> SAFE_TEXT =
            new InstanceOfAssertFactory<>(SafeText.class, SafeTextAssert::new);

    private final List<String> secrets = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();
    private final List<Pattern> allowed = new ArrayList<>();

    /** Start assertions, for AssertJ's soft assertions; others use {@link ReadinessAssertions#assertThat(SafeText)}. */
    public SafeTextAssert(@Nullable SafeText actual) {
        super(actual, SafeTextAssert.class);
    }

    /** Look from now on for these secrets too, also as they are written in URLs, JSON and headers (base64). */
    public SafeTextAssert usingSecrets(String... more) {
        secrets.addAll(Arrays.asList(more));
        return myself;
    }

    /** Look from now on for these names of hosts too, such as those of the services of a stack. */
    public SafeTextAssert usingInternalHosts(String... more) {
        hosts.addAll(Arrays.asList(more));
        return myself;
    }

    /** Let from now on pass what a pattern matches as a whole, such as {@code /tmp/uploads/.*}. */
    public SafeTextAssert usingAllowed(Pattern pattern) {
        allowed.add(pattern);
        return myself;
    }

    /**
     * Verify that the text has no stack trace, absolute path, secret, SQL or internal host in it, as what is sent to users must not.
     *
     * <pre>{@code
     * assertThat(SafeText.ofBody(answer)).leaksNothing(); // passes for {"error": "query must not be empty"}
     * assertThat(SafeText.ofBody(answer)).leaksNothing(); // fails for {"error": "java.lang.NullPointerException"}
     * }</pre>
     */
    public SafeTextAssert leaksNothing() {
        return leaksNo(EnumSet.allOf(LeakKind.class));
    }

    /**
     * Verify that the text has nothing of these kinds in it, such as a log no {@link LeakKind#SECRET}.
     *
     * <pre>{@code
     * assertThat(SafeText.ofLog("api", server)).leaksNo(LeakKind.SECRET); // passes for a log with stack traces
     * assertThat(SafeText.ofLog("api", server)).leaksNo(LeakKind.SECRET); // fails if it says postgresql://app:geheim@db/app
     * }</pre>
     */
    public SafeTextAssert leaksNo(LeakKind first, LeakKind... more) {
        return leaksNo(EnumSet.of(first, more));
    }

    private SafeTextAssert leaksNo(Set<LeakKind> kinds) {
        isNotNull();
        List<Leak> leaks = new LeakSearch(kinds, secrets, hosts, allowed).in(actual.text());
        if (!leaks.isEmpty()) {
            failWithMessage(
                    "%nExpecting the %s to give nothing away, but there %s:%s",
                    actual,
                    (leaks.size() == 1 ? "is " : "are ") + Words.count(leaks.size(), "leak"),
                    Listing.of(leaks.stream().map(Leak::toString).toList()));
        }
        return myself;
    }
}
