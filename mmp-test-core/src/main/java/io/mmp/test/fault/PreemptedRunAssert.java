package io.mmp.test.fault;

import io.mmp.test.fault.Attempt.End;
import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on work that was pre-empted.
 *
 * @since 0.1.0
 */
public class PreemptedRunAssert extends AbstractAssert<PreemptedRunAssert, PreemptedRun> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<PreemptedRun, PreemptedRunAssert> PREEMPTED_RUN =
            new InstanceOfAssertFactory<>(PreemptedRun.class, PreemptedRunAssert::new);

    private static final int SHOWN = 10;

    /** Assert on this run. */
    public PreemptedRunAssert(@Nullable PreemptedRun actual) {
        super(actual, PreemptedRunAssert.class);
    }

    /**
     * Verify that each attempt that was pre-empted left of its own accord before the notice was over.
     *
     * <pre>{@code
     * assertThat(withNotice(ofSeconds(2)).run(savesOnSigterm, point)).leftWithinNotice(); // passes
     * assertThat(withNotice(ofSeconds(2)).run(ignoresSigterm, point)).leftWithinNotice(); // fails
     * }</pre>
     */
    public PreemptedRunAssert leftWithinNotice() {
        isNotNull();
        if (actual.notice().isZero()) {
            failWithMessage(
                    "%nExpecting each attempt to leave within its notice, but there was none: use Preemption.withNotice");
        }
        List<Attempt> killed = actual.attempts().stream()
                .filter(attempt -> attempt.end() == End.KILLED)
                .toList();
        int preempted = actual.attempts().size() - 1;
        if (!killed.isEmpty()) {
            failWithMessage(
                    "%nExpecting each attempt to leave within its notice, but %s of %s did not:%n%s",
                    killed.size(),
                    Words.count(preempted, "attempt")
                            + (preempted == 1 ? " that was pre-empted" : " that were pre-empted"),
                    killed.stream()
                            .limit(SHOWN)
                            .map(attempt -> "  attempt %s was still running %s after SIGTERM and was killed. %s"
                                    .formatted(
                                            attempt.number(),
                                            Preemption.seconds(actual.notice()),
                                            Preemption.tail(attempt.output())))
                            .collect(Collectors.joining("\n")));
        }
        return myself;
    }

    /**
     * Verify that little work was done twice: that of the lines in which the pattern is found, at most so many were written by an earlier
     * attempt too.
     *
     * <p>A run that wrote no such line fails: nothing would have been judged.
     *
     * <pre>{@code
     * Pattern round = Pattern.compile("^round (\\d+)$");
     * assertThat(withNotice(ofSeconds(2)).run(savesOnSigterm, point)).redoesAtMost(0, round); // passes
     * assertThat(withoutNotice().run(savesEachTenthRound, point)).redoesAtMost(10, round); // passes
     * assertThat(withNotice(ofSeconds(2)).run(ignoresSigterm, point)).redoesAtMost(0, round); // fails
     * }</pre>
     *
     * @param progress its first group is what was done, if it has one, else all that it matches
     */
    public PreemptedRunAssert redoesAtMost(int most, Pattern progress) {
        isNotNull();
        Set<String> done = new HashSet<>();
        List<String> redone = new ArrayList<>();
        for (Attempt attempt : actual.attempts()) {
            Set<String> now = new HashSet<>();
            for (String line : attempt.output()) {
                Matcher found = progress.matcher(line);
                if (found.find()) {
                    String work = found.groupCount() > 0 ? found.group(1) : found.group();
                    now.add(work);
                    if (done.contains(work)) {
                        redone.add("'%s' in attempt %s".formatted(work, attempt.number()));
                    }
                }
            }
            done.addAll(now);
        }
        if (done.isEmpty()) {
            failWithMessage(
                    "%nExpecting at most %s to be done twice, but no line in which '%s' is found was written in %s",
                    most, progress, Words.count(actual.attempts().size(), "attempt"));
        }
        if (redone.size() > most) {
            failWithMessage(
                    "%nExpecting at most %s to be done twice, but %s %s (%s):%n%s",
                    most,
                    redone.size(),
                    redone.size() == 1 ? "was" : "were",
                    actual,
                    redone.stream().limit(SHOWN).map(line -> "  " + line).collect(Collectors.joining("\n"))
                            + (redone.size() > SHOWN ? "\n  and %s more".formatted(redone.size() - SHOWN) : ""));
        }
        return myself;
    }
}
