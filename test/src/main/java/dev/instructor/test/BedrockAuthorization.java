package dev.instructor.test;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks who sends a request: a bearer key, or a signature (AWS, "AWS Signature Version 4 for API
 * requests", section "Create a signed AWS API request"). Wording: AWS's common errors.
 */
final class BedrockAuthorization {
  static final String ACCESS_KEY = "AKIDTWIN0123456789AB";
  static final String SECRET_KEY = "twin/secret+0123456789abcdefghijklmnopqr";
  static final String SESSION_TOKEN = "twin/session/token==";

  private static final Duration SKEW = Duration.ofMinutes(15);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Pattern FORM =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/,]+)/(\\d{8})/([^/,]+)/([^/,]+)/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

  private BedrockAuthorization() {}

  static void check(HttpRequestReader.Received received, String apiKey) {
    String stated = received.headers().getOrDefault("Authorization", "");
    if (stated.startsWith("Bearer ")) {
      if (!stated.equals("Bearer " + apiKey)) {
        throw refused(
            "AccessDeniedException",
            "Authentication failed: Please make sure your API Key is valid.");
      }
      return;
    }
    Matcher form = FORM.matcher(stated);
    if (stated.isEmpty()) {
      throw refused("MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    if (!form.matches()) {
      throw new Refused(
          400,
          "IncompleteSignatureException",
          "",
          "",
          "Authorization header requires 'Credential' parameter.");
    }
    checkScope(form, received.headers());
    String expected = signature(form, received);
    if (!expected.equals(form.group(6))) {
      throw refused(
          "InvalidSignatureException",
          "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
    }
  }

  private static Refused refused(String type, String words) {
    return new Refused(403, type, "", "", words);
  }

  private static void checkScope(Matcher form, Map<String, String> headers) {
    if (!form.group(1).equals(ACCESS_KEY)
        || !headers.getOrDefault("x-amz-security-token", "").equals(SESSION_TOKEN)) {
      throw refused(
          "UnrecognizedClientException", "The security token included in the request is invalid.");
    }
    if (!form.group(4).equals("bedrock")) {
      throw refused(
          "InvalidSignatureException",
          "Credential should be scoped to correct service: 'bedrock'.");
    }
    Optional<Instant> time = time(headers.getOrDefault("x-amz-date", ""));
    if (time.isEmpty()
        || !TIME.format(time.get()).startsWith(form.group(2))
        || Duration.between(time.get(), Instant.now()).abs().compareTo(SKEW) > 0) {
      throw refused("InvalidSignatureException", "Signature expired.");
    }
    List<String> signed = List.of(form.group(5).split(";", -1));
    if (!signed.contains("host") || !signed.contains("x-amz-date")) {
      throw refused(
          "InvalidSignatureException",
          "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.from(TIME.parse(text)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static String signature(Matcher form, HttpRequestReader.Received received) {
    TwinRequest request = received.request();
    String headers =
        Arrays.stream(form.group(5).split(";", -1))
            .map(
                name ->
                    name
                        + ":"
                        + received.headers().getOrDefault(name, "").strip().replaceAll(" +", " ")
                        + "\n")
            .collect(Collectors.joining());
    String canonical =
        String.join(
            "\n",
            request.method(),
            path(request.path()),
            request.query(),
            headers,
            form.group(5),
            digest(request.text()));
    String scope = String.join("/", form.group(2), form.group(3), form.group(4), "aws4_request");
    String text =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            received.headers().getOrDefault("x-amz-date", ""),
            scope,
            digest(canonical));
    byte[] key = ("AWS4" + SECRET_KEY).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/", -1)) {
      key = mac(key, part);
    }
    return HexFormat.of().formatHex(mac(key, text));
  }

  /** Every segment is encoded once more than it is on the wire. */
  private static String path(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(
            segment ->
                URLEncoder.encode(segment, StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("*", "%2A")
                    .replace("%7E", "~"))
        .collect(Collectors.joining("/"));
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }
}
