package dev.instructor.schema;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A format that is asserted (JSON Schema Validation 2020-12, section 7.3). A format not listed here
 * is a note to the model alone.
 *
 * @param name the name in the schema
 * @param description what it is with an example, as it follows "must be"
 * @param test whether a text is of it
 */
record Format(String name, String description, Predicate<String> test) {
  /** RFC 3986, section 3.2, with a host. */
  private static final Pattern AUTHORITY =
      Pattern.compile("([^@]*@)?(\\[[^\\]]+\\]|[^:@\\[\\]]+)(:[0-9]*)?");

  private static final Map<String, Format> ALL =
      Stream.of(
              // RFC 3339, section 5.6: full-date, date-time and full-time.
              new Format("date", "a date such as 2026-01-31", DateTimes::isDate),
              new Format(
                  "date-time",
                  "a date and time with offset such as 2026-01-31T09:30:00Z",
                  DateTimes::isDateTime),
              new Format("time", "a time with offset such as 09:30:00Z", DateTimes::isTime),
              // Looser than RFC 3339, appendix A: units may be left out between others and seconds
              // may have a fraction, as java.time writes them.
              new Format("duration", "a duration such as P3D or PT1H30M", DateTimes::isDuration),
              // RFC 5321, section 4.1.2: Mailbox.
              new Format(
                  "email", "an e-mail address such as jane@example.com", NetworkNames::isEmail),
              // RFC 1123, section 2.1.
              new Format(
                  "hostname", "a host name such as www.example.com", NetworkNames::isHostName),
              // RFC 2673, section 3.2: four decimal numbers.
              new Format("ipv4", "an IPv4 address such as 192.0.2.1", NetworkNames::isIpv4),
              // RFC 4291, section 2.2.
              new Format("ipv6", "an IPv6 address such as 2001:db8::1", NetworkNames::isIpv6),
              // RFC 3986, with a scheme and with or without one.
              new Format(
                  "uri", "a URI such as https://example.com/page", text -> isUri(text, true)),
              new Format(
                  "uri-reference",
                  "a URI or a relative reference such as /page",
                  text -> isUri(text, false)),
              // RFC 4122.
              new Format(
                  "uuid",
                  "a UUID such as 123e4567-e89b-12d3-a456-426614174000",
                  fully(
                      "\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}")),
              // RFC 6901.
              new Format(
                  "json-pointer", "a JSON pointer such as /items/0", fully("(/([^~/]|~[01])*+)*+")),
              // ECMA-262.
              new Format("regex", "a regular expression", Format::isRegex))
          .collect(Collectors.toUnmodifiableMap(Format::name, format -> format));

  /** Returns the format of this name, if it is asserted. */
  static Optional<Format> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  boolean accepts(String text) {
    return test.test(text);
  }

  private static Predicate<String> fully(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return text -> compiled.matcher(text).matches();
  }

  private static boolean isRegex(String text) {
    try {
      EcmaPattern.compile(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isUri(String text, boolean absolute) {
    // java.net.URI lets other characters than ASCII through: that would be an IRI.
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    try {
      URI uri = new URI(text);
      String authority = uri.getRawAuthority();
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return (!absolute || uri.isAbsolute())
          && (authority == null ? !web : AUTHORITY.matcher(authority).matches());
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
