package io.mmp.test.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A JVM that has a small disk, and ends in the way that its argument says; or one that runs on such a disk, or tries to have one. */
final class DiskMain {

    private DiskMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args[0].equals("write-in-working-directory")) {
            Files.writeString(Path.of("file").toAbsolutePath(), "written");
            return;
        }
        if (args[0].equals("try")) {
            try (SmallDisk disk = SmallDisk.ofSize(1)) {
                System.out.println(disk);
            } catch (FaultException e) {
                System.out.println(e.getMessage());
            }
            return;
        }
        SmallDisk disk = SmallDisk.ofSize(1 << 20);
        Files.writeString(disk.path().resolve("file"), "written");
        System.out.println(disk.path());
        switch (args[0]) {
            case "return" -> {}
            case "halt" -> Runtime.getRuntime().halt(0);
            case "wait" -> Thread.sleep(Duration.ofMinutes(5).toMillis());
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Return the command that runs it in a JVM like this one; it may be added to. */
    static List<String> command(String argument) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ArrayList<>(List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DiskMain.class.getName(),
                argument));
    }
}
