package io.mmp.test.mlflow.embedded.file;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Guesses the media type of an artifact from its name, as MLflow and Python's {@code mimetypes} do. */
final class MediaTypes {

    private static final Set<String> PLAIN_TEXT = Set.of(
            "txt",
            "log",
            "err",
            "cfg",
            "conf",
            "cnf",
            "cf",
            "ini",
            "properties",
            "prop",
            "hocon",
            "toml",
            "yaml",
            "yml",
            "xml",
            "json",
            "js",
            "py",
            "py3",
            "csv",
            "tsv",
            "md",
            "rst",
            "ipynb",
            "MLmodel",
            "MLproject");

    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("avi", "video/x-msvideo"),
            Map.entry("bmp", "image/bmp"),
            Map.entry("css", "text/css"),
            Map.entry("gif", "image/gif"),
            Map.entry("h5", "application/x-hdf5"),
            Map.entry("htm", "text/html"),
            Map.entry("html", "text/html"),
            Map.entry("ico", "image/vnd.microsoft.icon"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("png", "image/png"),
            Map.entry("sh", "application/x-sh"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("tar", "application/x-tar"),
            Map.entry("tif", "image/tiff"),
            Map.entry("tiff", "image/tiff"),
            Map.entry("wav", "audio/x-wav"),
            Map.entry("webp", "image/webp"),
            Map.entry("zip", "application/zip"));

    private MediaTypes() {}

    /** Return the media type for a file name. */
    static String of(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String extension = dot > 0 && dot < fileName.length() - 1 ? fileName.substring(dot + 1) : fileName;
        if (fileName.endsWith(".tar.gz") || fileName.endsWith(".tgz")) {
            return "application/x-tar";
        }
        if (PLAIN_TEXT.contains(extension)) {
            return "text/plain";
        }
        return dot > 0
                ? OTHERS.getOrDefault(extension.toLowerCase(Locale.ROOT), "application/octet-stream")
                : "application/octet-stream";
    }
}
