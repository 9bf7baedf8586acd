package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScannerTest {

  private static BoundSql bound(String sql) {
    return SqlScanner.scan(sql).bound(name -> "text");
  }

  @Test
  void namesBecomePositionsWithTheirTypes() {
    BoundSql sql =
        SqlScanner.scan("SELECT * FROM t WHERE a=:a AND b>=:from")
            .bound(name -> name.equals("a") ? "text" : "timestamptz");

    assertThat(sql.sql()).isEqualTo("SELECT * FROM t WHERE a=$1::text AND b>=$2::timestamptz");
    assertThat(sql.binds()).containsExactly("a", "from");
  }

  @Test
  void aNameThatIsUsedAgainKeepsItsPosition() {
    BoundSql sql = bound("SELECT :a, :b, :a");

    assertThat(sql.sql()).isEqualTo("SELECT $1::text, $2::text, $1::text");
    assertThat(sql.binds()).containsExactly("a", "b");
  }

  @Test
  void aNameEndsWhereItsLettersEnd() {
    assertThat(bound("SELECT :from_1+:to.x").binds()).containsExactly("from_1", "to");
    assertThat(bound("SELECT (:a),:b::int").sql()).isEqualTo("SELECT ($1::text),$2::text::int");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT ':a'",
        "SELECT 'it''s :a'",
        "SELECT 'back\\' || ':a'",
        "SELECT E'it\\'s :a'",
        "SELECT e'\\\\' || ' :a'",
        "SELECT U&'\\0061:a'",
        "SELECT \":a\"",
        "SELECT \"a\"\":a\"",
        "SELECT $$ :a $$",
        "SELECT $body$ $$ :a $other$ $body$",
        "SELECT $ä$ :a $ä$",
        "SELECT 1 -- :a",
        "SELECT 1 -- :a\n, 2",
        "SELECT /* :a /* :b */ :c */ 1",
        "SELECT a::int",
        "SELECT a::\"char\"",
        "SELECT a :: text",
        "SELECT a[1:2]",
        "SELECT a[lo:hi]",
        "SELECT a[f(x):n]",
        "SELECT a[b[1]:n]",
        "SELECT f(x := 1)",
        "SELECT a[1:n][2:m]",
        "SELECT ':a' ':b'",
        "SELECT x$1y",
        "SELECT '::' || '--' || '/*', ':a'"
      })
  void colonsElsewhereAreLeftAlone(String sql) {
    assertThat(bound(sql).sql()).isEqualTo(sql);
    assertThat(bound(sql).binds()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT '' || :a",
        "SELECT 'x' || :a || ':b'",
        "SELECT 'back\\', :a",
        "SELECT typE'' || :a",
        "SELECT /* 'open */ :a",
        "SELECT -- 'open\n :a",
        "SELECT \"it's\", :a",
        "SELECT ARRAY[:a]",
        "SELECT b[:a]",
        "SELECT ARRAY[1, :a]",
        "SELECT b[1::int] || :a",
        "SELECT 5-:a",
        "SELECT $$it's$$ || :a",
        "SELECT x::text||:a"
      })
  void namesAreFoundNextToEverythingElse(String sql) {
    assertThat(bound(sql).binds()).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1;", "SELECT 1 ; \n -- the end", "SELECT 1; /* ; */"})
  void aFinalSemicolonIsDropped(String sql) {
    assertThat(bound(sql).sql()).doesNotContain("1;").startsWith("SELECT 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SELECT 1; SELECT 2", "SELECT 1;;DELETE FROM t", "SELECT ';'; x", "SELECT 1;'x'"})
  void aSecondStatementIsRefused(String sql) {
    assertThatThrownBy(() -> SqlScanner.scan(sql)).hasMessage("more than one statement");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a",
        "SELECT E'a\\'",
        "SELECT \"a",
        "SELECT $$a",
        "SELECT $x$a$$",
        "SELECT /* /* */ 1"
      })
  void whatIsNotFinishedIsRefused(String sql) {
    assertThatThrownBy(() -> SqlScanner.scan(sql)).hasMessageContaining("unfinished");
  }

  @Test
  void positionsAreRefused() {
    assertThatThrownBy(() -> SqlScanner.scan("SELECT $1")).hasMessage("the position $1");
  }

  @Test
  void aQueryBeginsWithSelectOrWith() {
    assertThat(SqlScanner.scan("-- x\n /* y */ select 1").isQuery()).isTrue();
    assertThat(SqlScanner.scan("WITH a AS (SELECT 1) SELECT * FROM a").isQuery()).isTrue();
    assertThat(SqlScanner.scan("DELETE FROM t").isQuery()).isFalse();
    assertThat(SqlScanner.scan("(SELECT 1)").isQuery()).isFalse();
    assertThat(SqlScanner.scan(" ").isQuery()).isFalse();
  }
}
