package verticles.secret;

/**
 * A column of PostgreSQL that holds sealed secrets.
 *
 * @param table its table
 * @param id the column that tells the rows apart
 * @param prefix the name of a secret is this and the row's id
 */
record SealedColumn(String table, String id, String prefix) {
  String select() {
    return "SELECT %s::text AS id, sealed FROM %s WHERE sealed IS NOT NULL FOR UPDATE"
        .formatted(id, table);
  }

  String update() {
    return "UPDATE %s SET sealed = ? WHERE %s::text = ?".formatted(table, id);
  }
}
