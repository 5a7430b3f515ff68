package io.mmp.test.mlflow.embedded.python;

import java.util.Base64;
import java.util.Optional;

/** Decodes Base64 as Python does: foreign characters and padding in front of an end do not matter, what follows an end is not read. */
public final class PythonBase64 {

    private PythonBase64() {}

    /** Decode a text; empty where Python raises an error because characters or padding are missing. */
    public static Optional<byte[]> decode(String text) {
        StringBuilder known = new StringBuilder();
        int pads = 0;
        for (int i = 0; i < text.length(); i++) {
            int inGroup = known.length() % 4;
            char c = text.charAt(i);
            if (c == '=') {
                pads++;
                if (inGroup >= 2 && inGroup + pads >= 4) {
                    return Optional.of(Base64.getDecoder().decode(known.toString()));
                }
            } else if (isDigit(c)) {
                known.append(c);
                pads = 0;
            }
        }
        return known.length() % 4 == 0 ? Optional.of(Base64.getDecoder().decode(known.toString())) : Optional.empty();
    }

    private static boolean isDigit(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
