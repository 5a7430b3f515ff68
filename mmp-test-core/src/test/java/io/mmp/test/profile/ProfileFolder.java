package io.mmp.test.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder on a class path of its own.
 *
 * @param folder where it is
 */
record ProfileFolder(Path folder) {

    ProfileFolder with(String profile, String text) throws IOException {
        return with(profile, text, UTF_8);
    }

    ProfileFolder with(String profile, String text, Charset charset) throws IOException {
        Path file = folder.resolve("profiles/" + profile + ".properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, charset);
        return this;
    }

    <T extends Record> T read(Profile profile, Class<T> type) throws IOException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            return profile.settings(type, loader);
        }
    }
}
