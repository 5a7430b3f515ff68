package io.mmp.test.readiness;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the files that are judged, in UTF-8. */
final class FileText {

    private FileText() {}

    static String read(Path file) {
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new ReadinessException("The file %s does not exist.".formatted(file), e);
        } catch (CharacterCodingException e) {
            throw new ReadinessException("The file %s is not in UTF-8.".formatted(file), e);
        } catch (IOException e) {
            throw new ReadinessException("The file %s cannot be read (%s).".formatted(file, e), e);
        }
    }
}
