package io.mmp.test.profile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileFilesTests {

    private static final Profile DEV = Profile.of("dev");

    @TempDir
    Path directory;

    private ProfileFolder folder;

    record Name(String name) {}

    @BeforeEach
    void create() {
        folder = new ProfileFolder(directory);
    }

    @Test
    void a_profile_without_a_file_is_refused_with_those_that_have_one() throws IOException {
        folder.with("dev", "").with("prod", "").with("common", "name = x");
        refuses(
                Profile.of("dve"),
                "The profile 'dve' has no file profiles/dve.properties on the class path; there are dev, prod. Did you mean 'dev'? Add it, for example to src/test/resources.");
    }

    @Test
    void where_there_are_none_it_says_where_to_add_one() {
        refuses(
                DEV,
                "The profile 'dev' has no file profiles/dev.properties on the class path. Add it, for example to src/test/resources.");
    }

    @Test
    void a_key_stands_once() throws IOException {
        folder.with("dev", "name = a\n# b\nname = c\n");
        refuses(DEV, "profiles/dev.properties, line 3: 'name' stands in line 1 already. Keep one.");
    }

    @Test
    void a_malformed_escape_has_its_line() throws IOException {
        folder.with("dev", "# a\nname = C:\\users\n");
        refuses(
                DEV,
                "profiles/dev.properties, line 2: Malformed \\uxxxx encoding. A backslash before u needs four hexadecimal digits after it; write two backslashes for one.");
    }

    @Test
    void another_encoding_is_refused() throws IOException {
        folder.with("dev", "name = Größe", ISO_8859_1);
        refuses(DEV, "profiles/dev.properties is not in UTF-8. Save it as UTF-8.");
    }

    @Test
    void two_files_of_a_name_are_refused() throws IOException {
        folder.with("dev", "name = a");
        Path jar = directory.resolve("settings.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("profiles/dev.properties"));
            entries.write("name = b".getBytes(ISO_8859_1));
        }
        URL[] both = {directory.toUri().toURL(), jar.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(both, ClassLoader.getPlatformClassLoader())) {
            assertThatExceptionOfType(ProfileException.class)
                    .isThrownBy(() -> DEV.settings(Name.class, loader))
                    .withMessage(
                            "profiles/dev.properties is on the class path 2 times: %sprofiles/dev.properties, jar:%s!/profiles/dev.properties. Keep one.",
                            directory.toUri().toURL(), jar.toUri().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            assertThat(DEV.settings(Name.class, loader)).isEqualTo(new Name("b"));
        }
    }

    /** The lines are found here, what they mean is Java's to say. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=a",
                "\uFEFFname=a",
                "  name  =  a b  \r\n",
                "name a=b",
                "name:a\\\n   b\\\r\n\tc",
                "name=a\\\\\nother=b",
                "name=a\\\n# no comment",
                "! x\\\nname=a",
                "na\\=me=a\nna\\:x:b\nname",
                "name=\\u00e9\\tb",
                "name=a\\",
                "\n\n\f\nname=a\rother=b"
            })
    void a_file_is_read_as_java_reads_it(String text) throws IOException {
        Properties expected = new Properties();
        expected.load(new java.io.StringReader(text.replace("\uFEFF", "")));
        assertThat(PropertiesText.read("f", text))
                .allSatisfy((key, setting) -> assertThat(setting.value())
                        .isEqualTo(expected.getProperty(key).strip()))
                .containsOnlyKeys(expected.stringPropertyNames().toArray(String[]::new));
    }

    private void refuses(Profile profile, String message) {
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> folder.read(profile, Name.class))
                .withMessage(message);
    }
}
