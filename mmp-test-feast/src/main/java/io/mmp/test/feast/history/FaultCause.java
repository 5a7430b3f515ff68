package io.mmp.test.feast.history;

/** Why a row that a feature store returned is wrong. */
enum FaultCause {
    DROPPED("dropped row"),
    EXTRA("extra row"),
    FUTURE("future value"),
    CREATED_LATER("value created later"),
    EXPIRED("value beyond the TTL"),
    SUPERSEDED("superseded value"),
    MISSING("missing value"),
    INT_ROUNDED("int rounded to double"),
    FLOAT32_ROUNDED("float32 rounding"),
    NAN_TO_NULL("NaN to null"),
    TRUNCATED("truncated timestamp"),
    TIME_ZONE_SHIFT("time-zone shift"),
    INVISIBLE("differs in invisible characters"),
    WRONG("wrong value"),
    UNEXPLAINED("value that the entity never had");

    private final String words;

    FaultCause(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
