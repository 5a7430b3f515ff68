package io.mmp.test.profile;

import io.mmp.test.text.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of profiles on a class path.
 *
 * @param loader whose class path it is
 */
record ProfileFiles(ClassLoader loader) {

    /** The settings that all profiles have unless they say otherwise. */
    static final String COMMON = "common";

    private static final String DIRECTORY = "profiles";
    private static final String EXTENSION = ".properties";

    /** Return the name of the file of a profile. */
    static String nameOf(String profile) {
        return DIRECTORY + "/" + profile + EXTENSION;
    }

    /**
     * Read the settings of a profile: those of the common file, replaced by its own.
     *
     * @throws ProfileException if it has no file, or one cannot be read
     */
    Map<String, Setting> read(String profile) {
        Map<String, Setting> settings = new LinkedHashMap<>(readFile(COMMON).orElseGet(Map::of));
        settings.putAll(readFile(profile).orElseThrow(() -> missing(profile)));
        return settings;
    }

    private Optional<Map<String, Setting>> readFile(String profile) {
        String name = nameOf(profile);
        List<String> found = new ArrayList<>();
        Optional<Map<String, Setting>> settings = Optional.empty();
        try {
            for (URL url : Collections.list(loader.getResources(name))) {
                if (!found.contains(url.toExternalForm())) {
                    found.add(url.toExternalForm());
                    settings = Optional.of(PropertiesText.read(name, text(url)));
                }
            }
        } catch (CharacterCodingException e) {
            throw new ProfileException("%s is not in UTF-8. Save it as UTF-8.".formatted(name), e);
        } catch (IOException e) {
            throw new ProfileException("%s cannot be read (%s).".formatted(name, e), e);
        }
        if (found.size() > 1) {
            throw new ProfileException("%s is on the class path %s times: %s. Keep one."
                    .formatted(name, found.size(), String.join(", ", found)));
        }
        return settings;
    }

    private static String text(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        // A jar that stays open cannot be replaced, and its entries are those of its first reading.
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
        }
    }

    private ProfileException missing(String profile) {
        TreeSet<String> there = others();
        return new ProfileException(
                "The profile '%s' has no file %s on the class path%s.%s Add it, for example to src/test/resources."
                        .formatted(
                                profile,
                                nameOf(profile),
                                there.isEmpty() ? "" : "; there are " + String.join(", ", there),
                                Nearest.hint(profile, there)));
    }

    /** Return the profiles that have a file; of those in jars nothing is known. */
    private TreeSet<String> others() {
        TreeSet<String> names = new TreeSet<>();
        try {
            for (URL url : Collections.list(loader.getResources(DIRECTORY))) {
                if (url.getProtocol().equals("file")) {
                    try (Stream<Path> files = Files.list(Path.of(URI.create(url.toExternalForm())))) {
                        files.map(file -> file.getFileName().toString())
                                .filter(name -> name.endsWith(EXTENSION))
                                .map(name -> name.substring(0, name.length() - EXTENSION.length()))
                                .filter(name -> !name.equals(COMMON))
                                .forEach(names::add);
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // They are a hint for a message that is thrown anyway.
            return names;
        }
        return names;
    }
}
