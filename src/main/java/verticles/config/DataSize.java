package verticles.config;

/**
 * A number of bytes, written with its unit: {@code 512B}, {@code 64KiB}, {@code 8MiB}, {@code
 * 1GiB}.
 *
 * @param bytes never negative
 */
public record DataSize(long bytes) implements Comparable<DataSize> {

  /** A size in MiB. */
  public static DataSize ofMebibytes(long mebibytes) {
    return new DataSize(mebibytes << 20);
  }

  @Override
  public int compareTo(DataSize other) {
    return Long.compare(bytes, other.bytes);
  }

  @Override
  public String toString() {
    return Units.sizeText(bytes);
  }
}
