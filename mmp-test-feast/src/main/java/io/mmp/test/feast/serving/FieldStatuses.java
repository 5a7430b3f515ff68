package io.mmp.test.feast.serving;

import feast.proto.serving.ServingAPIProto.FieldStatus;
import io.mmp.test.feast.online.FeatureStatus;

/** Converts statuses to those of Feast's messages, and back. */
final class FieldStatuses {

    private FieldStatuses() {}

    static FieldStatus of(FeatureStatus status) {
        return switch (status) {
            case UNKNOWN -> FieldStatus.INVALID;
            case PRESENT -> FieldStatus.PRESENT;
            case NULL -> FieldStatus.NULL_VALUE;
            case NOT_FOUND -> FieldStatus.NOT_FOUND;
            case OUTSIDE_MAX_AGE -> FieldStatus.OUTSIDE_MAX_AGE;
        };
    }

    static FeatureStatus of(FieldStatus status) {
        return switch (status) {
            case PRESENT -> FeatureStatus.PRESENT;
            case NULL_VALUE -> FeatureStatus.NULL;
            case NOT_FOUND -> FeatureStatus.NOT_FOUND;
            case OUTSIDE_MAX_AGE -> FeatureStatus.OUTSIDE_MAX_AGE;
            case INVALID, UNRECOGNIZED -> FeatureStatus.UNKNOWN;
        };
    }
}
