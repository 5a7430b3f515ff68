package io.mmp.test.mlflow.embedded.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.mlflow.embedded.wire.RestException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who may write to the artifacts puts links in the place of directories while files are written and deleted. */
@EnabledOnOs(OS.LINUX)
class SymbolicLinkTests {

    private static final int UPLOADS = 3_000;

    /** Reads are quick, and so seldom meet a link. */
    private static final int READS = 10_000;

    @TempDir
    Path temp;

    private Path root = Path.of("");
    private Path outside = Path.of("");
    private ArtifactStore store = new ArtifactStore(() -> root);

    @BeforeEach
    void create() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
        outside = Files.createDirectory(temp.resolve("outside"));
        store = new ArtifactStore(() -> root);
    }

    @Test
    void no_upload_lands_outside_the_root() throws Exception {
        int written = whileSwapped(i -> store.write("d/e/f" + i, content()));

        assertThat(filesOutside()).isZero();
        assertThat(written).isPositive();
    }

    @Test
    void no_delete_reaches_outside_the_root() throws Exception {
        Files.createDirectories(outside.resolve("e"));
        for (int i = 0; i < UPLOADS; i++) {
            Files.createFile(outside.resolve("e/f" + i));
        }
        whileSwapped(i -> store.delete("d/e/f" + i));

        assertThat(filesOutside()).isEqualTo(UPLOADS);
    }

    @Test
    void no_download_comes_from_outside_the_root() throws Exception {
        plant("secret");
        List<String> seen = new ArrayList<>();

        int read = whileSwapped(READS, i -> seen.add(contentOf("d/e/f0").orElse("")));

        assertThat(seen).doesNotContain("secret").contains("content");
        assertThat(read).isPositive();
    }

    @Test
    void no_listing_shows_what_is_outside_the_root() throws Exception {
        plant("secret");
        List<Object> names = new ArrayList<>();
        List<Object> sizes = new ArrayList<>();

        whileSwapped(READS, i -> store.list("d").forEach(entry -> names.add(entry.get("path"))));
        whileSwapped(READS, i -> store.list("d/e").forEach(entry -> sizes.add(entry.getOrDefault("file_size", 7L))));

        assertThat(names).containsOnly("e");
        assertThat(sizes).containsOnly(7L);
    }

    @Test
    void a_file_that_is_swapped_for_a_link_while_it_is_sent_is_sent_as_it_was() throws IOException {
        store.write("f", content());
        Files.writeString(outside.resolve("secret"), "secret!");
        try (OpenFile file = store.open("f").orElseThrow()) {
            Files.delete(root.resolve("f"));
            Files.createSymbolicLink(root.resolve("f"), outside.resolve("secret"));
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            file.copy(0, file.size(), out);

            assertThat(out).hasToString("content");
        }
        assertThatThrownBy(() -> store.open("f"))
                .isInstanceOf(RestException.class)
                .hasMessage("Invalid path");
    }

    @Test
    void a_link_is_listed_as_what_it_leads_to_in_the_root_and_as_nothing_outside() throws IOException {
        store.write("real/f", content());
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("a-file"), root.resolve("real/f"));
        Files.createSymbolicLink(root.resolve("b-directory"), root.resolve("real"));
        Files.createSymbolicLink(root.resolve("c-outside"), outside);
        Files.createSymbolicLink(root.resolve("d-secret"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("e-broken"), root.resolve("nowhere"));
        Files.createSymbolicLink(root.resolve("f-circle"), root.resolve("f-circle"));

        assertThat(store.list(""))
                .extracting(Object::toString)
                .containsExactly(
                        "{path=a-file, is_dir=false, file_size=7}",
                        "{path=b-directory, is_dir=true}",
                        "{path=c-outside, is_dir=false}",
                        "{path=d-secret, is_dir=false}",
                        "{path=e-broken, is_dir=false}",
                        "{path=f-circle, is_dir=false}",
                        "{path=real, is_dir=true}");
        assertThat(contentOf("b-directory/f")).contains("content");
        assertThat(contentOf("e-broken")).isEmpty();
    }

    @Test
    void a_link_to_elsewhere_in_the_root_is_followed() throws IOException {
        Files.createDirectories(root.resolve("real"));
        Files.createSymbolicLink(root.resolve("link"), root.resolve("real"));

        store.write("link/deep/f", content());

        assertThat(root.resolve("real/deep/f")).hasContent("content");
        store.delete("link/deep");
        assertThat(root.resolve("real")).isEmptyDirectory();
    }

    /** Put the same files inside, with other content, and outside. */
    private void plant(String text) throws IOException {
        Files.createDirectories(outside.resolve("e"));
        Files.writeString(outside.resolve("e/f0"), text);
        Files.writeString(outside.resolve("g"), text);
        store.write("d/e/f0", content());
    }

    private Optional<String> contentOf(String path) throws IOException {
        Optional<OpenFile> found = store.open(path);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (OpenFile file = found.get()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            file.copy(0, file.size(), out);
            return Optional.of(out.toString(StandardCharsets.UTF_8));
        }
    }

    private interface Step {
        void take(int number) throws IOException;
    }

    private int whileSwapped(Step step) throws Exception {
        return whileSwapped(UPLOADS, step);
    }

    private int whileSwapped(int steps, Step step) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread swapping = new Thread(() -> {
            while (!done.get()) {
                swap();
            }
        });
        swapping.start();
        int taken = 0;
        try {
            for (int i = 0; i < steps; i++) {
                try {
                    step.take(i);
                    taken++;
                } catch (RestException | IOException refused) {
                    // As it should be while the link is there.
                }
            }
        } finally {
            done.set(true);
            swapping.join();
        }
        return taken;
    }

    /** Let a directory and a link to outside take turns. */
    private void swap() {
        Path directory = root.resolve("d");
        try {
            if (!Files.isSymbolicLink(directory) && Files.exists(directory)) {
                Files.move(directory, root.resolve("kept" + System.nanoTime()));
            }
            Files.deleteIfExists(directory);
            Files.createSymbolicLink(directory, outside);
            Files.deleteIfExists(directory);
            Files.createDirectories(directory.resolve("e"));
            Files.writeString(directory.resolve("e/f0"), "content");
        } catch (IOException othersWereFaster) {
            // The next round is soon.
        }
    }

    private long filesOutside() throws IOException {
        try (Stream<Path> files = Files.walk(outside)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static ByteArrayInputStream content() {
        return new ByteArrayInputStream("content".getBytes(StandardCharsets.UTF_8));
    }
}
