package io.mmp.test.feast.serving;

import com.google.protobuf.Timestamp;
import feast.proto.types.ValueProto.Value;
import io.mmp.test.feast.online.FeatureStatus;
import java.util.Collections;
import java.util.List;

/**
 * What an online store has for one entity.
 *
 * @param status what the server is to claim of each value
 * @param eventTimestamp when the values were true; 1970 if there are none
 * @param values a value for each feature that was asked for; one that is not set if there is none
 * @since 0.1.0
 */
public record OnlineRow(FeatureStatus status, Timestamp eventTimestamp, List<Value> values) {

    /** Copy the values. */
    public OnlineRow {
        values = List.copyOf(values);
    }

    /** Say that the store has never seen an entity, of which this many features were asked for. */
    public static OnlineRow notFound(int features) {
        return new OnlineRow(
                FeatureStatus.NOT_FOUND,
                Timestamp.getDefaultInstance(),
                Collections.nCopies(features, Value.getDefaultInstance()));
    }
}
