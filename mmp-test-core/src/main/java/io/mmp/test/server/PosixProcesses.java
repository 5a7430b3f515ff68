package io.mmp.test.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code ps} and {@code lsof} tell on each POSIX system: of variables those that this library sets. */
record PosixProcesses() implements ProcessTable {

    private static final PosixTool PS = new PosixTool("ps");

    /** Linux tells the JDK the first 4,096 bytes of a command line. */
    private static final int CUT_SHORT = 4_000;

    private static final Pattern LINE = Pattern.compile("\\s*(\\d+)\\s+(.*)");

    /** A variable ends where the next one begins, since {@code ps} has no other mark between them. */
    private static final Pattern MARK = Pattern.compile("(?<= )(MMP_TEST_[A-Z]+)=(.*?)(?= [A-Za-z_][A-Za-z0-9_]*=|$)");

    private static final Pattern MILLIS = Pattern.compile("\\d{1,18}");

    /** On which the start of a process is based may move with the clock. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    @Override
    public Map<ProcessHandle, Map<String, String>> environments() {
        String self = System.getProperty("user.name", "");
        Map<ProcessHandle, Map<String, String>> all = new LinkedHashMap<>();
        forEachProcess((process, text) -> {
            Map<String, String> marks = new HashMap<>();
            Matcher mark = MARK.matcher(text);
            while (mark.find()) {
                marks.put(mark.group(1), mark.group(2));
            }
            if (!marks.isEmpty() || process.info().user().filter(self::equals).isPresent()) {
                all.put(process, marks);
            }
        });
        return all;
    }

    @Override
    public Stream<ProcessHandle> bearers(String variable, String value) {
        String entry = " " + variable + "=" + value + " ";
        Stream.Builder<ProcessHandle> found = Stream.builder();
        forEachProcess((process, text) -> {
            if ((text + " ").contains(entry)) {
                found.add(process);
            }
        });
        return found.build();
    }

    /** Visit each living process with its arguments and, where that may be seen, its environment. */
    private static void forEachProcess(BiConsumer<ProcessHandle, String> action) {
        for (String line : PS.lines("ax" + letter() + "ww", "-o", "pid=", "-o", "args=")) {
            Matcher columns = LINE.matcher(line);
            if (columns.matches()) {
                ProcessHandle.of(Long.parseLong(columns.group(1)))
                        .filter(ProcessHandle::isAlive)
                        .ifPresent(process -> action.accept(process, columns.group(2)));
            }
        }
    }

    /** Return the option that has {@code ps} write the environment of processes. */
    private static String letter() {
        return System.getProperty("os.name", "").startsWith("Mac") ? "E" : "e";
    }

    @Override
    public String commandLine(ProcessHandle process) {
        String known = process.info().commandLine().orElse("");
        return known.length() < CUT_SHORT
                ? known
                : String.join("\n", PS.lines("-ww", "-o", "args=", "-p", String.valueOf(process.pid())));
    }

    @Override
    public boolean belongsTo(long pid, long server, String cookie) {
        return isBelow(pid, server)
                || groupOf(pid).equals(String.valueOf(server))
                || bearers(Sentinel.COOKIE, cookie).anyMatch(process -> process.pid() == pid);
    }

    private static boolean isBelow(long pid, long ancestor) {
        for (@Nullable ProcessHandle process = ProcessHandle.of(pid).orElse(null);
                process != null;
                process = process.parent().orElse(null)) {
            if (process.pid() == ancestor) {
                return true;
            }
        }
        return false;
    }

    private static String groupOf(long pid) {
        List<String> lines = PS.lines("-o", "pgid=", "-p", String.valueOf(pid));
        return lines.isEmpty() ? "" : lines.get(0).strip();
    }

    @Override
    public String startOf(long pid) {
        return start(pid).map(start -> String.valueOf(start.toEpochMilli())).orElse("");
    }

    @Override
    public boolean hasStart(long pid, String start) {
        return start(pid)
                .filter(actual -> MILLIS.matcher(start).matches()
                        && Duration.between(actual, Instant.ofEpochMilli(Long.parseLong(start)))
                                        .abs()
                                        .compareTo(CLOCK_TOLERANCE)
                                <= 0)
                .isPresent();
    }

    private static Optional<Instant> start(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().startInstant());
    }

    @Override
    public String namespace() {
        return "";
    }

    @Override
    public Map<String, String> inherited() {
        Map<String, String> variables = new TreeMap<>();
        String name = "";
        for (String line : new PosixTool("env").text(ISO_8859_1).lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0 && System.getenv().containsKey(line.substring(0, equals))) {
                name = line.substring(0, equals);
                variables.put(name, line.substring(equals + 1));
            } else {
                variables.computeIfPresent(name, (key, value) -> value + "\n" + line);
            }
        }
        return variables;
    }

    @Override
    public ListeningSockets sockets() {
        return new LsofSockets();
    }

    @Override
    public Stream<String> leader() {
        return Stream.empty();
    }

    @Override
    public String functions() {
        return "processes-portable.sh";
    }

    @Override
    public String script(String name) {
        return "letter=" + letter() + "\n" + ProcessTable.super.script(name);
    }
}
