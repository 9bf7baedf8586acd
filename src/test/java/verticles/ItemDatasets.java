package verticles;

/** The datasets on the table {@code item}. */
final class ItemDatasets {
  private static final String DATASET =
      """
        %s:
          description: The value of an item and the number of the load that read it.
          scope: shared
          policy: %s
          tags: ["item:{n}"]
          invalidate-on:
            - { table: item, tag: "item:{n}" }
          parameters:
            n: { type: integer, required: true, description: The item. }
          sql: |
            SELECT i.value, nextval('loads') AS load, pg_sleep(i.seconds)::text AS slept
            FROM item i WHERE i.n = :n
      """;
  private static final String NUMBERS =
      """
        numbers:
          description: A number and the number of the load that read it.
          scope: shared
          policy: simple
          warm: [{ parameters: { n: "*" } }]
          parameters:
            n: { type: integer, min: 1, max: 300, required: true }
          sql: SELECT :n AS value, nextval('warmed') AS load
      """;
  static final String DATASETS =
      "datasets:\n"
          + DATASET.formatted("item", "simple")
          + DATASET.formatted("plain", "usage")
          + DATASET.formatted("soon", "realtime")
          + NUMBERS;

  private ItemDatasets() {}
}
