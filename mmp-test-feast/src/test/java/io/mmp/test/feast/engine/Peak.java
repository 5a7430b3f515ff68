package io.mmp.test.feast.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The most memory that a process of a cluster has had in RAM. */
record Peak(String name, long megabytes) {

    /** Return those of the Thrift server and the executors. */
    static List<Peak> of(LocalSpark spark) throws IOException {
        List<Peak> peaks = new ArrayList<>();
        peaks.add(of("the driver", spark.servers().get(0).pid()));
        for (ProcessHandle executor : spark.executors()) {
            peaks.add(of("an executor", executor.pid()));
        }
        return peaks;
    }

    private static Peak of(String name, long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/%s/status".formatted(pid)))) {
            return new Peak(
                    name,
                    lines.filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                            .sum());
        }
    }
}
