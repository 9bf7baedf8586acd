package verticles.tasks;

import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.stream.Stream;
import verticles.postgres.PostgresPool;

/** What tasks cost the processors and the database. */
record TaskCosts(PostgresPool postgres) {
  /** What a process and those it started have computed so far. */
  static double cpuSeconds(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    return Stream.concat(Stream.of(process), process.descendants())
        .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
        .mapToDouble(time -> time.toNanos() / 1e9)
        .sum();
  }

  /**
   * The statements that took the most time, and how many rows were updated without their indexes.
   */
  void printStatements() {
    System.out.printf(
        "  %d %% of the tasks were written without their indexes when they ended%n",
        number(
            "SELECT 100 * sum(n_tup_hot_upd)::bigint / greatest(1, sum(n_tup_upd)::bigint)"
                + " FROM pg_stat_user_tables WHERE relname ~ '^task_2'"));
    postgres
        .query(
            """
            SELECT calls, total_exec_time / calls AS millis, left(regexp_replace(query, '[[:space:]]+', ' ', 'g'), 60) AS query
            FROM pg_stat_statements WHERE toplevel ORDER BY total_exec_time DESC LIMIT 6
            """,
            Tuple.tuple())
        .await()
        .forEach(
            row ->
                System.out.printf(
                    "  %,7d x %7.2f ms  %s%n", row.getLong(0), row.getDouble(1), row.getString(2)));
  }

  long number(String statement) {
    return postgres.query(statement, Tuple.tuple()).await().iterator().next().getLong(0);
  }
}
