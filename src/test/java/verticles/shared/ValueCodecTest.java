package verticles.shared;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueCodecTest {
  private static final Map<String, String> STAMPS = Map.of("*", "a".repeat(32), "t:x", "b".repeat(32));

  private final ValueCodec codec = Samples.codec();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 1024, 5000, 1 << 20})
  void whatIsSealedIsOpenedAsItWas(int length) {
    byte[] body = new byte[length];
    new Random(length).nextBytes(body);
    SharedValue value = Samples.value(body, List.of("x", "zone:Südtirol"), 1234);

    ValueForm.Loaded opened = codec.open(1, "n/k", codec.seal("v", "n/k", value, STAMPS)).orElseThrow();

    assertThat(opened.value()).usingRecursiveComparison().isEqualTo(value);
    assertThat(opened.stamps()).isEqualTo(STAMPS);
  }

  @Test
  void largeTextIsCompressedAndSmallTextIsNot() {
    SharedValue large = Samples.value("price ".repeat(2000));
    SharedValue small = Samples.value("price ".repeat(100));

    assertThat(codec.seal("v", "k", large, STAMPS).length).isLessThan(1000);
    assertThat(codec.seal("v", "k", small, STAMPS).length).isGreaterThan(600);
  }

  @Test
  void whatWouldGrowByCompressionStaysAsItIs() throws IOException {
    byte[] noise = new byte[4000];
    new Random(1).nextBytes(noise);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new Packing(1024, 1 << 20).write(noise, new DataOutputStream(out));

    assertThat(out.toByteArray()).hasSize(5 + noise.length);
    assertThat(out.toByteArray()[0]).isZero();
  }

  @Test
  void nothingOfItCanBeReadWithoutTheKey() {
    byte[] sealed = codec.seal("v", "k", Samples.value("the secret bid", "zone:north"), STAMPS);

    assertThat(new String(sealed, ISO_8859_1)).doesNotContain("secret").doesNotContain("north");
    assertThat(codec.seal("v", "k", Samples.value("the secret bid", "zone:north"), STAMPS))
        .isNotEqualTo(sealed);
  }

  @Test
  void everyDamagedByteIsNoticed() {
    byte[] sealed = codec.seal("v", "k", Samples.value("a value", "x"), STAMPS);

    for (int i = 1; i < sealed.length; i++) {
      byte[] damaged = sealed.clone();
      damaged[i] ^= 0x10;
      assertThat(codec.open(1, "k", damaged)).as("byte %d", i).isEmpty();
    }
  }

  @Test
  void everyShortenedTextIsNoticed() {
    byte[] sealed = codec.seal("v", "k", Samples.value("a value", "x"), STAMPS);

    for (int i = 0; i < sealed.length; i++) {
      assertThat(codec.open(1, "k", java.util.Arrays.copyOf(sealed, i))).as("length %d", i).isEmpty();
    }
  }

  @Test
  void bytesCopiedToAnotherKeyDoNotOpen() {
    byte[] sealed = codec.seal("v", "p/o:north", Samples.value("north's"), STAMPS);

    assertThat(codec.open(1, "p/o:south", sealed)).isEmpty();
  }

  @Test
  void thePreviousKeyStillOpensAndAnOlderOneIsSaidToBeUnknown() {
    byte[] sealed = codec.seal("v", "k", Samples.value("old"), STAMPS);
    List<Integer> unknown = new ArrayList<>();
    Packing packing = new Packing(1024, 1 << 20);
    SealKeys rotated = new SealKeys(List.of(Samples.key(2), Samples.key(1)));
    SealKeys twice = new SealKeys(List.of(Samples.key(3), Samples.key(2)));

    assertThat(new ValueCodec(() -> rotated, unknown::add, packing).open(1, "k", sealed))
        .isPresent();
    assertThat(unknown).isEmpty();
    assertThat(new ValueCodec(() -> twice, unknown::add, packing).open(1, "k", sealed)).isEmpty();
    assertThat(unknown).containsExactly(Samples.key(1).id());
  }

  @Test
  void aBombIsRefusedBeforeItGrows() throws IOException {
    // says 2 MiB over a limit of 1 MiB, and says 10 bytes while it holds a megabyte
    assertThat(unpack(2 << 20, new byte[2 << 20])).contains("over the limit");
    assertThat(unpack(10, new byte[1 << 20])).contains("cannot be unpacked");
    assertThat(unpack(-1, new byte[10])).contains("over the limit");
    assertThat(unpack(11, new byte[10])).contains("another length");
  }

  private static String unpack(int says, byte[] holds) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(1);
    out.writeInt(says);
    out.write(Zstd.compress(holds));
    try {
      new Packing(0, 1 << 20)
          .read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      return "unpacked";
    } catch (IOException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  @Test
  void aKeyDoesNotPrintItself() {
    assertThat(Samples.key(65).toString()).doesNotContain("AAAA").hasSizeLessThan(20);
    assertThat(new String(Samples.key(65).key().getEncoded(), UTF_8)).startsWith("AAAA");
  }
}
