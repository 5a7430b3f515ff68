package io.mmp.test.training;

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
    /** Safetensors: each tensor; its place in the file does not count. */
    SAFETENSORS("safetensors file"),
    /** One array of NumPy; byte order and memory order do not count. */
    NPY("npy array"),
    /** Arrays of NumPy, each a section. */
    NPZ("npz file"),
    /** JSON: the order of keys, white space and the form of numbers do not count. */
    JSON("JSON file"),
    /** UBJSON that is no model of XGBoost. */
    UBJSON("UBJSON file"),
    /** YAML without anchors, tags and several documents: comments, order of keys, styles and the form of numbers do not count. */
    YAML("YAML file"),
    /** CSV: each column; quotes and line ends do not count. Its cells are text: 1 is not 1.0. */
    CSV("CSV file"),
    /** A zip or jar: each entry in its own format; order, times and compression do not count. */
    ZIP("zip"),
    /** A directory: each file in its own format; order and times do not count. */
    DIRECTORY("directory"),
    /** Parquet, of which only the bytes are compared: the same rows from another writer, or compressed otherwise, differ. */
    PARQUET("Parquet file"),
    /** A pickle, of which only the bytes are compared: equal objects may be pickled differently. */
    PICKLE("pickle"),
    /** Anything else, of which only the bytes are compared. */
    BYTES("file of unknown format");

    private final String words;

    ModelFormat(String words) {
        this.words = words;
    }

    /** Tell whether only the bytes are compared, so that equal models may have different digests. */
    public boolean isOpaque() {
        return this == PARQUET || this == PICKLE || this == BYTES;
    }

    /** Return its name in a sentence, such as "LightGBM text". */
    @Override
    public String toString() {
        return words;
    }
}
