package io.mmp.test.server;

import io.mmp.test.text.TextResource;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the operating system tells about processes. One that is gone by the time, or another user's, has nothing to tell. */
interface ProcessTable {

    /** Return that of this machine. */
    static ProcessTable current() {
        return ProcessPath.current() == ProcessPath.LINUX ? new LinuxProcesses() : new PosixProcesses();
    }

    /** Find the processes of this user, each with its variables, or at least those that this library sets. */
    Map<ProcessHandle, Map<String, String>> environments();

    /** Find the living processes that were started with this variable, one that this library sets. */
    Stream<ProcessHandle> bearers(String variable, String value);

    /** Return the whole command line, or an empty text. */
    String commandLine(ProcessHandle process);

    /** Tell whether a process is the server or one that it has started, or bears its cookie. */
    boolean belongsTo(long pid, long server, String cookie);

    /** Return digits that tell when a process has started; none when it is not there. */
    String startOf(long pid);

    /** Tell whether a process is there and has started then. */
    boolean hasStart(long pid, String start);

    /** Return digits that tell in what the process ids of this JVM are unique, if a machine may have several such. */
    String namespace();

    /** Return the variables of this JVM as it was started, each byte as one character; none if that is not known. */
    Map<String, String> inherited();

    /** Tell who listens. */
    ListeningSockets sockets();

    /** Return the words before a command that give it a session of its own, if there is such a command. */
    Stream<String> leader();

    /** Return the name of the resource with the shell functions that find processes. */
    String functions();

    /**
     * Return a shell script that may call these functions, without its comments: it is an argument, and of those that it is known by the JDK
     * reads 4,096 bytes.
     */
    default String script(String name) {
        return Stream.of(functions(), name)
                .flatMap(resource ->
                        TextResource.read(ProcessTable.class, resource).lines())
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
