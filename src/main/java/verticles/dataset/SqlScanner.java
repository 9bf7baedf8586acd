package verticles.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the {@code :name} parameters of one PostgreSQL statement: not those in strings, quoted
 * identifiers, dollar quotes and comments, and not the colons of casts and array slices.
 */
final class SqlScanner {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern DOLLAR = Pattern.compile("\\$(?:[\\p{L}_][\\p{L}\\p{N}_]*)?\\$");
  private static final Pattern POSITION = Pattern.compile("\\$\\d+");
  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

  private final String sql;
  private final List<SqlStatement.Piece> pieces = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int at;
  private int brackets;
  private String firstWord = "";
  private boolean ended;

  private SqlScanner(String sql) {
    this.sql = sql;
  }

  /**
   * The statement without its final semicolon.
   *
   * @throws IllegalArgumentException when it is not one complete statement; the message says what
   *     was read
   */
  static SqlStatement scan(String sql) {
    return new SqlScanner(sql).statement();
  }

  private SqlStatement statement() {
    while (at < sql.length()) {
      step();
    }
    flush();
    return new SqlStatement(List.copyOf(pieces), firstWord);
  }

  private void step() {
    char c = sql.charAt(at);
    if (sql.startsWith("--", at)) {
      int end = sql.indexOf('\n', at);
      take(end < 0 ? sql.length() : end + 1);
    } else if (sql.startsWith("/*", at)) {
      take(endOfComment());
    } else if (Character.isWhitespace(c)) {
      take(at + 1);
    } else if (ended) {
      throw new IllegalArgumentException("more than one statement");
    } else if (c == ';') {
      ended = true;
      at++;
    } else if (c == '\'') {
      take(endOfQuote('\'', afterEscapeMark()));
    } else if (c == '"') {
      take(endOfQuote('"', false));
    } else if (c == '$') {
      dollar();
    } else if (c == ':') {
      colon();
    } else {
      word();
    }
  }

  private void word() {
    Matcher word = WORD.matcher(sql).region(at, sql.length());
    char c = sql.charAt(at);
    if (word.lookingAt()) {
      firstWord = firstWord.isEmpty() ? word.group() : firstWord;
      take(word.end());
      return;
    }
    brackets += c == '[' ? 1 : c == ']' ? -1 : 0;
    firstWord = firstWord.isEmpty() ? String.valueOf(c) : firstWord;
    take(at + 1);
  }

  private void colon() {
    if (sql.startsWith("::", at) || sql.startsWith(":=", at)) {
      take(at + 2);
      return;
    }
    Matcher name = NAME.matcher(sql).region(at + 1, sql.length());
    if (!name.lookingAt() || isSlice()) {
      take(at + 1);
      return;
    }
    flush();
    pieces.add(new SqlStatement.Name(name.group()));
    at = name.end();
  }

  /** In {@code a[i:j]} the colon follows its lower bound at once; {@code ARRAY[:i]} has none. */
  private boolean isSlice() {
    char before = at == 0 ? ' ' : sql.charAt(at - 1);
    return brackets > 0 && (Character.isLetterOrDigit(before) || "_)]\"'".indexOf(before) >= 0);
  }

  private void dollar() {
    Matcher opening = DOLLAR.matcher(sql).region(at, sql.length());
    if (opening.lookingAt()) {
      int end = sql.indexOf(opening.group(), opening.end());
      if (end < 0) {
        throw new IllegalArgumentException("an unfinished " + opening.group() + " quote");
      }
      take(end + opening.group().length());
      return;
    }
    Matcher position = POSITION.matcher(sql).region(at, sql.length());
    if (position.lookingAt()) {
      throw new IllegalArgumentException("the position " + position.group());
    }
    take(at + 1);
  }

  /** Whether the quote begins an {@code E''} string, in which a backslash escapes. */
  private boolean afterEscapeMark() {
    boolean mark = at > 0 && (sql.charAt(at - 1) == 'E' || sql.charAt(at - 1) == 'e');
    return mark && (at == 1 || !Character.isUnicodeIdentifierPart(sql.charAt(at - 2)));
  }

  private int endOfQuote(char quote, boolean escapes) {
    int end = at + 1;
    while (end < sql.length()) {
      char c = sql.charAt(end);
      if (escapes && c == '\\') {
        end += 2;
      } else if (c != quote) {
        end++;
      } else if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
        end += 2;
      } else {
        return end + 1;
      }
    }
    throw new IllegalArgumentException("an unfinished " + quote + " quote");
  }

  private int endOfComment() {
    int depth = 0;
    int end = at;
    while (end < sql.length()) {
      if (sql.startsWith("/*", end)) {
        depth++;
        end += 2;
      } else if (sql.startsWith("*/", end)) {
        depth--;
        end += 2;
        if (depth == 0) {
          return end;
        }
      } else {
        end++;
      }
    }
    throw new IllegalArgumentException("an unfinished comment");
  }

  private void take(int end) {
    text.append(sql, at, end);
    at = end;
  }

  private void flush() {
    if (!text.isEmpty()) {
      pieces.add(new SqlStatement.Text(text.toString()));
      text.setLength(0);
    }
  }
}
