package io.mmp.test.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a shell starts: the command, and those variables that it would lose on the way.
 *
 * <p>A shell hands down only variables whose names are identifiers, which {@code spring.mail.host} is not; and the JVM writes {@code ?}
 * for what the charset of the locale lacks, which in the POSIX locale is all but ASCII. In a file that only this user can read, neither
 * happens, and no value shows among the arguments of a process that stays.
 */
record StartFile(List<String> words) {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final FileAttribute<Set<PosixFilePermission>> OWN =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** Take the variables of this environment that a shell or the JVM would lose, and remove them from it. */
    static StartFile of(Map<String, String> environment, List<String> command) {
        List<String> words = new ArrayList<>();
        Map<String, String> raw = ProcessTable.current().inherited();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (isLost(name) || !isWritten(value)) {
                environment.remove(name);
                boolean isInherited = value.equals(System.getenv(name)) && raw.containsKey(name);
                words.add(isInherited ? name + "=" + raw.get(name) : bytes(name + "=" + value));
            }
        });
        command.forEach(word -> words.add(bytes(word)));
        return new StartFile(List.copyOf(words));
    }

    /** Tell whether a shell loses a variable of this name; what steers the loader of macOS, each program of Apple's does. */
    private static boolean isLost(String name) {
        return !IDENTIFIER.matcher(name).matches() || name.startsWith("DYLD_");
    }

    private static boolean isWritten(String value) {
        return charset().newEncoder().canEncode(value);
    }

    /** Return the charset in which the JVM writes arguments and variables. */
    private static Charset charset() {
        String name = System.getProperty("sun.jnu.encoding", "UTF-8");
        return Charset.isSupported(name) ? Charset.forName(name) : UTF_8;
    }

    /** Return the bytes of a text as one character each: in the charset of the locale if that has all of it. */
    private static String bytes(String text) {
        Charset charset = isWritten(text) ? charset() : UTF_8;
        return new String(text.getBytes(charset), ISO_8859_1);
    }

    /** Write it for a shell to read. */
    void writeTo(Path file) throws IOException {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        script.writeBytes("set --".getBytes(ISO_8859_1));
        for (String word : words) {
            script.writeBytes((" '" + word.replace("'", "'\\''") + "'").getBytes(ISO_8859_1));
        }
        script.write('\n');
        Files.createFile(file, OWN);
        Files.write(file, script.toByteArray());
    }
}
