"""Print the statements that the Spark offline store of Feast sends for a point-in-time join, each behind a line of its own: `---EOS---`.

Arguments: an empty directory, and the first and the last event timestamp of the entity rows. The statements are about the views `training` and `features`
of a session of Spark, which has to have them; here they have two rows and none.
"""

import sys
import warnings

from feast import Entity, FeatureStore, FeatureView, Field, RepoConfig
from feast.infra.offline_stores.contrib.spark_offline_store.spark_source import SparkSource
from feast.types import Float64, Int64
from feast.value_type import ValueType
from pyspark.sql import SparkSession

directory, first, last = sys.argv[1:]
warnings.filterwarnings("ignore")
settings = {
    "spark.master": "local[1]",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.warehouse.dir": f"{directory}/warehouse",
    "spark.local.dir": directory,
}
builder = SparkSession.builder
for key, value in settings.items():
    builder = builder.config(key, value)
spark = builder.getOrCreate()
spark.sql(f"SELECT 0L AS id, explode(array(TIMESTAMP '{first}', TIMESTAMP '{last}')) AS event_timestamp").createTempView("training")
spark.sql("SELECT 0L AS id, TIMESTAMP '1970-01-01' AS event_timestamp, 0L AS trips, 0D AS rate WHERE false").createTempView("features")
store = FeatureStore(config=RepoConfig(
    project="benchmark",
    provider="local",
    registry=f"{directory}/registry.db",
    online_store={"type": "sqlite", "path": f"{directory}/online.db"},
    offline_store={"type": "spark", "spark_conf": settings},
    entity_key_serialization_version=3,
))
entity = Entity(name="id", join_keys=["id"], value_type=ValueType.INT64)
store.apply([entity, FeatureView(
    name="stats",
    entities=[entity],
    ttl=None,
    schema=[Field(name="id", dtype=Int64), Field(name="trips", dtype=Int64), Field(name="rate", dtype=Float64)],
    source=SparkSource(name="features", table="features", timestamp_field="event_timestamp"),
)])
entities = "SELECT id, event_timestamp FROM training"
job = store.get_historical_features(entities, ["stats:trips", "stats:rate"])
uploaded = next(table.name for table in spark.catalog.listTables() if table.name.startswith("feast_entity_df"))
print("---EOS---")
print(f"CREATE OR REPLACE TEMPORARY VIEW {uploaded} AS {entities}")
print("---EOS---")
print(job.query)
spark.stop()
