package io.mmp.test.database;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarArchiveTests {

    private static final int BLOCK = 512;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();

    @Test
    void files_directories_and_links_are_unpacked_with_their_modes() throws IOException {
        entry("./bin/", '5', "", 0755, "");
        entry("bin/run", '0', "", 0755, "#!/bin/sh\n");
        entry("share/text", '\0', "", 0600, "x".repeat(BLOCK));
        entry("bin/link", '2', "../share/text", 0777, "");
        entry("bin/hard", '1', "bin/run", 0777, "");
        entry("include/a.h", '0', "", 0644, "unwanted");
        entry("././@LongLink", 'L', "", 0644, "share/" + "n".repeat(150) + "\0");
        entry("share/cut", '0', "", 0644, "long");

        unpack();

        assertThat(directory.resolve("bin/run")).isExecutable().hasContent("#!/bin/sh\n");
        assertThat(Files.isExecutable(directory.resolve("share/text"))).isFalse();
        assertThat(directory.resolve("bin/link")).isSymbolicLink().hasContent("x".repeat(BLOCK));
        assertThat(directory.resolve("bin/hard")).isExecutable();
        assertThat(directory.resolve("include")).doesNotExist();
        assertThat(directory.resolve("share/" + "n".repeat(150))).hasContent("long");
    }

    @Test
    void what_leads_out_of_the_directory_is_refused() {
        for (String[] way : new String[][] {
            {"../out", "0", ""}, {"/etc/out", "0", ""}, {"link", "2", "../../out"}, {"hard", "1", "../out"}
        }) {
            archive.reset();
            entry(way[0], way[1].charAt(0), way[2], 0644, "");
            assertThatThrownBy(this::unpack)
                    .isInstanceOf(IOException.class)
                    .hasMessage("'%s' leads out of the archive", way[2].isEmpty() ? way[0] : way[2]);
        }
    }

    @Test
    void what_is_damaged_or_unknown_is_refused() {
        entry("device", '3', "", 0644, "");
        assertThatThrownBy(this::unpack).hasMessage("'device' is of kind '3', which is not supported");
        archive.reset();
        entry("file", '0', "", 0644, "content");
        byte[] cut = Arrays.copyOf(archive.toByteArray(), BLOCK + 3);
        assertThatThrownBy(() -> unpack(cut))
                .isInstanceOf(EOFException.class)
                .hasMessage("the archive ends inside of file");
        assertThatThrownBy(() -> unpack(Arrays.copyOf(cut, 100)))
                .isInstanceOf(EOFException.class)
                .hasMessage("the archive ends inside of a header");
        byte[] changed = archive.toByteArray();
        changed[0] = 'g';
        assertThatThrownBy(() -> unpack(changed))
                .hasMessageMatching("the archive is damaged: a header has the checksum \\d+, but says \\d+");
    }

    private void unpack() throws IOException {
        unpack(archive.toByteArray());
    }

    private void unpack(byte[] bytes) throws IOException {
        TarArchive.unpack(new ByteArrayInputStream(bytes), directory, name -> !name.startsWith("include/"));
    }

    private void entry(String name, char type, String link, int mode, String content) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, octal(mode, 7));
        put(header, 124, octal(content.length(), 11));
        header[156] = (byte) type;
        put(header, 157, link);
        put(header, 257, "ustar");
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xFF;
        }
        put(header, 148, octal(sum, 6) + "\0 ");
        archive.writeBytes(header);
        archive.writeBytes(Arrays.copyOf(content.getBytes(US_ASCII), (content.length() + BLOCK - 1) / BLOCK * BLOCK));
    }

    private static String octal(int number, int digits) {
        String octal = Integer.toOctalString(number);
        return "0".repeat(digits - octal.length()) + octal;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
