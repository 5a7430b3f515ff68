package io.mmp.test.security;

import io.mmp.test.security.PermissionMatrix.Cell;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The file of a matrix while it is read: what it says, and what is wrong in it. */
final class PermissionFile {

    private final Path file;
    private final List<String> faults = new ArrayList<>();
    private final Set<Cell> seen = new HashSet<>();
    private PermissionMatrix matrix;

    private PermissionFile(Path file) {
        this.file = file;
        this.matrix = PermissionMatrix.named(file.toString());
    }

    static PermissionMatrix read(Path file) {
        PermissionFile reading = new PermissionFile(file);
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            new PermissionCsv(reading).read(reading.text());
        } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            new PermissionYaml(reading).read(reading.text());
        } else {
            throw new PermissionException(
                    "A matrix of permissions is read from .csv, .yaml or .yml, but not from %s.".formatted(file));
        }
        if (!reading.faults.isEmpty()) {
            throw new PermissionException("The matrix of permissions %s cannot be read:%n  %s"
                    .formatted(file, String.join("%n  ".formatted(), reading.faults)));
        }
        return reading.matrix;
    }

    private String text() {
        try {
            String text = Files.readString(file);
            // Excel begins a file in UTF-8 with a byte order mark.
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new PermissionException("The matrix of permissions %s does not exist.".formatted(file), e);
        } catch (CharacterCodingException e) {
            throw new PermissionException("The matrix of permissions %s is not in UTF-8.".formatted(file), e);
        } catch (IOException e) {
            throw new PermissionException("The matrix of permissions %s cannot be read (%s).".formatted(file, e), e);
        }
    }

    void fault(int line, String problem) {
        faults.add("line %s: %s".formatted(line, problem));
    }

    void cell(int line, String subject, String action, boolean allowed) {
        if (subject.isBlank() || action.isBlank()) {
            fault(
                    line,
                    "a subject and an action must have a name, but they are '%s' and '%s'".formatted(subject, action));
        } else if (!seen.add(new Cell(subject, action))) {
            fault(line, "'%s' of '%s' is there twice. Keep one".formatted(action, subject));
        } else {
            matrix = matrix.with(subject, allowed, List.of(action));
        }
    }

    void denyOthers() {
        matrix = matrix.withOthersDenied();
    }
}
