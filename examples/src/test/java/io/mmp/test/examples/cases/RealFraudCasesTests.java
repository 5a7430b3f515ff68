package io.mmp.test.examples.cases;

import io.mmp.test.database.IsolatedDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

/** The same tests on a real PostgreSQL. */
@Tag("e2e")
@EnabledIf(value = "io.mmp.test.database.PostgresServer#isInstalled", disabledReason = "there is no PostgreSQL")
@IsolatedDatabase(schema = "fraud-cases.sql", server = IsolatedDatabase.Server.POSTGRES)
class RealFraudCasesTests extends FraudCasesTests {}
