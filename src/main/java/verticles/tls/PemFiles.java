package verticles.tls;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/**
 * Where a certificate is.
 *
 * @param certificate the server's own one first, then those that lead to a known authority
 * @param key its private key, without a password
 * @param ca who signs the certificates of the other side; empty when it needs none
 */
public record PemFiles(Path certificate, Path key, Optional<Path> ca) {
  private static final byte[] PROBE = {1, 2, 3, 4, 5, 6, 7, 8};

  /**
   * Reads the files into memory and checks that they belong together. It blocks.
   *
   * @throws BadCertificateException naming the file and what is wrong with it
   */
  public Certified read(Vertx vertx) throws BadCertificateException {
    Buffer chain = bytes(certificate);
    Buffer secret = bytes(key);
    X509Certificate leaf = leaf(certificate, chain);
    PemKeyCertOptions pair = new PemKeyCertOptions().addCertValue(chain).addKeyValue(secret);
    requireMatch(vertx, pair, leaf);
    Optional<Buffer> authorities = Optional.empty();
    if (ca.isPresent()) {
      authorities = Optional.of(bytes(ca.get()));
      leaf(ca.get(), authorities.get());
    }
    return new Certified(
        pair,
        authorities.map(known -> new PemTrustOptions().addCertValue(known)),
        leaf,
        fingerprint(chain, secret, authorities.orElse(Buffer.buffer())));
  }

  private static Buffer bytes(Path file) throws BadCertificateException {
    try {
      return Buffer.buffer(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new BadCertificateException(file + " cannot be read", e);
    }
  }

  private static X509Certificate leaf(Path file, Buffer chain) throws BadCertificateException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(chain.getBytes()));
    } catch (GeneralSecurityException e) {
      throw new BadCertificateException(file + " holds no certificate in PEM form", e);
    }
  }

  private void requireMatch(Vertx vertx, PemKeyCertOptions pair, X509Certificate leaf)
      throws BadCertificateException {
    PrivateKey secret;
    try {
      secret = secret(pair.getKeyManagerFactory(vertx), leaf.getPublicKey().getAlgorithm());
    } catch (Exception e) {
      throw new BadCertificateException(key + " holds no private key in PEM form", e);
    }
    if (!belong(secret, leaf.getPublicKey())) {
      throw new BadCertificateException(key + " is not the key of " + certificate, null);
    }
  }

  private static PrivateKey secret(KeyManagerFactory factory, String algorithm)
      throws GeneralSecurityException {
    for (KeyManager manager : factory.getKeyManagers()) {
      if (manager instanceof X509KeyManager keys) {
        String[] aliases = keys.getServerAliases(algorithm, null);
        if (aliases != null && aliases.length > 0) {
          return keys.getPrivateKey(aliases[0]);
        }
      }
    }
    throw new GeneralSecurityException("no private key");
  }

  private static boolean belong(PrivateKey secret, PublicKey open) {
    String algorithm =
        switch (open.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> open.getAlgorithm();
        };
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(secret);
      signing.update(PROBE);
      byte[] signature = signing.sign();
      signing.initVerify(open);
      signing.update(PROBE);
      return signing.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String fingerprint(Buffer... files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Buffer file : files) {
        digest.update(file.getBytes());
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
