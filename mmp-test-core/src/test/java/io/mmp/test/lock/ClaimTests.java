package io.mmp.test.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimTests {

    @TempDir
    Path directory;

    @Test
    void what_is_written_is_read_whatever_the_purpose_is_called() throws IOException {
        Path file = directory.resolve("a.lock-1-1.held");
        Claim claim = Claim.ofThisProcess("löscht \\u0041 = 'a'\nand = b\n");

        claim.write(file);

        assertThat(Claim.read(file)).contains(claim);
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void a_file_that_is_no_claim_is_none() throws IOException {
        assertThat(Claim.read(directory.resolve("none"))).isEmpty();
        assertThat(Claim.read(Files.writeString(directory.resolve("short"), "4711\n0\nci-7")))
                .isEmpty();
        assertThat(Claim.read(Files.writeString(directory.resolve("text"), "pid\nstart\nci-7\nnow\npurpose")))
                .isEmpty();
    }
}
