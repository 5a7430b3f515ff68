package io.mmp.test.mlflow.embedded.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How the parts of an artifact's path are called in the file system: as they are, unless this JVM's file names lack their characters.
 *
 * <p>In the POSIX locale, which containers and build servers have, file names are ASCII, and {@code größe.txt} cannot be one. There a part is
 * written with its percent signs and everything beyond ASCII as escapes, and read back when it is listed.
 *
 * @param charset of this JVM's file names
 */
record FileNames(Charset charset) {

    private static final FileNames OF_THIS_JVM =
            new FileNames(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));

    static FileNames ofThisJvm() {
        return OF_THIS_JVM;
    }

    private boolean takesAll() {
        return charset.equals(UTF_8) || charset.name().startsWith("UTF-");
    }

    /** Return what a path of an artifact is called. */
    String encode(String path) {
        if (takesAll()) {
            return path;
        }
        CharsetEncoder encoder = charset.newEncoder();
        return path.codePoints()
                .mapToObj(Character::toString)
                .map(character ->
                        character.equals("%") || !encoder.canEncode(character) ? escape(character) : character)
                .collect(joining());
    }

    private static String escape(String character) {
        StringBuilder escaped = new StringBuilder();
        for (byte part : character.getBytes(UTF_8)) {
            escaped.append(String.format(Locale.ROOT, "%%%02X", part & 0xff));
        }
        return escaped.toString();
    }

    /** Return the artifact's name of a file. */
    String decode(Path file) {
        String name = ArtifactStore.nameOf(file);
        if (takesAll()) {
            return name;
        }
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException notWrittenHere) {
            return name;
        }
    }
}
