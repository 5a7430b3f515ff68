package io.mmp.test.examples.rag;

import io.mmp.test.server.ServerSpec;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes a service of this package as a process: a JVM with the class path of this one, in a locale that knows ASCII alone. */
final class JavaProcess {

    private JavaProcess() {}

    /** Describe a process that runs the class with its port as the argument. */
    static ServerSpec of(String name, Class<?> main) {
        List<String> command = Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-Dsun.net.httpserver.nodelay=true",
                        // Native libraries are unpacked there; the directory goes with the server, whose own it is.
                        "-Djava.io.tmpdir=.",
                        main.getName(),
                        "{port}")
                .toList();
        return ServerSpec.of(name, command.toArray(String[]::new))
                .withEnvironment(Map.of("CLASSPATH", classPath(), "LC_ALL", "C"));
    }

    /** Return the entries of this JVM's class path, absolute: the process has a working directory of its own. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
