package io.mmp.test.server;

import io.mmp.test.Internal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the tests of this JVM have left behind and, where the environment allows it, ends processes that nobody ended.
 *
 * <p>Processes are ended only with {@code MMP_ENABLE_GLOBAL_KILL=1}, and each one is logged. They are those of managed servers: before
 * and after the run those whose JVM is gone, after a test those that it started, after the run all of this JVM. The servers of another
 * JVM that runs are left alone. With {@code MMP_GLOBAL_KILL_PATTERN} as well, a regular expression, every process of this user in whose
 * command line it is found is ended each time, whoever uses it.
 *
 * @since 0.1.0
 */
@Internal
public final class Leftovers {

    /** Set to 1 to have processes ended. */
    private static final String ENABLE = "MMP_ENABLE_GLOBAL_KILL";

    /** Names further processes to end. */
    private static final String PATTERN = "MMP_GLOBAL_KILL_PATTERN";

    private static final Logger LOG = System.getLogger(Leftovers.class.getName());
    private static final long SELF = ProcessHandle.current().pid();

    private static final Duration CLEAN_UP = Duration.ofSeconds(5);

    private final boolean enabled;
    private final @Nullable Pattern pattern;
    private final Set<Integer> portsBefore = ListeningPort.allOf(SELF);
    private final Map<Integer, String> portOwners = new TreeMap<>();
    private final List<Leak> ended = new ArrayList<>();

    private Leftovers(boolean enabled, @Nullable Pattern pattern) {
        this.enabled = enabled;
        this.pattern = pattern;
    }

    /**
     * Watch this JVM from now on, and end processes as far as these environment variables allow it.
     *
     * @throws IllegalArgumentException if the pattern is not a regular expression, or is found in everything
     */
    public static Leftovers watch(Map<String, String> environment) {
        String expression = environment.getOrDefault(PATTERN, "");
        boolean enabled = isEnabled(environment);
        return new Leftovers(enabled, enabled && !expression.isEmpty() ? compile(expression) : null);
    }

    /** Tell whether these environment variables allow that processes are ended. */
    public static boolean isEnabled(Map<String, String> environment) {
        return "1".equals(environment.get(ENABLE));
    }

    private static Pattern compile(String expression) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(PATTERN + " is not a regular expression: " + e.getMessage(), e);
        }
        if (pattern.matcher("").find()) {
            throw new IllegalArgumentException(
                    PATTERN + " is found in every command line and would end every process: '" + expression + "'");
        }
        return pattern;
    }

    /** End, where that is allowed, the servers of JVMs that are gone. */
    public void beforeRun() {
        end(FoundProcess::isOrphan);
    }

    /** Note what the test has left open and end, where that is allowed, the servers that it left behind. */
    public synchronized void afterTest(String test) {
        openPorts().forEach(port -> portOwners.putIfAbsent(port, test));
        ended.addAll(end(process -> process.isOurs() && process.owner().equals(test)));
    }

    /** End, where that is allowed, the servers of this JVM and of those that are gone. */
    public void afterRun() {
        end(process -> process.isOrphan() || process.isOurs());
    }

    private List<Leak> end(Predicate<FoundProcess> leftBehind) {
        List<Leak> leaks = new ArrayList<>();
        if (enabled) {
            FoundProcess.all().filter(leftBehind.or(this::matchesPattern)).forEach(process -> {
                String description = process.describe();
                LOG.log(Level.WARNING, "Ending {0}, started by {1}.", description, process.owner());
                process.end();
                if (leftBehind.test(process)) {
                    leaks.add(new Leak(Leak.Kind.PROCESS, description + ", ended after the test", process.owner()));
                }
            });
        }
        return leaks;
    }

    private boolean matchesPattern(FoundProcess process) {
        return pattern != null && process.matches(pattern);
    }

    /**
     * Return what the tests of this JVM have left behind until now: what is still there, and what was ended after a test.
     *
     * <p>A port on which this JVM listens is put down to the first test after which it was seen. What {@linkplain Owner#ofAllTests all
     * tests share} is left out until this JVM has ended.
     */
    public synchronized List<Leak> report() {
        List<Leak> leaks = new ArrayList<>(ended);
        FoundProcess.all().filter(FoundProcess::isOurs).forEach(process -> leaks.addAll(leaksOf(process)));
        openPorts()
                .forEach(port -> leaks.add(new Leak(
                        Leak.Kind.PORT,
                        "port " + port + " of this JVM",
                        portOwners.getOrDefault(port, Owner.UNKNOWN))));
        PrivateDirectory.open()
                .forEach((path, owner) -> leaks.add(new Leak(Leak.Kind.DIRECTORY, "directory " + path, owner)));
        leaks.removeIf(leak -> leak.owner().equals(Owner.JVM));
        return List.copyOf(leaks);
    }

    /**
     * Return what JVMs have left behind that have ended: nothing, unless what cleans up after a JVM has failed.
     *
     * <p>If that is still at work it has five seconds to finish.
     *
     * @param jvms the process ids of the JVMs
     */
    public static List<Leak> of(Collection<Long> jvms) {
        return of(jvms, CLEAN_UP);
    }

    static List<Leak> of(Collection<Long> jvms, Duration cleanUp) {
        Stream<ProcessHandle> leaving =
                Stream.concat(orphansOf(jvms).map(FoundProcess::handle), JvmDirectory.janitors(abandonedBy(jvms)));
        CompletableFuture.allOf(leaving.map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, cleanUp.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        List<Leak> leaks = new ArrayList<>();
        orphansOf(jvms).forEach(process -> leaks.addAll(leaksOf(process)));
        abandonedBy(jvms)
                .forEach(directory -> leaks.add(new Leak(
                        Leak.Kind.DIRECTORY, "directory " + directory, "process " + JvmDirectory.pidIn(directory))));
        return List.copyOf(leaks);
    }

    private static List<Path> abandonedBy(Collection<Long> jvms) {
        return JvmDirectory.abandonedBy(jvms, JvmDirectory.parent());
    }

    private static Stream<FoundProcess> orphansOf(Collection<Long> jvms) {
        return FoundProcess.all().filter(FoundProcess::isOrphan).filter(process -> jvms.contains(process.jvmPid()));
    }

    private static List<Leak> leaksOf(FoundProcess process) {
        long pid = process.handle().pid();
        List<Leak> leaks = new ArrayList<>();
        leaks.add(new Leak(Leak.Kind.PROCESS, process.describe(), process.owner()));
        ListeningPort.allOf(pid)
                .forEach(port -> leaks.add(
                        new Leak(Leak.Kind.PORT, "port %s of process %s".formatted(port, pid), process.owner())));
        return leaks;
    }

    private Set<Integer> openPorts() {
        Set<Integer> open = new TreeSet<>(ListeningPort.allOf(SELF));
        open.removeAll(portsBefore);
        open.removeAll(Owner.sharedPorts());
        return open;
    }
}
