package verticles.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.bus.FailureException;
import verticles.config.Secret;

class VaultTest {
  private static final byte[] SECRET = "the price of tomorrow".getBytes(UTF_8);
  private static final SecretsConfig NONE = new SecretsConfig(new Secret(""), new Secret(""));

  @TempDir Path data;
  private Path file;

  @BeforeEach
  void name() {
    file = data.resolve("secrets").resolve("master-key");
  }

  private Vault vault() {
    return Vault.open(NONE, data);
  }

  private Vault vault(String key, String previous) {
    return Vault.open(new SecretsConfig(new Secret(key), new Secret(previous)), data);
  }

  @Test
  void what_was_sealed_is_opened_under_its_name() {
    byte[] sealed = vault().seal("a", SECRET);

    assertThat(new String(sealed, ISO_8859_1)).doesNotContain("price");
    assertThat(vault().open("a", sealed)).isEqualTo(SECRET);
  }

  @Test
  void the_same_secret_never_looks_the_same() {
    assertThat(vault().seal("a", SECRET)).isNotEqualTo(vault().seal("a", SECRET));
  }

  @Test
  void a_secret_in_the_place_of_another_is_not_opened() {
    byte[] sealed = vault().seal("a", SECRET);

    assertThatThrownBy(() -> vault().open("b", sealed))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("belongs to another name");
  }

  @Test
  void a_changed_secret_is_not_opened_whichever_bit_it_was() {
    Vault vault = vault();
    byte[] sealed = vault.seal("a", SECRET);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;

      assertThatThrownBy(() -> vault.open("a", changed)).isInstanceOf(FailureException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 32})
  void a_secret_that_was_cut_is_not_opened(int length) {
    byte[] cut = java.util.Arrays.copyOf(vault().seal("a", SECRET), length);

    assertThatThrownBy(() -> vault().open("a", cut)).hasMessageContaining("damaged");
  }

  @Test
  void the_key_is_made_once_and_only_its_owner_may_read_it() throws IOException {
    vault();
    String made = Files.readString(file);
    vault();

    assertThat(Files.readString(file)).isEqualTo(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_node_with_another_key_is_told_which_one_it_needs() {
    String one = MasterKey.fresh();
    String two = MasterKey.fresh();
    byte[] sealed = vault(one, "").seal("check", SECRET);

    assertThatThrownBy(() -> vault(two, "").open("check", sealed))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(MasterKey.of(one).name())
        .hasMessageContaining(MasterKey.of(two).name())
        .hasMessageContaining("secrets.master-key")
        .hasMessageNotContaining(one)
        .hasMessageNotContaining(two);
  }

  @Test
  void the_previous_key_still_opens() {
    String one = MasterKey.fresh();
    byte[] sealed = vault(one, "").seal("a", SECRET);

    assertThat(vault(MasterKey.fresh(), one).open("a", sealed)).isEqualTo(SECRET);
  }

  @Test
  void a_running_node_learns_the_new_key_of_its_file() throws IOException {
    Vault running = vault();
    byte[] before = running.seal("a", SECRET);
    FileTime then = Files.getLastModifiedTime(file);

    new KeyFile(file).renew();
    byte[] after = vault().seal("a", SECRET);
    // as coarse clocks of files would have it: the change is not seen, the unknown key is
    Files.setLastModifiedTime(file, then);

    assertThat(running.open("a", after)).isEqualTo(SECRET);
    assertThat(running.open("a", before)).isEqualTo(SECRET);
    assertThat(running.isCurrent(running.seal("a", SECRET))).isTrue();
    assertThat(running.isCurrent(before)).isFalse();
  }

  @Test
  void a_file_keeps_two_keys() throws IOException {
    KeyFile keys = new KeyFile(file);
    byte[] first = Vault.of(keys).seal("a", SECRET);
    keys.renew();
    keys.renew();

    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThatThrownBy(() -> vault().open("a", first)).hasMessageContaining("master key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense-hunter2", "AAAA", "\n\n"})
  void a_file_without_a_key_stops_the_start_and_is_not_shown(String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);

    assertThatThrownBy(this::vault)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("holds no master key")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void a_key_does_not_print_itself() {
    String key = MasterKey.fresh();
    MasterKey made = MasterKey.of(key);
    SecretsConfig config = new SecretsConfig(new Secret(key), new Secret(""));

    assertThat(List.of(made, new MasterKeys(List.of(made)), config).toString())
        .doesNotContain(key.substring(0, 10))
        .contains("***");
  }
}
