"""Keeps orders in a database."""

import sqlite3


def create_table(connection):
    """Create the SQL table of orders if it does not exist."""
    connection.execute("CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, total REAL)")


def insert_order(connection, order_id, total):
    """Insert an order in a transaction, which is rolled back when it fails."""
    with connection:
        connection.execute("INSERT INTO orders VALUES (?, ?)", (order_id, total))
