package io.mmp.test.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.server.PrivateDirectory;
import io.mmp.test.text.TextResource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory, mounted at the path that all processes use: by root for all to see, who then may be servers of other users;
 * else, where the kernel lets ordinary users, in a namespace of a process of its own.
 */
final class DiskMount implements AutoCloseable {

    private static final String SCRIPT = TextResource.read(DiskMount.class, "smalldisk.sh");

    /** Only kept: a process whose standard input nobody refers to is given the end of file. */
    private static final Set<DiskMount> OPEN = ConcurrentHashMap.newKeySet();

    private final PrivateDirectory directory;
    private final Path path;
    private final @Nullable Process holder; // none of a mount that all see
    private boolean closed;

    private DiskMount(PrivateDirectory directory, Path path, @Nullable Process holder) {
        this.directory = directory;
        this.path = path;
        this.holder = holder;
    }

    /**
     * Mount one.
     *
     * @throws FaultException if this machine does not let us; the message has what it says
     */
    static DiskMount of(long bytes, int inodes) {
        PrivateDirectory directory = PrivateDirectory.create("disk");
        try {
            List<String> complaints = new ArrayList<>();
            DiskMount mount = forAll(directory, bytes, inodes, complaints);
            if (mount == null) {
                mount = inNamespace(directory, bytes, inodes, complaints);
            }
            if (mount == null) {
                throw new FaultException(
                        "No small disk can be mounted here: %s. Run the test as root, or where the kernel allows user namespaces."
                                .formatted(String.join("; ", complaints)));
            }
            OPEN.add(mount);
            return mount;
        } catch (RuntimeException | Error failure) {
            directory.close();
            throw failure;
        }
    }

    private static @Nullable DiskMount forAll(
            PrivateDirectory directory, long bytes, int inodes, List<String> complaints) {
        String options = "size=%s,nr_inodes=%s,mode=1777".formatted(bytes, inodes);
        Answer answer = run(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                options,
                "mmp-test-disk",
                directory.path().toString());
        complaints.addAll(answer.complaint());
        return answer.isGood() ? new DiskMount(directory, directory.path(), null) : null;
    }

    private static @Nullable DiskMount inNamespace(
            PrivateDirectory directory, long bytes, int inodes, List<String> complaints) {
        String place = directory.path().toString();
        ProcessBuilder builder = command(List.of(
                "setsid",
                "unshare",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                SCRIPT,
                "mmp-test-disk",
                place,
                Long.toString(bytes),
                Integer.toString(inodes)));
        try {
            Process holder = builder.start();
            BufferedReader output = holder.inputReader(UTF_8);
            String line = output.readLine();
            if (line == null || !line.startsWith("ready ")) {
                complaints.add("unshare: " + (line == null ? "ended with code " + holder.waitFor() : line));
                holder.destroyForcibly();
                return null;
            }
            Path seen = Path.of("/proc", line.substring("ready ".length()), "root" + place, "disk");
            Path path = Files.createSymbolicLink(directory.path().resolve("disk"), seen);
            DiskMount mount = new DiskMount(directory, path, holder);
            if (!Files.isWritable(path)) {
                mount.end();
                complaints.add("unshare: " + seen + " cannot be written");
                Files.delete(path);
                return null;
            }
            return mount;
        } catch (IOException e) {
            complaints.add("setsid was not found in PATH");
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException("Interrupted while a small disk was mounted.", e);
        }
    }

    Path path() {
        return path;
    }

    /** Unmount it; what is still open there lives until it is closed. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        end();
        OPEN.remove(this);
        directory.close();
    }

    private void end() {
        if (holder == null) {
            run("umount", "-l", path.toString()).complaint().forEach(complaint -> {
                throw new FaultException("The small disk at %s could not be unmounted: %s.".formatted(path, complaint));
            });
            return;
        }
        holder.destroyForcibly();
        holder.onExit().join();
    }

    private static Answer run(String... words) {
        try {
            Process process = command(List.of(words)).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return new Answer(process.waitFor(), output.lines().findFirst().orElse(words[0] + " failed"));
        } catch (IOException e) {
            return new Answer(-1, words[0] + " was not found in PATH");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException("Interrupted in " + words[0] + ".", e);
        }
    }

    private static ProcessBuilder command(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    /** How a command ended, and the first line that it said. */
    private record Answer(int code, String line) {

        boolean isGood() {
            return code == 0;
        }

        List<String> complaint() {
            return isGood() ? List.of() : List.of(line.replaceAll("\\.$", ""));
        }
    }
}
