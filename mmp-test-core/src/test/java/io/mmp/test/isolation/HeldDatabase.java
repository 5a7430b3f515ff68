package io.mmp.test.isolation;

import java.io.IOException;

/** Has a database on the server at the port that is given, until this JVM is killed. */
final class HeldDatabase {

    private HeldDatabase() {}

    public static void main(String[] args) throws IOException {
        SharedPostgres server = SharedPostgres.at("127.0.0.1", Integer.parseInt(args[0]), "postgres", "secret");
        try (PostgresTemplate template = PostgresTemplate.ensure(server, "orders", PostgresTemplateTests::orders);
                PostgresDatabase database = template.newDatabase()) {
            System.out.println(database.name());
            System.in.read();
        }
    }
}
