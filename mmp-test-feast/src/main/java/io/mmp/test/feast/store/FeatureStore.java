package io.mmp.test.feast.store;

import dev.feast.FeastClient;
import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * A feature store of a test's own: its feature views, its offline store, its online store.
 *
 * <p>Features are named {@code view:feature}, as Feast names them.
 *
 * <p>This library implements it, and may add methods; it is not meant to be implemented by others.
 *
 * @since 0.1.0
 */
public interface FeatureStore {

    /**
     * Declare these feature views, in place of earlier ones of their names.
     *
     * @throws FeastException if a join key has another type in another view, or real Feast refuses a view
     */
    void apply(FeatureView... views);

    /**
     * Append these rows to the offline store of a view.
     *
     * @throws FeastException if the view was not applied as it is here, or the store does not keep one of the cells
     * @throws TableException if a column of the view is missing, or a cell is no value of its declared type
     */
    void ingest(FeatureView view, Table rows);

    /**
     * Copy the latest row of each entity with an event timestamp in this window, both ends included, to the online store.
     *
     * @throws FeastException if the window starts after its end, or the store does not materialize one of the views
     */
    void materialize(Instant from, Instant to);

    /**
     * Return where the server of the online store listens, for an application that makes a client of its own.
     *
     * <p>The embedded server answers the Java SDK and the clients of {@code feast listen}. Real Feast has {@code feast listen} alone, whose
     * service has another name than the one that the Java SDK asks for; {@link #online()} knows both.
     */
    InetSocketAddress address();

    /** Return the Feast Java SDK's own client, connected to the server of the online store; it is closed with the feature store. */
    FeastClient online();

    /**
     * Return the values that the online store serves for these entities: a column for each join key, a row for each entity.
     *
     * @throws FeastException if a feature is not known, or a join key is missing, null or of another type than its view declares
     */
    OnlineFeatures online(Table entityRows, String... features);

    /**
     * Return the values that the offline store gives for these entity rows: join keys and {@code event_timestamp}.
     *
     * <p>They are the store's own, whatever runs it, and can be wrong; what is right of them, {@code FeastAssertions} finds out independently.
     * Do not rely on the order of the rows.
     *
     * @throws FeastException if no feature is asked for, one is not known, or the store refuses to return it
     * @throws TableException if the entity rows lack a join key or the event timestamp, or hold one in another type
     */
    HistoricalFeatures historical(Table entityRows, String... features);

    /**
     * Return all rows that the offline store holds of this view, read back from it, in columns named as in its source.
     *
     * @throws FeastException if the view was not applied as it is here, or the store refuses to return a value
     */
    Table offline(FeatureView view);

    /**
     * Return the rows that were ingested for this view, for assertions on what became of them.
     *
     * @throws FeastException if the view was not applied as it is here
     */
    FeatureSource source(FeatureView view);
}
