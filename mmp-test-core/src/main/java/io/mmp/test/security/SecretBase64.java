package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;

/** Decodes what stands in base64 and is a text: manifests and configurations wrap secrets so. Images and keys in DER are told by their first bytes, and left. */
final class SecretBase64 {

    interface Decoded {
        void of(int start, int end, String text);
    }

    private static final int SHORTEST = 16;
    private static final int LONGEST = 1 << 20;
    private static final int WRAPPED = 60;
    private static final boolean[] LETTERS = new boolean[128];

    static {
        for (char each : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_".toCharArray()) {
            LETTERS[each] = true;
        }
    }

    private SecretBase64() {}

    static void runs(String text, Decoded decoded) {
        int length = text.length();
        int i = 0;
        while (i + SHORTEST <= length) {
            // Where the last letter that a run from here must have is none, no run begins before it.
            int probe = i + SHORTEST - 1;
            while (probe >= i && isLetter(text.charAt(probe))) {
                probe--;
            }
            if (probe >= i) {
                i = probe + 1;
                continue;
            }
            i = run(text, i, decoded);
        }
    }

    private static int run(String text, int start, Decoded decoded) {
        StringBuilder letters = new StringBuilder();
        int end = start;
        int from = start;
        while (true) {
            while (end < text.length() && isLetter(text.charAt(end))) {
                end++;
            }
            if (letters.length() < LONGEST) {
                letters.append(text, from, end);
            }
            int next = nextLine(text, end);
            if (end - from < WRAPPED || next < 0) {
                break;
            }
            from = next;
            end = next;
        }
        String plain = decode(letters);
        if (!plain.isEmpty()) {
            decoded.of(start, end, plain);
        }
        return end + 1;
    }

    /** Return where a wrapped value goes on: after one line break and the indentation of the next line. */
    private static int nextLine(String text, int end) {
        int next = end;
        int breaks = 0;
        while (next < text.length() && Character.isWhitespace(text.charAt(next)) && next - end < 40) {
            breaks += text.charAt(next) == '\n' ? 1 : 0;
            next++;
        }
        return breaks == 1 && next < text.length() && isLetter(text.charAt(next)) ? next : -1;
    }

    private static String decode(StringBuilder letters) {
        // The first bytes tell nearly always, and cost nothing.
        if (!isText(bytes(letters.substring(0, SHORTEST)))) {
            return "";
        }
        byte[] all = bytes(letters.substring(0, Math.min(letters.length(), LONGEST)));
        return isText(all) ? new String(all, ISO_8859_1) : "";
    }

    private static byte[] bytes(String letters) {
        String standard = letters.replace('-', '+').replace('_', '/');
        int whole = standard.length() % 4 == 1 ? standard.length() - 1 : standard.length();
        return Base64.getDecoder().decode(standard.substring(0, whole));
    }

    private static boolean isText(byte[] bytes) {
        for (byte each : bytes) {
            // Letters of UTF-8 beyond ASCII are negative.
            if ((each < ' ' && each >= 0 && each != '\n' && each != '\r' && each != '\t') || each == 127) {
                return false;
            }
        }
        int odd = 0;
        for (byte each : bytes) {
            odd += each < 0 ? 1 : 0;
        }
        return odd * 4 < bytes.length;
    }

    private static boolean isLetter(char each) {
        return each < 128 && LETTERS[each];
    }
}
