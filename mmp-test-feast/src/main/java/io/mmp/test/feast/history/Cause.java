package io.mmp.test.feast.history;

/** Why a row that a feature store returned is wrong. */
enum Cause {
    DROPPED("dropped row"),
    EXTRA("extra row"),
    FUTURE("future value"),
    CREATED_LATER("value created later"),
    EXPIRED("value beyond the TTL"),
    SUPERSEDED("superseded value"),
    MISSING("missing value"),
    UNEXPLAINED("value that the entity never had");

    private final String words;

    Cause(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
