package io.mmp.test.metrics;

import static io.mmp.test.text.Words.count;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The command line of {@link MetricsGuard}. */
final class GuardCommand {

    static final String USAGE = """
            Usage: java -cp mmp-test-core.jar io.mmp.test.metrics.MetricsGuard [option value]... directory...
            Reads tests.*.json, coverage.*.xml and leaks.*.json in the directories and below them.

              --out DIRECTORY                  where metrics.*.json and metrics.html go (the first directory)
              --groups NAME,NAME,...           the groups that must have tests (unit,integration,e2e)
              --max-failures NUMBER            failed tests of each group (0)
              --max-skips PERCENT              skip rate that each group must stay below (15%)
              --forbid-skip CODE,CODE,...      reasons for which no test may be skipped here, such as no-gpu,no-docker; repeatable
              --max-time [GROUP=]DURATION      time of one group or of all, such as unit=90s or 10m; repeatable
              --min-coverage [GROUP=]PERCENT   lines covered by one group or by all, such as unit=80%; repeatable
              --max-false-alarms [GROUP=]PERCENT  chance that statistical assertions of one group or of all fail by accident,
                                               such as 5%; repeatable
              --max-leaks NUMBER               things left behind (0)
              --baseline FILE                  the metrics.total.json of an earlier run
              --max-slowdown PERCENT           more time than the baseline, of each group (25%)
              --max-skips-rise PERCENT         points of skip rate above the baseline, of each group (1%)
              --max-coverage-drop PERCENT      points of coverage below the baseline, of each group and of all (1%)

            Exits with 0 if all limits are kept, with 1 if one is not, with 2 if the arguments or files cannot be used.
            """;

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)%");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final String HINT = "; --help lists the options.";

    private final List<Path> directories = new ArrayList<>();
    private Limits limits = Limits.defaults();
    private @Nullable Path baseline;
    private @Nullable Path target;

    private GuardCommand(Iterator<String> arguments) {
        List<Option> options = new ArrayList<>();
        while (arguments.hasNext()) {
            String argument = arguments.next();
            if (!argument.startsWith("-")) {
                directories.add(Path.of(argument));
            } else if (arguments.hasNext()) {
                options.add(new Option(argument, arguments.next()));
            } else {
                throw new MetricsException("Option %s needs a value%s".formatted(argument, HINT));
            }
        }
        // Other options are checked against the groups.
        options.sort(Comparator.comparing(option -> !option.name.equals("--groups")));
        for (Option option : options) {
            try {
                set(option);
            } catch (IllegalArgumentException e) {
                throw new MetricsException("Option %s: %s.".formatted(option.name, e.getMessage()), e);
            }
        }
    }

    /** Return the exit code. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.equals(List.of("--help"))) {
            out.print(USAGE);
            return 0;
        }
        try {
            return new GuardCommand(arguments.iterator()).judge(out);
        } catch (MetricsException e) {
            err.println(e.getMessage());
            return 2;
        }
    }

    private int judge(PrintStream out) {
        if (directories.isEmpty()) {
            throw new MetricsException("No directory is given" + HINT);
        }
        MetricsGuard guard = MetricsGuard.of(directories.toArray(Path[]::new)).withLimits(limits);
        MetricsReport report = (baseline == null ? guard : guard.withBaseline(baseline)).check();
        report.writeTo(target == null ? directories.get(0) : target);
        out.print(report.table());
        report.violations().forEach(out::println);
        out.println(
                report.isPassed()
                        ? "All limits are kept."
                        : count(report.violations().size(), "violation") + ".");
        return report.isPassed() ? 0 : 1;
    }

    private void set(Option option) {
        switch (option.name) {
            case "--out" -> target = Path.of(option.value);
            case "--baseline" -> baseline = Path.of(option.value);
            case "--groups" -> limits = limits.withGroups(option.value.split(",", -1));
            case "--max-failures" -> limits = limits.withFailures(option.number());
            case "--max-skips" -> limits = limits.withSkipRate(percentIn(option.value));
            case "--forbid-skip" -> limits = limits.withForbiddenSkips(option.value.split(",", -1));
            case "--max-time" -> limits = limits.withTime(option.group(), durationIn(option.ofGroup()));
            case "--min-coverage" -> limits = limits.withCoverage(option.group(), percentIn(option.ofGroup()));
            case "--max-false-alarms" -> limits = limits.withFalseAlarms(option.group(), percentIn(option.ofGroup()));
            case "--max-leaks" -> limits = limits.withLeaks(option.number());
            case "--max-slowdown" -> limits = limits.withSlowdown(percentIn(option.value));
            case "--max-skips-rise" -> limits = limits.withSkipRateRise(percentIn(option.value));
            case "--max-coverage-drop" -> limits = limits.withCoverageDrop(percentIn(option.value));
            default -> throw new MetricsException("Unknown option %s%s".formatted(option.name, HINT));
        }
    }

    private static double percentIn(String text) {
        return new BigDecimal(match(PERCENT, text, "a percentage such as 15%").group(1))
                .movePointLeft(2)
                .doubleValue();
    }

    private static Duration durationIn(String text) {
        Matcher duration = match(DURATION, text, "a duration such as 500ms, 90s, 10m or 1h");
        long amount = Long.parseLong(duration.group(1));
        return switch (duration.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static Matcher match(Pattern pattern, String text, String description) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'%s' is not %s".formatted(text, description));
        }
        return matcher;
    }

    private record Option(String name, String value) {

        int number() {
            return Integer.parseInt(match(NUMBER, value, "a number such as 3").group());
        }

        String group() {
            int end = value.indexOf('=');
            return end < 0 ? Groups.TOTAL : value.substring(0, end);
        }

        String ofGroup() {
            return value.substring(value.indexOf('=') + 1);
        }
    }
}
