package io.mmp.test.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Linux tells in {@code /proc}. */
record LinuxProcesses() implements ProcessTable {

    @Override
    public Map<ProcessHandle, Map<String, String>> environments() {
        Map<ProcessHandle, Map<String, String>> all = new LinkedHashMap<>();
        ProcessHandle.allProcesses().forEach(process -> {
            Map<String, String> environment = environment(process.pid());
            if (!environment.isEmpty()) {
                all.put(process, environment);
            }
        });
        return all;
    }

    private static Map<String, String> environment(long pid) {
        return Stream.of(Proc.environment(pid).split("\0", -1))
                .map(variable -> variable.split("=", 2))
                .filter(variable -> variable.length == 2)
                .collect(Collectors.toMap(variable -> variable[0], variable -> variable[1], (first, second) -> second));
    }

    @Override
    public Stream<ProcessHandle> bearers(String variable, String value) {
        String entry = variable + "=" + value;
        return ProcessHandle.allProcesses()
                .filter(process ->
                        List.of(Proc.environment(process.pid()).split("\0", -1)).contains(entry));
    }

    /** What the JDK knows of it ends after 4,096 bytes, which the class path of a JVM may fill. */
    @Override
    public String commandLine(ProcessHandle process) {
        return Proc.commandLine(process.pid());
    }

    @Override
    public boolean belongsTo(long pid, long server, String cookie) {
        return Proc.session(pid).equals(String.valueOf(server))
                || Proc.environment(pid).contains(Sentinel.COOKIE + "=" + cookie);
    }

    @Override
    public String startOf(long pid) {
        return Proc.startTime(pid);
    }

    @Override
    public boolean hasStart(long pid, String start) {
        return ProcessHandle.of(pid).isPresent() && Proc.startTime(pid).equals(start);
    }

    @Override
    public String namespace() {
        return Proc.target(Proc.of(ProcessHandle.current().pid()).resolve("ns/pid"))
                .replaceAll("\\D", "");
    }

    @Override
    public Map<String, String> inherited() {
        Map<String, String> variables = new TreeMap<>();
        for (String variable :
                Proc.environmentBytes(ProcessHandle.current().pid()).split("\0", -1)) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                variables.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return variables;
    }

    @Override
    public ListeningSockets sockets() {
        return new LinuxSockets();
    }

    @Override
    public Stream<String> leader() {
        return Stream.of("setsid");
    }

    @Override
    public String functions() {
        return "processes-linux.sh";
    }
}
