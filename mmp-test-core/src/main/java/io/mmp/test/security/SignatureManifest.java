package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The digests of a model's files with the name and version of the model, as {@code sha256sum --check} reads them too: names and versions stand in comments.
 *
 * @param files digests by paths with slashes, relative to the directory
 */
record SignatureManifest(String model, String version, Map<String, String> files) {

    static final String FILE = "model.sha256";
    static final String SIGNATURE = "model.sha256.sig";

    private static final Pattern LINE = Pattern.compile("(\\\\?)([0-9a-f]{64})[ ][ *](.{1,4096})");
    private static final Pattern HEADING = Pattern.compile("# (model|version): (.{1,1000})");
    private static final Pattern NAME = Pattern.compile("[^\\r\\n]{1,1000}");

    static SignatureManifest of(Path directory, String model, String version) {
        for (String word : List.of(model, version)) {
            if (!NAME.matcher(word).matches() || !word.equals(word.strip())) {
                throw new SignatureException(
                        "'%s' cannot name a model or version: give one line without blanks around it.".formatted(word));
            }
        }
        Map<String, String> files = new TreeMap<>();
        for (Path file : filesOf(directory)) {
            if (Files.isSymbolicLink(file)) {
                throw new SignatureException(
                        "%s is a symbolic link: what it leads to can be exchanged without a change of the model. Copy the file in."
                                .formatted(file));
            }
            files.put(name(directory, file), digest(file));
        }
        if (files.isEmpty()) {
            throw new SignatureException(
                    "%s has no file that could be signed. Name the directory of the model.".formatted(directory));
        }
        return new SignatureManifest(model, version, files);
    }

    /** Read a manifest; a line that is none of its lines is refused, as what stands there might be read otherwise by others. */
    static SignatureManifest parse(String text) {
        String model = "";
        String version = "";
        Map<String, String> files = new TreeMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher heading = HEADING.matcher(line);
            Matcher file = LINE.matcher(line);
            if (heading.matches()) {
                boolean isModel = heading.group(1).equals("model");
                if (!(isModel ? model : version).isEmpty()) {
                    throw refused(number, "the %s is there already".formatted(heading.group(1)));
                }
                model = isModel ? heading.group(2) : model;
                version = isModel ? version : heading.group(2);
            } else if (file.matches()) {
                String name = file.group(1).isEmpty() ? file.group(3) : unescape(file.group(3));
                if (name.startsWith("/") || Stream.of(name.split("/", -1)).anyMatch(Set.of("", ".", "..")::contains)) {
                    throw refused(number, "'%s' is no path inside of the directory".formatted(name));
                }
                if (files.put(name, file.group(2)) != null) {
                    throw refused(number, "'%s' is there already".formatted(name));
                }
            } else {
                throw refused(number, "it is neither '# model: ...', '# version: ...' nor 'DIGEST  FILE'");
            }
        }
        if (model.isEmpty() || version.isEmpty() || files.isEmpty()) {
            throw refused(number, "the end comes before a model, a version and a file were named");
        }
        return new SignatureManifest(model, version, files);
    }

    private static SignatureException refused(int line, String why) {
        return new SignatureException("Line %s of %s cannot be taken: %s. Sign the model anew by ModelSignature.sign."
                .formatted(line, FILE, why));
    }

    String text() {
        StringBuilder text = new StringBuilder("# model: %s\n# version: %s\n".formatted(model, version));
        files.forEach((name, digest) -> {
            String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
            text.append(escaped.equals(name) ? "" : "\\").append(digest).append("  ");
            text.append(escaped).append('\n');
        });
        return text.toString();
    }

    private static String unescape(String name) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (letter == '\\' && i + 1 < name.length()) {
                i++;
                plain.append(
                        switch (name.charAt(i)) {
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            default -> name.charAt(i);
                        });
            } else {
                plain.append(letter);
            }
        }
        return plain.toString();
    }

    /** Return what of a directory is not as it was signed: changed, missing or extra files. */
    List<String> differences(Path directory) {
        List<String> differences = new ArrayList<>();
        Set<String> missing = new TreeSet<>(files.keySet());
        for (Path file : filesOf(directory)) {
            String name = name(directory, file);
            String signed = files.get(name);
            missing.remove(name);
            if (Files.isSymbolicLink(file)) {
                differences.add("a symbolic link: " + name);
            } else if (signed == null) {
                differences.add("extra: " + name);
            } else if (!signed.equals(digest(file))) {
                differences.add("changed: " + name);
            }
        }
        missing.forEach(name -> differences.add("missing: " + name));
        return differences;
    }

    private static List<Path> filesOf(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> files = new ArrayList<>();
            for (Path file : (Iterable<Path>) all::iterator) {
                String name = name(directory, file);
                if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                        && !name.equals(FILE)
                        && !name.equals(SIGNATURE)) {
                    files.add(file);
                }
            }
            files.sort(null);
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new SignatureException(
                    "The files of the model in %s cannot be listed (%s). Name a directory that this user may read."
                            .formatted(directory, e),
                    e);
        }
    }

    private static String name(Path directory, Path file) {
        return directory
                .relativize(file)
                .toString()
                .replace(file.getFileSystem().getSeparator(), "/");
    }

    private static String digest(Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new SignatureException("The file %s of the model cannot be read (%s).".formatted(file, e), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] bytes() {
        return text().getBytes(UTF_8);
    }
}
