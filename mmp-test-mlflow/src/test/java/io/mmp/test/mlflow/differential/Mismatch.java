package io.mmp.test.mlflow.differential;

/** A difference that no tolerance covers, with the request and both answers. */
record Mismatch(Request request, Answer reference, Answer other, Difference difference) {

    private static final int SHOWN = 1_000;

    @Override
    public String toString() {
        return """
                %s %s %s
                  %s
                  reference: %s %s
                  other:     %s %s""".formatted(
                        request.method(),
                        request.target(),
                        shortened(request.body()),
                        shortened(difference.toString()),
                        reference.status(),
                        shortened(reference.body()),
                        other.status(),
                        shortened(other.body()));
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s*\\R\\s*", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}
