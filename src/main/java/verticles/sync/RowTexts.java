package verticles.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/**
 * The rows of an answer, which stay text until they are asked for: as trees, small rows take twenty
 * times as much memory, and a page of them could take a whole node's.
 */
final class RowTexts extends AbstractList<JsonNode> implements RandomAccess {
  private final byte[] body;
  private int[] bounds = new int[64];
  private int size;

  /** No rows yet; {@code body} is not copied. */
  RowTexts(byte[] body) {
    this.body = body;
  }

  /** One more row, from its first byte to behind its last. */
  void add(int from, int to) {
    if (2 * size == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    bounds[2 * size] = from;
    bounds[2 * size + 1] = to;
    size++;
  }

  @Override
  public JsonNode get(int index) {
    try {
      return PageReader.JSON.readTree(body, from(index), length(index));
    } catch (IOException impossible) {
      // it was read through when its bounds were found
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public int size() {
    return size;
  }

  byte[] body() {
    return body;
  }

  int from(int index) {
    return bounds[2 * index];
  }

  int length(int index) {
    return bounds[2 * index + 1] - bounds[2 * index];
  }
}
