package verticles.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/** A certificate authority for tests, and what it signs, as PEM files. */
public final class TestCertificates {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** A certificate with its key. */
  public record Pem(Path certificate, Path key) {}

  private final Path folder;
  private final Path store;

  private TestCertificates(Path folder) {
    this.folder = folder;
    this.store = folder.resolve("authority.p12");
  }

  /** A new authority, which keeps its files in that folder. */
  public static TestCertificates in(Path folder) {
    TestCertificates made = new TestCertificates(folder);
    made.keytool(
        made.store,
        "-genkeypair",
        "-alias",
        "ca",
        "-dname",
        "CN=Test authority",
        "-ext",
        "bc:c",
        "-ext",
        "ku:c=keyCertSign,cRLSign");
    write(made.ca(), List.of(pem("CERTIFICATE", made.certificate("ca"))));
    return made;
  }

  /** The authority's own certificate. */
  public Path ca() {
    return folder.resolve("ca.pem");
  }

  /**
   * Signs a new certificate.
   *
   * @param name of its files
   * @param subject its alternative names, as keytool writes them: {@code
   *     dns:localhost,ip:127.0.0.1}
   */
  public Pem sign(String name, String subject) {
    keytool(
        store,
        "-genkeypair",
        "-alias",
        name,
        "-signer",
        "ca",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=" + subject);
    Pem made = new Pem(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    write(made.certificate(), List.of(pem("CERTIFICATE", certificate(name))));
    write(made.key(), List.of(pem("PRIVATE KEY", key(name))));
    return made;
  }

  private byte[] certificate(String alias) {
    try {
      return open().getCertificate(alias).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] key(String alias) {
    try {
      return open().getKey(alias, PASSWORD).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore open() throws GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return keys;
  }

  private static String pem(String kind, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes), kind);
  }

  private static void write(Path file, List<String> parts) {
    try {
      Files.writeString(file, String.join("", parts), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keytool(Path store, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    Collections.addAll(command, arguments);
    Collections.addAll(
        command,
        "-keystore",
        store.toString(),
        "-storepass",
        new String(PASSWORD),
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "30");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool: " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
