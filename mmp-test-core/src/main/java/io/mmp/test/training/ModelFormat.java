package io.mmp.test.training;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a model or a file beside it is written in, and how much of it {@link ModelDigest} understands.
 *
 * @since 0.1.0
 */
public enum ModelFormat {
    /** LightGBM's text: header, trees, importances and the {@code parameters:} block apart. */
    LIGHTGBM("LightGBM text"),
    /** XGBoost's JSON or UBJSON, which have one digest. */
    XGBOOST("XGBoost model"),
    /** ONNX: each node, initializer and piece of metadata. */
    ONNX("ONNX model"),
    /** Safetensors: each tensor, bit by bit: 0.0 is not -0.0, nor one NaN another; its place in the file does not count. */
    SAFETENSORS("safetensors file"),
    /** One array of NumPy, bit by bit; byte order and memory order do not count. */
    NPY("npy array"),
    /** Arrays of NumPy, each a section. */
    NPZ("npz file"),
    /** JSON: the order of keys, white space and the form of numbers do not count, -0 is 0; a name that is twice in an object is refused. */
    JSON("JSON file"),
    /** UBJSON that is no model of XGBoost. */
    UBJSON("UBJSON file"),
    /**
     * YAML, read by {@code org.snakeyaml:snakeyaml-engine}, which must be on the class path: comments, order of keys, styles, anchors and
     * the form of numbers do not count; tags do.
     */
    YAML("YAML file"),
    /** CSV: each column; quotes and line ends do not count. Its cells are text: 1 is not 1.0. */
    CSV("CSV file"),
    /** A zip or jar: each entry in its own format; order, times and compression do not count. */
    ZIP("zip"),
    /** A directory: each file in its own format; order and times do not count. */
    DIRECTORY("directory"),
    /**
     * Parquet, read by {@code org.duckdb:duckdb_jdbc}, which must be on the class path: each column, in the order of the rows; row groups,
     * compression, encodings and the writer do not count.
     */
    PARQUET("Parquet file"),
    /** A pickle, of which only the bytes are compared: equal objects may be pickled differently. */
    PICKLE("pickle"),
    /** Anything else, of which only the bytes are compared. */
    BYTES("file of unknown format");

    /** How many bytes of a file are enough to tell its format. */
    static final int HEAD = 64;

    private final String words;

    ModelFormat(String words) {
        this.words = words;
    }

    /** Tell whether only the bytes are compared, so that equal models may have different digests. */
    public boolean isOpaque() {
        return this == PICKLE || this == BYTES;
    }

    /** Tell whether it is read from a file, a part at a time, so that bytes of 2 GiB and more are no limit. */
    boolean isReadFromFile() {
        return this == SAFETENSORS || this == ZIP || this == PARQUET;
    }

    /** Tell the format by the content where that tells it, else by the name. */
    static ModelFormat of(String name, byte[] content) {
        if (begins(content, "PK\3\4") || begins(content, "PK\5\6")) {
            return ZIP;
        } else if (begins(content, "\u0093NUMPY")) {
            return NPY;
        } else if (begins(content, "PAR1")) {
            return PARQUET;
        } else if (content[0] == (byte) 0x80 && content.length > 1 && content[1] >= 2 && content[1] <= 5) {
            return PICKLE;
        } else if (begins(content, "tree\n") || begins(content, "tree\r\n")) {
            return LIGHTGBM;
        } else if (beginsAsUbjson(content)) {
            return UBJSON;
        }
        return byEnding(name.toLowerCase(Locale.ROOT), content);
    }

    /** Tell whether it is an object whose first name has a length; a YAML may begin with "{L" or "{i". */
    private static boolean beginsAsUbjson(byte[] content) {
        return content.length > 2
                && content[0] == '{'
                && "iUIlL".indexOf(content[1]) >= 0
                && content[2] >= 0
                && content[2] < ' ';
    }

    private static ModelFormat byEnding(String name, byte[] content) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "onnx" -> ONNX;
            case "safetensors" -> SAFETENSORS;
            case "json" -> JSON;
            case "ubj" -> UBJSON;
            case "yaml", "yml", "mlmodel" -> YAML;
            case "csv" -> CSV;
            case "zip", "jar", "npz" -> ZIP;
            case "npy" -> NPY;
            case "pkl", "pickle", "joblib" -> PICKLE;
            default -> begins(content, "{\"learner\"") ? JSON : BYTES;
        };
    }

    private static boolean begins(byte[] content, String magic) {
        byte[] bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
        return content.length >= bytes.length
                && new String(content, 0, bytes.length, StandardCharsets.ISO_8859_1).equals(magic);
    }

    /** Return its name in a sentence, such as "LightGBM text". */
    @Override
    public String toString() {
        return words;
    }
}
