package dev.instructor.test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for 127.0.0.1 and localhost, made anew and signed with its own key. The JDK reads
 * certificates but has no way to make one, so its few fields are written out (RFC 5280, section 4;
 * DER after ITU-T X.690).
 */
final class SelfSignedCertificate {
  private static final byte[] ECDSA_WITH_SHA256 = {
    0x06, 0x08, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02
  };
  private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};
  private static final byte[] SUBJECT_ALTERNATIVE_NAME = {0x06, 0x03, 0x55, 0x1D, 0x11};
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final char[] PASSWORD = {};

  private final SSLContext server;
  private final SSLContext client;

  private SelfSignedCertificate(SSLContext server, SSLContext client) {
    this.server = server;
    this.client = client;
  }

  static SelfSignedCertificate create() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      Certificate certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(certificate(keys)));
      return new SelfSignedCertificate(server(keys.getPrivate(), certificate), client(certificate));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("No certificate can be made on this JDK", e);
    }
  }

  /** Returns what the server shows. */
  SSLContext server() {
    return server;
  }

  /** Returns what trusts the certificate, and nothing else. */
  SSLContext client() {
    return client;
  }

  private static SSLContext server(PrivateKey key, Certificate certificate)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setKeyEntry("twin", key, PASSWORD, new Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static SSLContext client(Certificate certificate)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setCertificateEntry("twin", certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static byte[] certificate(KeyPair keys) throws GeneralSecurityException, IOException {
    byte[] algorithm = der(SEQUENCE, ECDSA_WITH_SHA256);
    byte[] name =
        der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(0x0C, ascii("Provider twin")))));
    byte[] validity =
        der(SEQUENCE, der(0x17, ascii("200101000000Z")), der(0x18, ascii("21000101000000Z")));
    byte[] alternatives =
        der(SEQUENCE, der(0x82, ascii("localhost")), der(0x87, new byte[] {127, 0, 0, 1}));
    byte[] extensions =
        der(0xA3, der(SEQUENCE, der(SEQUENCE, SUBJECT_ALTERNATIVE_NAME, der(0x04, alternatives))));
    byte[] unsigned =
        der(
            SEQUENCE,
            der(0xA0, der(0x02, BigInteger.TWO.toByteArray())),
            der(0x02, BigInteger.valueOf(System.nanoTime() & Long.MAX_VALUE).toByteArray()),
            algorithm,
            name,
            validity,
            name,
            keys.getPublic().getEncoded(),
            extensions);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(unsigned);
    return der(SEQUENCE, unsigned, algorithm, der(0x03, new byte[1], signature.sign()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns tag, length and content. */
  private static byte[] der(int tag, byte[]... contents) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : contents) {
      content.write(part);
    }
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    result.write(tag);
    int length = content.size();
    if (length >= 0x100) {
      result.write(0x82);
      result.write(length >> 8);
    } else if (length >= 0x80) {
      result.write(0x81);
    }
    result.write(length);
    result.write(content.toByteArray());
    return result.toByteArray();
  }
}
