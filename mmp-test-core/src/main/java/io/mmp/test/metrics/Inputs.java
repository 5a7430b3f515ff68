package io.mmp.test.metrics;

import io.mmp.test.server.Leftovers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What JVMs, JaCoCo and the leak check left in some directories.
 *
 * @param jvms what each JVM wrote, in {@code tests.*.json}
 * @param coverage the coverage of each group and of {@code total}, the sum of all its files {@code coverage.<group>.xml}
 * @param leaks what was left behind, as {@code leaks.*.json} say and as is found after the end of the JVMs
 */
record Inputs(List<JvmMetrics> jvms, Map<String, Coverage> coverage, List<String> leaks) {

    private static final Pattern TESTS = Pattern.compile("tests\\..+\\.json");
    private static final Pattern COVERAGE = Pattern.compile("coverage\\.(.+)\\.xml");
    private static final String LEAKS_SCHEMA = "1";
    private static final Pattern LEAKS = Pattern.compile("leaks\\..+\\.json");

    /**
     * Read the files of directories and of those below them.
     *
     * @throws MetricsException if a directory is missing, a file cannot be read, or the files of two runs are mixed
     */
    static Inputs read(List<Path> directories) {
        List<Path> files = directories.stream()
                .flatMap(directory -> filesBelow(directory).stream())
                .map(file -> file.toAbsolutePath().normalize())
                .distinct()
                .sorted()
                .toList();
        Map<Path, JvmMetrics> jvms = new TreeMap<>();
        matching(TESTS, files).forEach(file -> jvms.put(file, JvmMetrics.read(file)));
        if (jvms.isEmpty()) {
            throw new MetricsException("No file tests.*.json is in %s. Was %s set when the tests ran?"
                    .formatted(
                            String.join(
                                    ", ",
                                    directories.stream().map(Path::toString).toList()),
                            GroupMetricsListener.DIRECTORY));
        }
        requireOneRun(jvms);
        return new Inputs(
                List.copyOf(jvms.values()),
                coverageOf(files),
                Stream.concat(matching(LEAKS, files).flatMap(Inputs::leaksIn), leaksOf(jvms.values()).stream())
                        .toList());
    }

    /** Return the groups of all JVMs. */
    Set<String> groups() {
        Set<String> groups = new TreeSet<>();
        jvms.forEach(jvm -> groups.addAll(jvm.times().keySet()));
        tests().forEach(test -> groups.add(test.group()));
        return groups;
    }

    /** Return the merged figures of one group, which has no test if no JVM has one. */
    GroupMetrics metricsOf(String group) {
        return GroupMetrics.of(
                group,
                tests().filter(test -> test.group().equals(group)).toList(),
                jvms.stream()
                        .map(jvm -> jvm.times().getOrDefault(group, Times.NONE))
                        .reduce(Times.NONE, Times::plus),
                coverage.get(group),
                jvms.stream().mapToDouble(jvm -> jvm.falseAlarmOf(group)).sum());
    }

    /** Return the merged figures of all groups. */
    GroupMetrics total() {
        return GroupMetrics.of(
                Groups.TOTAL,
                tests().toList(),
                jvms.stream().flatMap(jvm -> jvm.times().values().stream()).reduce(Times.NONE, Times::plus),
                coverage.get(Groups.TOTAL),
                jvms.stream()
                        .flatMap(jvm -> jvm.falseAlarms().values().stream())
                        .mapToDouble(Double::doubleValue)
                        .sum());
    }

    private Stream<TestResult> tests() {
        return jvms.stream().flatMap(jvm -> jvm.tests().stream());
    }

    /** A JVM cannot tell what outlives it, so it is looked for now. */
    private static List<String> leaksOf(Collection<JvmMetrics> jvms) {
        return Leftovers.of(jvms.stream().map(JvmMetrics::pid).toList()).stream()
                .map(leak -> describe(leak.what(), leak.owner()))
                .toList();
    }

    private static Stream<String> leaksIn(Path file) {
        return Tree.read(file, LEAKS_SCHEMA).list("leaks").stream()
                .map(leak -> describe(leak.text("what"), leak.text("owner")));
    }

    private static String describe(String leak, String owner) {
        return leak + " of " + owner;
    }

    private static List<Path> filesBelow(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new MetricsException("Directory %s does not exist.".formatted(directory));
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(Files::isRegularFile).toList();
        } catch (IOException | UncheckedIOException e) {
            throw new MetricsException("Directory %s cannot be read (%s).".formatted(directory, e.getMessage()), e);
        }
    }

    private static Stream<Path> matching(Pattern name, List<Path> files) {
        return files.stream().filter(file -> matcher(name, file).matches());
    }

    private static Matcher matcher(Pattern name, Path file) {
        return name.matcher(file.getFileName().toString());
    }

    private static Map<String, Coverage> coverageOf(List<Path> files) {
        Map<String, Coverage> coverage = new HashMap<>();
        for (Path file : files) {
            Matcher name = matcher(COVERAGE, file);
            if (name.matches()) {
                coverage.merge(name.group(1), JacocoXml.read(file), Coverage::plus);
            }
        }
        return coverage;
    }

    /** Refuse a test that two JVMs ran: it would count twice, and a group that was not run this time would pass. */
    private static void requireOneRun(Map<Path, JvmMetrics> jvms) {
        record Key(String directory, String id) {}
        Map<Key, Path> seen = new HashMap<>();
        jvms.forEach((file, jvm) -> jvm.tests().forEach(test -> {
            Path other = seen.put(new Key(jvm.directory(), test.id()), file);
            if (other != null) {
                throw new MetricsException(
                        "Test %s of %s is in both %s and %s: remove the files of an earlier run, and judge different runs apart."
                                .formatted(test.test(), jvm.directory(), other, file));
            }
        }));
    }
}
