package io.mmp.test.mlflow.embedded.file;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** Writes the header that makes a browser save a file under its name (RFC 6266). */
final class ContentDisposition {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+");
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");

    private ContentDisposition() {}

    /** Return the header's value for a file name. */
    static String attachment(String name) {
        if (!NOT_ASCII.matcher(name).find()) {
            return "attachment; filename=" + quote(name);
        }
        String ascii = NOT_ASCII
                .matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("");
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
        return "attachment; filename=" + quote(ascii.isEmpty() ? "download" : ascii) + "; filename*=UTF-8''" + encoded;
    }

    private static String quote(String text) {
        return TOKEN.matcher(text).matches()
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
