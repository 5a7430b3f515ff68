package io.mmp.test.container;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a container that was ready to serve is reached; written to a file for the JVMs that attach later.
 *
 * @param id its id
 * @param host the host of its published ports
 * @param ports the host's port for each port of the container
 */
record RunningContainer(String id, String host, SortedMap<Integer, Integer> ports) {

    /** Return what the file says, or nothing if there is none or it is of no use. */
    static Optional<RunningContainer> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            SortedMap<Integer, Integer> ports = new TreeMap<>();
            for (String key : properties.stringPropertyNames()) {
                if (key.startsWith("port.")) {
                    ports.put(
                            Integer.valueOf(key.substring("port.".length())),
                            Integer.valueOf(properties.getProperty(key)));
                }
            }
            return Optional.of(
                    new RunningContainer(properties.getProperty("id", ""), properties.getProperty("host", ""), ports));
        } catch (NoSuchFileException notStarted) {
            return Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty(); // who starts the container anew replaces the file
        } catch (IOException e) {
            throw new UncheckedIOException("Lease file " + file + " cannot be read: " + e, e);
        }
    }

    /** Replace the file in one step, so that nobody reads half of it. */
    void write(Path file) {
        Properties properties = new Properties();
        properties.setProperty("id", id);
        properties.setProperty("host", host);
        for (Map.Entry<Integer, Integer> port : ports.entrySet()) {
            properties.setProperty("port." + port.getKey(), port.getValue().toString());
        }
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (Writer writer = Files.newBufferedWriter(written)) {
                properties.store(writer, null);
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Lease file " + file + " cannot be written: " + e, e);
        }
    }
}
