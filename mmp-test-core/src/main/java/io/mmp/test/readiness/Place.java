package io.mmp.test.readiness;

/**
 * Where something stands in a file.
 *
 * @param file the file, or what there is instead, such as {@code the environment}
 * @param line from 1; 0 if it has none
 * @param column from 1; 0 if it has none
 */
record Place(String file, int line, int column) {

    static Place of(String file) {
        return new Place(file, 0, 0);
    }

    /** Return the place within the file. */
    String inFile() {
        return "line %s, column %s".formatted(line, column);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ", " + inFile();
    }
}
