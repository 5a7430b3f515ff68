package io.mmp.test.feast.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Starts a cluster, prints its processes and their directories, and waits to be killed. */
final class SparkOwnerMain {

    private SparkOwnerMain() {}

    /** Print the number and the directory of a process a line, and then an empty one. */
    public static void main(String[] args) throws IOException {
        try (LocalSpark spark = LocalSpark.onCluster(1, "512m")) {
            spark.awaitExecutors(1);
            for (ProcessHandle process : spark.processes()) {
                System.out.println(
                        process.pid() + " " + Files.readSymbolicLink(Path.of("/proc/%s/cwd".formatted(process.pid()))));
            }
            System.out.println();
            System.in.read();
        }
    }
}
