package io.mmp.test.examples.platform.training;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** All that a training needs to go on as if nothing had happened, the state of its random numbers included. */
record Checkpoint(int round, long random, List<Double> weights) {

    static final long SEED = 0x9E3779B97F4A7C15L;

    static Checkpoint start(int features) {
        return new Checkpoint(0, SEED, Collections.nCopies(features, 0.0));
    }

    /**
     * Read it, if there is one.
     *
     * @throws IllegalStateException if it is torn
     */
    static Optional<Checkpoint> read(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, US_ASCII);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        int last = lines.size() - 1;
        if (last < 2 || !lines.get(last).equals(sum(lines.subList(0, last)))) {
            throw new IllegalStateException(
                    "Checkpoint %s is torn: the sum of its %s lines is missing or wrong. Remove it to train from the start."
                            .formatted(file.getFileName(), lines.size()));
        }
        List<Double> weights =
                lines.subList(2, last).stream().map(Double::valueOf).toList();
        return Optional.of(new Checkpoint(Integer.parseInt(lines.get(0)), Long.parseLong(lines.get(1)), weights));
    }

    /** Write it; {@code half} runs when half of it is written. */
    void write(Path file, boolean inPlace, Runnable half) throws IOException {
        List<String> lines = new ArrayList<>(List.of(Integer.toString(round), Long.toString(random)));
        weights.forEach(weight -> lines.add(weight.toString()));
        lines.add(sum(lines));
        Path draft = inPlace ? file : file.resolveSibling("checkpoint.draft");
        try (OutputStream out = Files.newOutputStream(draft)) {
            out.write(text(lines.subList(0, lines.size() / 2)));
            half.run();
            out.write(text(lines.subList(lines.size() / 2, lines.size())));
        }
        if (!inPlace) {
            Files.move(draft, file, ATOMIC_MOVE);
        }
    }

    private static byte[] text(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(US_ASCII);
    }

    private static String sum(List<String> lines) {
        CRC32 sum = new CRC32();
        sum.update(text(lines));
        return Long.toHexString(sum.getValue());
    }
}
