package io.mmp.test.feast.store;

import dev.feast.FeastClient;
import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import java.time.Instant;

/**
 * A feature store of a test's own: its feature views, its offline store, its online store.
 *
 * <p>Features are named {@code view:feature}, as Feast names them.
 */
public interface FeatureStore {

    /** Declare these feature views, in place of earlier ones of their names. */
    void apply(FeatureView... views);

    /** Append these rows to the offline store of a view. */
    void ingest(FeatureView view, Table rows);

    /** Copy the latest row of each entity with an event timestamp in this window, both ends included, to the online store. */
    void materialize(Instant from, Instant to);

    /** Return the Feast Java SDK's own client, connected to the server of the online store; it is closed with the feature store. */
    FeastClient online();

    /** Return the values that the online store serves for these entities: a column for each join key, a row for each entity. */
    OnlineFeatures online(Table entityRows, String... features);

    /**
     * Return the values that the offline store gives for these entity rows: join keys and {@code event_timestamp}.
     *
     * <p>They are the store's own, whatever runs it, and can be wrong; what is right of them, {@code FeastAssertions} finds out independently.
     * Do not rely on the order of the rows.
     */
    HistoricalFeatures historical(Table entityRows, String... features);

    /** Return all rows that the offline store holds of this view, read back from it, in columns named as in its source. */
    Table offline(FeatureView view);

    /** Return the rows that were ingested for this view, for assertions on what became of them. */
    FeatureSource source(FeatureView view);
}
